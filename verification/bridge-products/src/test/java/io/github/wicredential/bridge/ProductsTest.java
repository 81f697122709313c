package io.github.wicredential.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.clients.jdbc.SqlServer;
import io.github.wicredential.examples.postgres.LocalPostgres;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each product as it was released, in a Java process of its own with azure-identity excluded and the bridge in its place,
 * in a pod, against the local Entra and services that note the token.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductsTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "how-to", "bridge.md");

    @TempDir
    private static Path directory;

    private ClassPaths paths;

    @BeforeAll
    void resolve() throws IOException {
        paths = ClassPaths.resolve(Row.ALL, Files.createDirectory(directory.resolve("poms")));
    }

    @TestFactory
    Stream<DynamicTest> everyLinkIntoAzureIdentityResolves() {
        return Row.ALL.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.name(),
                        () -> assertThat(Links.unresolved(paths.after(row))).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> azureIdentityIsGone() {
        return Row.ALL.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.name(),
                        () -> assertThat(paths.after(row))
                                .noneMatch(jar -> jar.getFileName().toString().matches("azure-identity-\\d.*"))));
    }

    @TestFactory
    Stream<DynamicTest> aTokenOfThePodsIdentityArrives() {
        return Row.ALL.stream().map(row -> DynamicTest.dynamicTest(row.toString(), () -> run(row)));
    }

    @TestFactory
    Stream<DynamicTest> thePageHasTheRow() {
        return Row.ALL.stream()
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    String line = line(row);
                    System.out.println(line);
                    // The sizes are of a day; what was run is for good.
                    String run = line.substring(0, line.indexOf(" MB"));
                    assertThat(Files.readAllLines(PAGE))
                            .anyMatch(documented -> documented.startsWith(run.substring(0, run.lastIndexOf('|') + 1)));
                }));
    }

    @Test
    void aBearerTokenIsSentToNobody() throws Exception {
        Row openai = row("openai");

        assertThat(askedForABearerToken(paths.before(openai))).contains("www.example.com:443");
        assertThat(askedForABearerToken(paths.after(openai))).isEmpty();
    }

    private List<String> askedForABearerToken(List<Path> jars) throws Exception {
        try (Services services = new Services("common");
                Proxy proxy = new Proxy(services.port())) {
            Run run = program("bearer", jars, services, proxy, Map.of()).run();

            assertThat(run.status()).as(run.output()).isZero();
            // It went there if a connection did: what the service heard is the token itself.
            assertThat(services.tokens()).hasSameSizeAs(proxy.asked()).allMatch("only for this test"::equals);
            return proxy.asked();
        }
    }

    @Test
    void bothJarsAreRefusedWithAzureIdentityFirst() throws Exception {
        List<Path> both = new ArrayList<>(paths.before(row("redis")));
        both.addAll(ClassPaths.ours());
        try (LocalEntra entra = LocalEntra.start();
                LocalCluster cluster = LocalCluster.start();
                Services services = new Services(entra.tenantId());
                Proxy proxy = new Proxy(services.port())) {
            cluster.annotate(entra.registerApplication().trust(cluster));
            // azure-identity takes an https authority only; it does not get as far as asking it.
            Map<String, String> pod = new TreeMap<>(cluster.environment());
            pod.put("AZURE_AUTHORITY_HOST", "https://127.0.0.1:1/");
            Run run = program("redis", both, services, proxy, pod).run();

            assertThat(run.status()).isNotZero();
            assertThat(run.output())
                    .contains("The class path has both wi-credential-azure-identity (", "azure-identity-1.");
            assertThat(entra.tokenRequests()).isZero();
        }
    }

    private static Row row(String name) {
        return Row.ALL.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String line(Row row) throws IOException {
        List<Path> before = paths.before(row);
        List<Path> after = paths.after(row);
        return "| " + row.product() + " | " + row.called() + " | " + row.requests() + " | " + before.size() + " → "
                + after.size() + " | " + megabytes(before) + " → " + megabytes(after) + " MB |";
    }

    private static String megabytes(List<Path> jars) throws IOException {
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }

    private void run(Row row) throws Exception {
        try (LocalEntra entra = LocalEntra.start();
                LocalCluster cluster = LocalCluster.start();
                Services services = new Services(entra.tenantId());
                Proxy proxy = new Proxy(services.port())) {
            LocalApplication application = entra.registerApplication().trust(cluster);
            cluster.annotate(application);
            Started program = program(row.name(), paths.after(row), services, proxy, cluster.environment());
            List<String> tokens = services.tokens();
            Run run;
            if (usesPostgresql(row)) {
                try (LocalPostgres postgres = LocalPostgres.start(entra).createRole("orders", application.clientId())) {
                    run = program.run(postgres.jdbcUrl());
                    assertThat(postgres.logins()).as(run.output()).isNotEmpty();
                }
            } else if (row.name().startsWith("mssql")) {
                Path certificate = Files.writeString(program.directory().resolve("server.crt"), services.pem());
                try (SqlServer server =
                        new SqlServer(services.certificates().sslSocketFactory(), "https://database.windows.net/")) {
                    run = program.run("jdbc:sqlserver://127.0.0.1:" + server.port()
                            + ";encrypt=strict;loginTimeout=30;connectRetryCount=0;serverCertificate=" + certificate);
                    tokens = server.tokens();
                }
            } else {
                run = program.run();
            }
            assertThat(run.status()).as(run.output()).isZero();
            assertThat(entra.tokenRequests()).as(run.output()).isEqualTo(row.requests());
            assertThat(entra.granted()).isEqualTo(row.requests());
            assertThat(run.output()).doesNotContain("eyJ");
            assertThat(proxy.asked()).noneMatch(host -> host.contains("example.com"));
            if (row.name().equals("redis")) {
                assertThat(run.output()).contains("audience " + row.audience());
            } else if (!usesPostgresql(row)) {
                assertThat(tokens.stream().map(ProductsTest::claims))
                        .as(run.output())
                        .isNotEmpty()
                        .allSatisfy(claims -> assertThat(claims)
                                .contains("\"aud\":\"" + row.audience() + "\"", application.clientId()));
            }
        }
    }

    private static boolean usesPostgresql(Row row) {
        return row.audience().contains("ossrdbms");
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }

    /** Compiles a product's program and gets it ready for its process. */
    private Started program(String name, List<Path> jars, Services services, Proxy proxy, Map<String, String> pod)
            throws IOException {
        Path own = Files.createTempDirectory(directory, name);
        String path = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "-classpath",
                        path,
                        "-d",
                        own.toString(),
                        Path.of("src", "products", name, "Main.java").toString());
        assertThat(compiled).isZero();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Djavax.net.ssl.trustStore=" + services.trustStore(own.resolve("trusted.p12")),
                "-Djavax.net.ssl.trustStorePassword=services",
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=" + proxy.port(),
                "-Dhttp.nonProxyHosts=127.0.0.1|localhost",
                "-cp",
                own + File.pathSeparator + path,
                "Main"));
        ProcessBuilder process = new ProcessBuilder(command).directory(own.toFile());
        process.environment().putAll(pod);
        process.environment().put("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
        process.environment().put("NO_PROXY", "127.0.0.1|localhost");
        return new Started(process, own);
    }

    /**
     * A program that is ready.
     *
     * @param process the command
     * @param directory where it runs
     */
    private record Started(ProcessBuilder process, Path directory) {

        Run run(String... arguments) throws IOException {
            process.command().addAll(List.of(arguments));
            return Run.of(process, directory, Duration.ofMinutes(2));
        }
    }
}
