package io.github.wicredential.test;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids that follow from names, so that they are the same in every run. */
final class Uuids {

    private Uuids() {}

    static String of(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
