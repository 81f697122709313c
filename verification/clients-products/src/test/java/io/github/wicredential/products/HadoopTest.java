package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.examples.local.LocalProcess;
import io.github.wicredential.examples.local.LocalStorage;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hadoop's own shell, configured by {@code core-site.xml} alone, with the one jar. */
@WorkloadIdentityTest
class HadoopTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String ACCOUNT = LocalStorage.ACCOUNT + ".dfs.core.windows.net";
    private static final String FILES = "abfss://shop@" + ACCOUNT + "/";

    private static final String LOG = """
            log4j.rootLogger=WARN, out
            log4j.logger.io.github.wicredential=TRACE
            log4j.logger.org.apache.hadoop.fs.azurebfs.oauth2=TRACE
            log4j.appender.out=org.apache.log4j.ConsoleAppender
            log4j.appender.out.layout=org.apache.log4j.PatternLayout
            log4j.appender.out.layout.ConversionPattern=%p %c %m%n
            """;

    @TempDir
    static Path directory;

    private static Product newest;

    @BeforeAll
    static void resolve() throws Exception {
        newest = Product.of(
                Files.createDirectory(directory.resolve("newest")),
                "org.apache.hadoop:hadoop-azure:3.5.0",
                "org.apache.hadoop:hadoop-common:3.5.0");
    }

    @Test
    void theShellWritesReadsAndListsWithOneTokenForAllItsFileSystems(LocalCluster pod, LocalEntra entra)
            throws Exception {
        try (LocalStorage azurite = LocalStorage.start()) {
            configure(newest, azurite, Map.of());
            Path order = Files.writeString(directory.resolve("order.txt"), "3 plums");

            run(newest, pod, azurite, "-put", order.toString(), FILES + "order.txt");
            List<String> read = run(newest, pod, azurite, "-cat", FILES + "order.txt", FILES + "order.txt");

            assertThat(read).anyMatch(line -> line.contains("3 plums3 plums"));
            assertThat(run(newest, pod, azurite, "-ls", FILES)).anyMatch(line -> line.contains("order.txt"));
            assertThat(entra.requests())
                    .as("one a process")
                    .hasSize(3)
                    .extracting(ReceivedTokenRequest::scope)
                    .containsOnly("https://storage.azure.com/.default");
        }
    }

    /** At TRACE, all of Hadoop. */
    @Test
    void aFileSystemOutlivesItsTokensBesideOneOfAnotherIdentityAndNoTokenIsLogged(
            LocalCluster pod, LocalEntra entra, LocalApplication application) throws Exception {
        entra.setExpiresIn(Duration.ofSeconds(6));
        LocalApplication reports = entra.registerApplication().trust(pod);
        try (LocalStorage azurite = LocalStorage.start()) {
            configure(newest, azurite, Map.of());
            Files.writeString(newest.directory().resolve("log4j.properties"), LOG.replace("WARN", "TRACE"));

            List<String> output = run(newest.withTheOneJar(
                    pod,
                    azurite.certificate(),
                    List.of(
                            Path.of("src", "products", "LongAbfs.java").toString(),
                            FILES + "long.txt",
                            "9",
                            reports.clientId())));

            assertThat(output).contains("read to the end").anyMatch(line -> line.startsWith("TRACE "));
        }
        assertThat(entra.requests())
                .extracting(ReceivedTokenRequest::clientId)
                .contains(reports.clientId())
                .filteredOn(application.clientId()::equals)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void whileATokenIsValidEntraMayBeDown(LocalCluster pod, LocalEntra entra, LocalApplication application)
            throws Exception {
        try (LocalStorage azurite = LocalStorage.start()) {
            configure(newest, azurite, Map.of());
            try (LocalProcess program = newest.withTheOneJar(
                    pod,
                    azurite.certificate(),
                    List.of(
                            Path.of("src", "products", "LongAbfs.java").toString(),
                            FILES + "down.txt",
                            "2",
                            application.clientId()))) {
                program.awaitLine("written"::equals, LONG);
                entra.faults().always(Fault.status(503));

                assertThat(program.awaitEnd(LONG)).contains("read to the end");
            }
        }
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aRefusalIsWhatTheShellSaysAtOnce(LocalCluster pod, LocalApplication application) throws Exception {
        application.untrustAll();
        try (LocalStorage azurite = LocalStorage.start()) {
            configure(newest, azurite, Map.of());

            try (LocalProcess shell = shell(newest, pod, azurite, "-ls", FILES)) {
                assertThat(shell.awaitStatus(LONG)).isNotZero();
                assertThat(String.join("\n", shell.output()))
                        .contains("AADSTS70025", "az identity federated-credential create")
                        .doesNotContain("eyJ");
            }
        }
    }

    @Test
    void anUnknownNameIsWhatTheShellSays(LocalCluster pod) throws Exception {
        try (LocalStorage azurite = LocalStorage.start()) {
            configure(newest, azurite, Map.of("azure.clientid", "x"));

            try (LocalProcess shell = shell(newest, pod, azurite, "-ls", FILES)) {
                assertThat(shell.awaitStatus(LONG)).isNotZero();
                assertThat(String.join("\n", shell.output())).contains("azure.clientid", "azure.clientId");
            }
        }
    }

    /** Its endpoint for blobs, which the emulator has, came later: without a server. */
    @Test
    void theOldestTakesItsTokenToo(LocalCluster pod, LocalEntra entra) throws Exception {
        Product oldest = Product.of(
                Files.createDirectory(directory.resolve("oldest")),
                "org.apache.hadoop:hadoop-azure:3.3.4",
                "org.apache.hadoop:hadoop-common:3.3.4");
        try (LocalStorage azurite = LocalStorage.start()) {
            configure(oldest, azurite, Map.of());
            try (LocalProcess program = oldest.withTheOneJar(
                    pod,
                    azurite.certificate(),
                    List.of(Path.of("src", "products", "OldAbfs.java").toString(), ACCOUNT))) {
                assertThat(program.awaitEnd(LONG)).anyMatch(line -> line.equals("3 of 3 tokens, expiring in 59 min"));
                assertThat(String.join("\n", program.output())).doesNotContain("eyJ");
            }
        }
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aJobOfSparkWritesAndReadsWithOneToken(LocalCluster pod, LocalEntra entra) throws Exception {
        Product spark = Product.of(
                Files.createDirectory(directory.resolve("spark")),
                "org.apache.spark:spark-sql_2.13:4.1.1",
                "org.apache.hadoop:hadoop-azure:3.4.2");
        try (LocalStorage azurite = LocalStorage.start()) {
            assertThat(run(job(spark, pod, azurite))).contains("read 2");
        }
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aRefusalEndsAJobOfSparkAtOnce(LocalCluster pod, LocalApplication application) throws Exception {
        application.untrustAll();
        Product spark = Product.of(
                Files.createDirectory(directory.resolve("spark-refused")),
                "org.apache.spark:spark-sql_2.13:4.1.1",
                "org.apache.hadoop:hadoop-azure:3.4.2");
        try (LocalStorage azurite = LocalStorage.start();
                LocalProcess job = job(spark, pod, azurite)) {
            assertThat(job.awaitStatus(LONG)).isNotZero();
            assertThat(String.join("\n", job.output()))
                    .contains("AADSTS70025", "az identity federated-credential create")
                    .doesNotContain("eyJ");
        }
    }

    /** With the lines of docs/how-to/clients/abfs.md, and beside them those for the emulator. */
    private static LocalProcess job(Product spark, LocalCluster pod, LocalStorage azurite) throws Exception {
        Path emulator = Files.write(
                spark.directory().resolve("emulator.properties"),
                emulator(azurite).entrySet().stream()
                        .map(key -> key.getKey() + "=" + key.getValue())
                        .toList());
        List<String> program = new ArrayList<>(List.of("-Xmx640m", "-XX:+IgnoreUnrecognizedVMOptions"));
        // As Spark's own launcher has them.
        for (String opened :
                List.of("java.lang", "java.lang.invoke", "java.net", "java.nio", "java.util", "sun.nio.ch")) {
            program.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        program.addAll(List.of(
                Path.of("src", "products", "SparkJob.java").toString(),
                FILES + "orders",
                Path.of("src", "products", "abfs.properties").toString(),
                emulator.toString()));
        return spark.withTheOneJar(pod, azurite.certificate(), program);
    }

    private static Map<String, String> emulator(LocalStorage azurite) {
        return Map.of(
                "fs.azure.fns.account.service.type", "BLOB",
                "fs.azure.account.hns.enabled", "false",
                "fs.azure.createRemoteFileSystemDuringInitialization", "true",
                "fs.azure.ssl.channel.mode", "Default_JSSE",
                "fs.azure.abfs.endpoint", "127.0.0.1:" + azurite.endpoint().getPort());
    }

    private static void configure(Product product, LocalStorage azurite, Map<String, String> more) throws Exception {
        Map<String, String> keys = new TreeMap<>(emulator(azurite));
        Properties page = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("src", "products", "abfs.properties"))) {
            page.load(in);
        }
        page.stringPropertyNames().forEach(name -> keys.put(name, page.getProperty(name)));
        keys.putAll(more);
        Files.writeString(
                product.directory().resolve("core-site.xml"),
                keys.entrySet().stream()
                        .map(key -> "<property><name>" + key.getKey() + "</name><value>" + key.getValue()
                                + "</value></property>")
                        .collect(Collectors.joining("\n", "<configuration>\n", "\n</configuration>\n")));
        Files.writeString(product.directory().resolve("log4j.properties"), LOG);
    }

    private static List<String> run(Product product, LocalCluster pod, LocalStorage azurite, String... arguments)
            throws Exception {
        return run(shell(product, pod, azurite, arguments));
    }

    private static List<String> run(LocalProcess program) throws Exception {
        try (program) {
            List<String> output = program.awaitEnd(LONG);
            assertThat(String.join("\n", output)).doesNotContain("eyJ");
            return output;
        }
    }

    private static LocalProcess shell(Product product, LocalCluster pod, LocalStorage azurite, String... arguments)
            throws Exception {
        List<String> program = new ArrayList<>(List.of("org.apache.hadoop.fs.FsShell"));
        program.addAll(List.of(arguments));
        return product.withTheOneJar(pod, azurite.certificate(), program);
    }
}
