package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.Doctor;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The doctor as a process of its own, with the libraries of an application and no log provider. */
@WorkloadIdentityTest
class DoctorProcessTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

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

    @Test
    void whatTheApplicationLogsToStandardOutputIsNoPartOfTheReport(LocalCluster cluster, @TempDir Path directory)
            throws Exception {
        Path settings = Files.writeString(
                directory.resolve("logback.xml"),
                "<configuration debug=\"true\"><appender name=\"out\" class=\"ch.qos.logback.core.ConsoleAppender\">"
                        + "<encoder><pattern>appended %msg%n</pattern></encoder></appender>"
                        + "<root level=\"TRACE\"><appender-ref ref=\"out\"/></root></configuration>");

        Ended ended = run(
                cluster,
                new ProcessBuilder(
                        JAVA, "-cp", System.getProperty("java.class.path"), "-Dlogback.configurationFile=" + settings),
                "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.out()).startsWith("{").endsWith("}" + System.lineSeparator());
        assertThat(ended.out()).doesNotContain("appended", "|-INFO");
    }

    @ParameterizedTest
    @ValueSource(strings = {"read-only", "missing"})
    void writesNothing(String kind, LocalCluster cluster, @TempDir Path directory) throws Exception {
        Path proc = Path.of("/proc");
        Path readOnly = Files.isDirectory(proc) ? proc : directory;
        assertThat(proc.equals(readOnly) || directory.toFile().setWritable(false))
                .isTrue();
        Path temporary = kind.equals("missing") ? directory.resolve("nothing") : readOnly;

        Ended ended = run(
                cluster,
                new ProcessBuilder(JAVA, "-cp", CLASS_PATH, "-Djava.io.tmpdir=" + temporary)
                        .directory(readOnly.toFile()),
                "--scope",
                "https://vault.azure.net/.default");

        // The JVM itself warns of a directory that is not there.
        assertThat(ended.err().lines())
                .allMatch(line -> line.matches("(asking|OK|WARNING|PROBLEM) .*") || line.contains("java.io.tmpdir"));
        assertThat(ended.out()).startsWith("Healthy: ");
        assertThat(ended.status()).isZero();
    }

    @Test
    void asksForAnAgent(LocalCluster cluster, LocalEntra entra) throws Exception {
        LocalApplication blueprint = entra.tenant().registerBlueprint().trust(cluster);
        LocalApplication agent = blueprint.registerAgent();
        cluster.annotate(blueprint);
        String[] options = {"--agent", agent.clientId(), "--scope", "https://vault.azure.net/.default"};

        Ended healthy = run(cluster, options);
        assertQuiet(healthy);
        assertThat(healthy.out()).startsWith("Healthy: ").contains(agent.clientId());
        assertThat(healthy.status()).isZero();
        assertThat(entra.tokenRequests()).isEqualTo(2);

        agent.setEnabled(false);
        Ended broken = run(cluster, options);
        assertQuiet(broken);
        assertThat(broken.out()).startsWith("Entra refused an agent identity");
        assertThat(broken.status()).isEqualTo(1);
    }

    /** What takes longer than a second is shown, which on a busy machine anything may. */
    private static void assertQuiet(Ended ended) {
        assertThat(ended.err().lines()).allMatch(line -> line.matches("(asking|OK|WARNING|PROBLEM) .*"));
    }

    private record Ended(int status, String out, String err) {}

    private static Ended run(LocalCluster cluster, String... options) throws IOException, InterruptedException {
        return run(cluster, new ProcessBuilder(JAVA, "-cp", CLASS_PATH), options);
    }

    private static Ended run(LocalCluster cluster, ProcessBuilder builder, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(builder.command());
        command.add(Doctor.class.getName());
        command.addAll(List.of(options));
        builder.command(command);
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
