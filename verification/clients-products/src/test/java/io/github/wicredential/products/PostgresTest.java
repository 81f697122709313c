package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.examples.local.LocalProcess;
import io.github.wicredential.examples.postgres.LocalPostgres;
import io.github.wicredential.examples.postgres.RequiresPostgres;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R2DBC and Tomcat's pool against a real PostgreSQL that verifies each token; a URL and nothing else. */
@RequiresPostgres
class PostgresTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String TOMCAT = "org.apache.tomcat:tomcat-jdbc:11.0.13";

    @TempDir
    static Path directory;

    private static LocalEntra entra;
    private static LocalCluster pod;
    private static LocalApplication orders;
    private static LocalApplication reports;
    private static LocalPostgres postgres;
    private static X509Certificate certificate;

    private int before;

    @BeforeAll
    static void start() throws Exception {
        entra = LocalEntra.start();
        pod = LocalCluster.start();
        orders = entra.registerApplication();
        reports = entra.registerApplication();
        pod.annotate(orders);
        postgres = LocalPostgres.start(entra)
                .createRole("orders", orders.clientId())
                .createRole("reports", reports.clientId());
        try (InputStream pem = Files.newInputStream(postgres.certificateFile())) {
            certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    @AfterAll
    static void end() {
        if (postgres != null) {
            postgres.close();
        }
        pod.close();
        entra.close();
    }

    @BeforeEach
    void trust() {
        orders.trust(pod);
        reports.trust(pod);
        before = entra.tokenRequests();
    }

    @AfterEach
    void restore() {
        orders.untrustAll();
        reports.untrustAll();
        entra.setExpiresIn(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.3.RELEASE, 1.0.1.RELEASE, ''",
        "1.0.3.RELEASE, 1.0.1.RELEASE, pool:",
        "1.1.3.RELEASE, 1.0.2.RELEASE, ''",
        "1.1.3.RELEASE, 1.0.2.RELEASE, pool:"
    })
    void reactiveConnectionsCostOneTokenRequest(String driver, String pooled, String pool) throws Exception {
        List<String> output = end(reactive(driver, pooled)
                .start(pod, List.of(certificate), program("Reactive.java", url(pool, "orders", ""), "10")));

        assertThat(output).contains("10 as orders");
        assertThat(String.join("\n", output)).doesNotContain("eyJ");
        assertThat(entra.tokenRequests() - before).isEqualTo(1);
    }

    @Test
    void anotherIdentityOfTheUrlsIsAnotherRole() throws Exception {
        List<String> output = end(reactive("1.1.3.RELEASE", "1.0.2.RELEASE")
                .start(
                        pod,
                        List.of(certificate),
                        program("Reactive.java", url("", "reports", "&azure.clientId=" + reports.clientId()), "1")));

        assertThat(output).contains("1 as reports");
    }

    /** The server looks at a token when somebody logs in, and not again. */
    @Test
    void aConnectionOutlivesItsTokenAndANewOneHasTheNext() throws Exception {
        entra.setExpiresIn(Duration.ofSeconds(6));
        List<String> output = end(reactive("1.1.3.RELEASE", "1.0.2.RELEASE")
                .start(pod, List.of(certificate), program("Reactive.java", url("", "orders", ""), "1", "7")));

        assertThat(output).contains("1 as orders", "kept 42", "again as orders");
        assertThat(entra.tokenRequests() - before).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aRefusalIsTheMessageOfAReactiveFailure() throws Exception {
        orders.untrustAll();
        try (LocalProcess program = reactive("1.1.3.RELEASE", "1.0.2.RELEASE")
                .start(pod, List.of(certificate), program("Reactive.java", url("pool:", "orders", ""), "1"))) {
            assertThat(program.awaitStatus(LONG)).isEqualTo(1);
            assertThat(String.join("\n", program.output()))
                    .contains(
                            "R2dbcNonTransientResourceException",
                            "AADSTS70025",
                            "az identity federated-credential create")
                    .doesNotContain("eyJ");
        }
    }

    /** MySQL's drivers alone: no server is here. The newer one gets as far as the connection. */
    @ParameterizedTest
    @CsvSource({"1.0.3, 'use io.asyncer:r2dbc-mysql 1.0.6 or newer'", "1.4.3, Connection refused"})
    void aDriverOfMysqlThatIsTooOldIsNamed(String driver, String said) throws Exception {
        Product mysql = Product.of(
                Files.createTempDirectory(directory, "mysql"),
                "io.asyncer:r2dbc-mysql:" + driver,
                "org.slf4j:slf4j-api:2.0.6");
        try (LocalProcess program = mysql.start(
                pod,
                List.of(certificate),
                program("Reactive.java", "r2dbc:azure:mysql://orders@localhost:1/shop?sslMode=verify_identity", "1"))) {
            assertThat(program.awaitStatus(LONG)).isNotZero();
            assertThat(String.join("\n", program.output())).contains(said).doesNotContain("eyJ");
        }
    }

    @Test
    void tomcatsPoolConnectsByItsUrlWithTheOneJarInItsLib() throws Exception {
        List<String> output =
                end(tomcat().withTheOneJar(pod, certificate, program("TomcatPool.java", jdbcUrl(), "orders")));

        assertThat(output).contains("5 as orders");
        assertThat(entra.tokenRequests() - before).isEqualTo(1);
    }

    @Test
    void aRefusalIsTheMessageOfTomcatsPool() throws Exception {
        orders.untrustAll();
        try (LocalProcess program =
                tomcat().withTheOneJar(pod, certificate, program("TomcatPool.java", jdbcUrl(), "orders"))) {
            assertThat(program.awaitStatus(LONG)).isEqualTo(1);
            assertThat(String.join("\n", program.output()))
                    .contains("failed ", "AADSTS70025", "az identity federated-credential create")
                    .doesNotContain("eyJ");
        }
    }

    @Test
    void debeziumCapturesAChangeByItsProperties() throws Exception {
        postgres.createRole("changes", orders.clientId());
        try (Connection admin = postgres.admin();
                Statement database = admin.createStatement()) {
            database.execute("ALTER ROLE changes REPLICATION");
            database.execute("CREATE TABLE baskets (id int PRIMARY KEY, fruit text)");
            database.execute("GRANT SELECT ON baskets TO changes");
            database.execute("CREATE PUBLICATION dbz_publication FOR TABLE baskets");

            try (LocalProcess program = debezium("database.user=changes", "publication.autocreate.mode=disabled")) {
                awaitReplication(database);
                database.execute("INSERT INTO baskets VALUES (1, '3 plums')");

                program.awaitLine(
                        line -> line.startsWith("captured ")
                                && line.contains("3 plums")
                                && line.contains("\"op\":\"c\""),
                        LONG);
                assertThat(String.join("\n", program.output())).doesNotContain("eyJ");
            }
        }
        assertThat(entra.tokenRequests() - before).isEqualTo(1);
    }

    /** What is written from then on is a change that is captured. */
    private static void awaitReplication(Statement database) throws Exception {
        Instant deadline = Instant.now().plus(LONG);
        boolean active = false;
        while (!active) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.sleep(100);
            try (ResultSet slots = database.executeQuery("SELECT 1 FROM pg_replication_slots WHERE active")) {
                active = slots.next();
            }
        }
    }

    /** The role of here has no right to replicate: what comes after its logins is the database's own matter. */
    @Test
    void debeziumLogsInByItsProperties() throws Exception {
        int logins = postgres.logins().size();

        List<String> output = end(debezium());

        assertThat(String.join("\n", output))
                .contains("Creation of replication slot failed", "replication role to start walsender")
                .doesNotContain("eyJ");
        assertThat(postgres.logins().subList(logins, postgres.logins().size()))
                .isNotEmpty()
                .allSatisfy(login -> assertThat(login.role()).isEqualTo("orders"));
        assertThat(entra.tokenRequests() - before).isEqualTo(1);
    }

    @Test
    void aRefusalIsWhatDebeziumSays() throws Exception {
        orders.untrustAll();

        assertThat(String.join("\n", end(debezium())))
                .contains("AADSTS70025", "az identity federated-credential create")
                .doesNotContain("eyJ");
    }

    /** The lines of docs/how-to/clients/recipes.md, for the database of here. */
    private static LocalProcess debezium(String... more) throws Exception {
        Product debezium = Product.of(
                Files.createTempDirectory(directory, "debezium"),
                "io.debezium:debezium-connector-postgres:3.6.1.Final",
                "io.debezium:debezium-embedded:3.6.1.Final",
                "org.slf4j:slf4j-simple:2.0.17");
        Stream<String> settings = Stream.concat(
                Stream.of(
                        Path.of("src", "products", "debezium.properties").toString(),
                        "name=orders",
                        "offset.storage=org.apache.kafka.connect.storage.MemoryOffsetBackingStore",
                        "errors.max.retries=0",
                        "database.hostname=localhost",
                        "database.port=" + postgres.port(),
                        "database.dbname=postgres"),
                Stream.of(more));
        return debezium.withTheOneJar(pod, certificate, program("Debezium.java", settings.toArray(String[]::new)));
    }

    private static List<String> end(LocalProcess program) throws Exception {
        try (program) {
            return program.awaitEnd(LONG);
        }
    }

    private static Product reactive(String driver, String pool) throws Exception {
        return Product.of(
                Files.createTempDirectory(directory, "r2dbc"),
                "org.postgresql:r2dbc-postgresql:" + driver,
                "io.r2dbc:r2dbc-pool:" + pool,
                "org.slf4j:slf4j-api:2.0.6");
    }

    /** Tomcat has no SLF4J of its own. */
    private static Product tomcat() throws Exception {
        return Product.of(
                Files.createTempDirectory(directory, "tomcat"),
                TOMCAT,
                "org.postgresql:postgresql:42.7.14",
                "org.slf4j:slf4j-api:2.0.6");
    }

    private static List<String> program(String file, String... arguments) {
        return Stream.concat(Stream.of(Path.of("src", "products", file).toString()), Stream.of(arguments))
                .toList();
    }

    /** The first line of docs/how-to/clients/r2dbc.md, for the database of here. */
    private static String url(String pool, String role, String more) throws IOException {
        return Files.readAllLines(Path.of("src", "products", "r2dbc-urls.properties"))
                        .get(0)
                        .replace("r2dbc:", "r2dbc:" + pool)
                        .replace("//orders@", "//" + role + "@")
                        .replace(
                                "orders.postgres.database.azure.com/orders",
                                "localhost:" + postgres.port() + "/postgres")
                + more;
    }

    private static String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + postgres.port()
                + "/postgres?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
                + "&authenticationPluginClassName=io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPlugin";
    }
}
