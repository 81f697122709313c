package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The pod's token file, as it is. */
class TokenFilesFuzz {

    private static final List<Class<? extends Exception>> OWN = List.of(WorkloadIdentityException.class);
    private static final Path FILE = file();

    @FuzzTest
    void file(byte[] input) throws Exception {
        Files.write(FILE, Promise.text(input).getBytes(StandardCharsets.UTF_8));
        Promise.holds(
                input.length,
                () -> new ProjectedTokenFile(FILE, Exchanges.CLOCK).assertion().toString(),
                OWN);
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("token", "");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
