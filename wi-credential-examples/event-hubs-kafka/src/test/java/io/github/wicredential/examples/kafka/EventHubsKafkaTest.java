package io.github.wicredential.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.wicredential.examples.local.LocalContainer;
import io.github.wicredential.examples.localkafka.LocalKafka;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example as it runs in a pod, against a real Kafka broker that verifies tokens by the local Entra's keys. */
class EventHubsKafkaTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String REFUSED = "SaslAuthenticationException";

    private static LocalEntra entra;
    private static LocalApplication application;
    private static LocalKafka broker;

    private LocalCluster cluster;

    @BeforeAll
    static void startBroker() throws Exception {
        entra = LocalEntra.start();
        application = entra.registerApplication();
        broker = LocalKafka.start(entra, application);
        // An event hub is there before its clients.
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.insideAddress()))) {
            admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void endBroker() {
        for (AutoCloseable each : Arrays.asList(broker, entra)) {
            assertThatCode(each::close).doesNotThrowAnyException();
        }
    }

    @BeforeEach
    void startCluster() {
        cluster = LocalCluster.start();
        application.untrustAll().trust(cluster);
        cluster.annotate(application);
        entra.setExpiresIn(Duration.ofHours(1)).setRefreshIn(null);
    }

    @AfterEach
    void endCluster() {
        cluster.close();
    }

    @Test
    void thePodSendsARecordAndReadsIt() throws Exception {
        int before = entra.tokenRequests();
        List<String> output;
        try (LocalContainer pod = pod(cluster, LocalKafka.HOST, EventHubsKafka.class)) {
            output = pod.awaitEnd(LONG);
        }

        assertThat(stored("orders")).singleElement().satisfies(order -> {
            assertThat(order).startsWith("3 plums, ordered at ");
            assertThat(output).contains("sent     " + order, "received " + order);
        });
        assertThat(entra.requests().subList(before, entra.tokenRequests()))
                .isNotEmpty()
                .extracting(ReceivedTokenRequest::scope)
                .containsOnly("https://shop.servicebus.windows.net/.default");
        assertThat(String.join("\n", output)).doesNotContain("eyJ", " WARN ", " ERROR ");
    }

    @Test
    void aConnectionThatOutlivesItsTokenShowsTheNextOne() throws Exception {
        int before = entra.granted();
        entra.setExpiresIn(LongLasting.TOKEN).setRefreshIn(Duration.ofSeconds(3));
        List<String> output;
        try (LocalContainer pod = pod(cluster, LocalKafka.HOST, LongLasting.class)) {
            output = pod.awaitEnd(LONG);
        }

        assertThat(output).anyMatch(line -> line.matches("reauthentications [1-9]\\d*"));
        assertThat(entra.granted() - before).isGreaterThanOrEqualTo(2);
        List<String> stored = stored("long-lasting");
        assertThat(output).contains("sent " + stored.size());
        assertThat(stored)
                .isEqualTo(IntStream.range(0, stored.size())
                        .mapToObj(number -> "record " + number)
                        .toList());
    }

    @Test
    void aTokenForAnotherNamespaceIsRefused() throws Exception {
        assertRefused(cluster, LocalKafka.OTHER_HOST, REFUSED, "Audience (aud) claim");
    }

    @Test
    void aTokenOfAnotherEntraIsRefused() throws Exception {
        try (LocalEntra stranger = LocalEntra.start()) {
            LocalApplication same = stranger.registerApplication(application.clientId());
            assertRefused(
                    cluster.annotate(same.trust(cluster)),
                    LocalKafka.HOST,
                    REFUSED,
                    "Unable to find a suitable verification key");
            assertThat(stranger.granted()).isPositive();
        }
    }

    @Test
    void anApplicationWithoutARoleIsRefused() throws Exception {
        LocalApplication another = entra.registerApplication().trust(cluster);

        assertRefused(
                cluster.annotate(another),
                LocalKafka.HOST,
                "AuthorizationException",
                "User:" + another.objectId() + " is Denied");
    }

    @Test
    void whyThereIsNoTokenIsWhatTheApplicationCatches() throws Exception {
        application.untrustAll();
        try (LocalContainer pod = pod(cluster, LocalKafka.HOST, FirstLogin.class)) {
            assertThat(pod.awaitEnd(LONG))
                    .filteredOn(line -> line.startsWith("caught "))
                    .singleElement()
                    .asString()
                    .contains("AADSTS70025", "az identity federated-credential create")
                    .doesNotContain("eyJ");
        }
    }

    /** By the program, and by what the broker says of it. */
    private static void assertRefused(LocalCluster cluster, String host, String why, String reason) throws Exception {
        List<String> before = stored("orders");
        try (LocalContainer pod = pod(cluster, host, EventHubsKafka.class)) {
            assertThat(pod.awaitStatus(LONG)).isEqualTo(1);
            assertThat(String.join("\n", pod.output())).contains(why).doesNotContain("sent ", "eyJ");
        }
        assertThat(stored("orders")).isEqualTo(before);
        assertThat(broker.awaitLog(reason)).isNotEmpty();
    }

    private static LocalContainer pod(LocalCluster cluster, String host, Class<?> program) {
        return LocalContainer.of(cluster, program)
                .host(LocalKafka.HOST)
                .host(LocalKafka.OTHER_HOST)
                .trust(broker.certificate())
                .variable("BOOTSTRAP_SERVERS", host + ":" + broker.port())
                .variable("EVENT_HUB", "orders")
                .start();
    }

    /** All that the broker has, read without a token on the listener for this. */
    private static List<String> stored(String topic) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.insideAddress()),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + LONG.toNanos();
            while (consumer.position(partition) < end && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
