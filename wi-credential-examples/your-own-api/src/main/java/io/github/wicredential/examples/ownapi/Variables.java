package io.github.wicredential.examples.ownapi;

import java.util.Objects;

/** The environment. */
final class Variables {

    private Variables() {}

    static String get(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
