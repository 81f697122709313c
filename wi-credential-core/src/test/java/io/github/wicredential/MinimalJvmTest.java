package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.wicredential.internal.network.TlsPeer;
import io.github.wicredential.thirdparty.okhttp3.tls.HeldCertificate;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said in a JVM that lacks modules, as an image made by jlink does, or file descriptors. */
@Timeout(120)
class MinimalJvmTest {

    private static final String NOBODY = "https://localhost:1";

    @Test
    void namesTheModuleOfLogging() throws Exception {
        assertThat(run("", "--limit-modules java.base", NOBODY, "modules"))
                .contains("a class of the JDK is missing", "jlink --add-modules java.logging")
                .doesNotContain("transport of");
    }

    @Test
    void namesTheModuleOfEllipticCurves() throws Exception {
        assumeTrue(Runtime.version().feature() < 22, "they are in java.base since JDK 22");
        HeldCertificate certificate = new HeldCertificate.Builder()
                .ecdsa256()
                .addSubjectAlternativeName("localhost")
                .build();
        try (TlsPeer peer = TlsPeer.ordinary(certificate)) {
            assertThat(run("", "--limit-modules java.base,java.logging", peer.url(), "modules"))
                    .contains("the TLS handshake with", "jlink --add-modules jdk.crypto.ec");
        }
    }

    @Test
    void saysThatTooManyFilesAreOpenAndBlamesNothingElse() throws Exception {
        assumeTrue(Path.of("/dev/null").toFile().exists(), "files are opened and limited as on Linux");

        String output = run("ulimit -n 150; ", "", NOBODY, "files");

        assertThat(output)
                .contains("could not be opened, because this process has too many open files; ")
                .contains("transport: No token: this process has too many open files, so no connection to localhost");
    }

    private static String run(String limit, String options, String... arguments) throws Exception {
        // Without Logback, which needs modules of its own.
        String classPath = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("logback-"))
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = limit + "exec " + java + " " + options + " -cp \"$0\" " + MinimalJvmMain.class.getName() + " "
                + String.join(" ", arguments);
        Process process = new ProcessBuilder(List.of("sh", "-c", command, classPath))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
