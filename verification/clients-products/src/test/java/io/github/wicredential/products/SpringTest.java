package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.examples.local.LocalProcess;
import io.github.wicredential.examples.localkafka.LocalKafka;
import io.github.wicredential.examples.postgres.LocalPostgres;
import io.github.wicredential.examples.postgres.RequiresPostgres;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole applications of Spring Boot, configured by properties alone: a real PostgreSQL over R2DBC, a real Redis and a real broker of
 * Kafka, each of which verifies the token, and the stand-in for MongoDB.
 */
@RequiresPostgres
class SpringTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String[] SHARED = {
        "org.springframework.boot:spring-boot-starter",
        "org.springframework:spring-r2dbc",
        "io.r2dbc:r2dbc-pool",
        "org.postgresql:r2dbc-postgresql",
        "org.springframework.data:spring-data-redis",
        "io.lettuce:lettuce-core",
        "org.mongodb:mongodb-driver-sync",
        "org.springframework.kafka:spring-kafka",
        // Of wi-credential-azure, which brings it.
        "com.azure:azure-core:1.61.0"
    };
    // The starters have no code of their own.
    private static final List<String> BOOT_4 = List.of("r2dbc", "data-redis", "mongodb", "kafka");

    @TempDir
    static Path directory;

    private static final Map<String, Product> APPLICATIONS = new TreeMap<>();

    private static LocalEntra entra;
    private static LocalCluster pod;
    private static LocalPostgres postgres;
    private static EntraRedis redis;
    private static MongoServer mongo;
    private static LocalKafka kafka;

    private int before;

    @BeforeAll
    static void start() throws Exception {
        entra = LocalEntra.start();
        pod = LocalCluster.start();
        LocalApplication orders = entra.registerApplication().trust(pod);
        pod.annotate(orders);
        postgres = LocalPostgres.start(entra).createRole("orders", orders.clientId());
        redis = new EntraRedis(entra, Files.createDirectory(directory.resolve("redis")));
        mongo = new MongoServer(entra);
        kafka = LocalKafka.start(entra, orders);
    }

    @AfterAll
    static void end() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {kafka, mongo, redis, postgres, pod, entra}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @BeforeEach
    void count() {
        before = entra.tokenRequests();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.16", "4.0.6"})
    void propertiesAloneConnectItWithOneTokenRequestForEachScope(String boot) throws Exception {
        entra.setExpiresIn(Duration.ofHours(1));

        assertThat(run(boot, 0)).contains("used to the end");

        assertThat(requests())
                .extracting(ReceivedTokenRequest::scope)
                .containsExactlyInAnyOrder(
                        "https://ossrdbms-aad.database.windows.net/.default",
                        "https://redis.azure.com/.default",
                        "https://" + LocalKafka.HOST + "/.default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.16", "4.0.6"})
    void itGoesOnWhenItsTokensExpire(String boot) throws Exception {
        entra.setExpiresIn(Duration.ofSeconds(6));
        int connections = redis.connections.size();

        assertThat(run(boot, 12)).contains("used to the end");

        assertThat(requests())
                .extracting(ReceivedTokenRequest::scope)
                .filteredOn(scope -> scope.equals("https://" + LocalKafka.HOST + "/.default"))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(redis.ended()).isZero();
        assertThat(redis.connections.subList(connections, redis.connections.size()))
                .singleElement()
                .satisfies(connection -> assertThat(redis.logins(connection).stream()
                                .map(EntraRedis.Login::token)
                                .distinct())
                        .hasSizeGreaterThanOrEqualTo(2));
    }

    private List<ReceivedTokenRequest> requests() {
        return entra.requests().subList(before, entra.tokenRequests());
    }

    private static List<String> run(String boot, int seconds) throws Exception {
        Product spring = spring(boot);
        Files.write(spring.directory().resolve("application.properties"), properties(boot));
        Path hosts = Files.writeString(
                spring.directory().resolve("hosts"), "127.0.0.1 localhost\n127.0.0.1 " + LocalKafka.HOST + "\n");
        List<String> program = List.of(
                "-Djdk.net.hosts.file=" + hosts,
                Path.of("src", "products", "SpringShop.java").toString(),
                String.valueOf(seconds));
        try (LocalProcess application = spring.start(pod, trusted(), program)) {
            List<String> output = application.awaitEnd(LONG);
            assertThat(String.join("\n", output)).doesNotContain("eyJ");
            return output;
        }
    }

    private static Product spring(String boot) throws Exception {
        Product known = APPLICATIONS.get(boot);
        if (known == null) {
            known = resolve(boot);
            APPLICATIONS.put(boot, known);
        }
        return known;
    }

    private static Product resolve(String boot) throws Exception {
        Stream<String> own = boot.startsWith("3")
                ? Stream.of()
                : BOOT_4.stream().map("org.springframework.boot:spring-boot-"::concat);
        return Product.of(
                        Files.createTempDirectory(directory, "spring"),
                        Stream.of(
                                        Stream.of("org.springframework.boot:spring-boot-dependencies:" + boot + ":pom"),
                                        Stream.of(SHARED),
                                        own)
                                .flatMap(each -> each)
                                .toArray(String[]::new))
                .withOurs("azure|spring");
    }

    /** The lines of docs/how-to/spring-boot.md and of docs/how-to/clients/kafka.md, for the servers of here. */
    private static List<String> properties(String boot) throws Exception {
        Map<String, String> all = new TreeMap<>(lines(Path.of("src", "products", "spring.properties")));
        all.computeIfPresent(
                "spring.r2dbc.url",
                (name, url) -> url.replace(
                        "orders.postgres.database.azure.com/orders", "localhost:" + postgres.port() + "/postgres"));
        all.computeIfPresent("spring.data.redis.url", (name, url) -> redis.address());
        String uri = all.remove("spring.data.mongodb.uri");
        all.put(
                boot.startsWith("3") ? "spring.data.mongodb.uri" : "spring.mongodb.uri",
                uri.replace("mongodb+srv", "mongodb")
                        .replace("NAME.global.mongocluster.cosmos.azure.com", "127.0.0.1:" + mongo.port()));
        lines(Path.of(
                        "..",
                        "..",
                        "wi-credential-examples",
                        "event-hubs-kafka",
                        "src",
                        "test",
                        "resources",
                        "event-hubs.properties"))
                .forEach((name, value) -> all.put(
                        "spring.kafka.properties." + name,
                        value.replace("NAMESPACE.servicebus.windows.net", LocalKafka.HOST)));
        all.put("spring.kafka.bootstrap-servers", LocalKafka.HOST + ":" + kafka.port());
        return all.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList();
    }

    private static Map<String, String> lines(Path file) throws Exception {
        Properties read = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            read.load(in);
        }
        Map<String, String> lines = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> lines.put(name, read.getProperty(name)));
        return lines;
    }

    private static List<X509Certificate> trusted() throws Exception {
        List<X509Certificate> trusted = new ArrayList<>();
        try (InputStream pem = Files.newInputStream(postgres.certificateFile())) {
            trusted.add(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        trusted.add(redis.tls.certificate.certificate());
        trusted.add(mongo.tls.certificate.certificate());
        trusted.add(kafka.certificate());
        return trusted;
    }
}
