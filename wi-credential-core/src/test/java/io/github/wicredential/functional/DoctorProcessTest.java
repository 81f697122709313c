package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.Doctor;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The doctor as a process of its own, with the libraries of an application and no log provider. */
@WorkloadIdentityTest
class DoctorProcessTest {

    private static final String CLASS_PATH = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("logback"))
            .collect(Collectors.joining(File.pathSeparator));

    @Test
    void runsInAPodWithoutNoise(LocalCluster cluster) throws Exception {
        Ended healthy = run(cluster, "--scope", "https://vault.azure.net/.default");

        assertQuiet(healthy);
        assertThat(healthy.out()).startsWith("Healthy: ").doesNotContain("\u001b");
        assertThat(healthy.status()).isZero();

        cluster.renameServiceAccount("orders-v2");
        Ended broken = run(cluster, "--json");

        assertQuiet(broken);
        assertThat(broken.out()).startsWith("{").contains("AADSTS700213");
        assertThat(broken.status()).isEqualTo(1);

        Ended explained = run(cluster, "--explain", "AADSTS700213");
        assertQuiet(explained);
        assertThat(explained.out()).startsWith("AADSTS700213: ");
        assertThat(explained.status()).isZero();

        assertThat(run(cluster, "--nothing").status()).isEqualTo(2);
    }

    /** What takes longer than a second is shown, which on a busy machine anything may. */
    private static void assertQuiet(Ended ended) {
        assertThat(ended.err().lines()).allMatch(line -> line.matches("(asking|OK|WARNING|PROBLEM) .*"));
    }

    private record Ended(int status, String out, String err) {}

    private static Ended run(LocalCluster cluster, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", CLASS_PATH));
        command.add(Doctor.class.getName());
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AZURE_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(cluster.environment());
        File err = File.createTempFile("doctor", "err");
        Process process = builder.redirectError(err).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        String said = Files.readString(err.toPath());
        Files.delete(err.toPath());
        return new Ended(status, out, said);
    }
}
