package io.github.wicredential.internal.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trust that a new client would have. A client that was created with another trust store is not shared. */
final class JvmTrust {

    private static final String STORE = "javax.net.ssl.trustStore";

    private JvmTrust() {}

    static List<@Nullable Object> now() {
        String store = System.getProperty(STORE);
        return store == null
                ? List.of()
                : Arrays.asList(store, hash("Password"), hash("Type"), hash("Provider"), changed(store));
    }

    /** Not the value: a password need not be kept. */
    private static int hash(String part) {
        return System.getProperty(STORE + part, "").hashCode();
    }

    private static @Nullable FileTime changed(String store) {
        try {
            return Files.getLastModifiedTime(Path.of(store));
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }
}
