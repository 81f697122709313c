package io.github.wicredential.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.examples.local.LocalContainer;
import io.github.wicredential.examples.localkafka.LocalKafka;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.mirror.MirrorMaker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own programs against two brokers, each of which takes tokens for its own namespace only; configured by text. */
class KafkaProgramsTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String SHOP = "https://" + LocalKafka.HOST + "/.default";
    private static final String OTHER = "https://" + LocalKafka.OTHER_HOST + "/.default";

    @TempDir
    static Path directory;

    private static LocalEntra entra;
    private static LocalCluster cluster;
    private static LocalApplication application;
    private static LocalKafka shop;
    private static LocalKafka other;

    @BeforeAll
    static void start() throws Exception {
        entra = LocalEntra.start();
        cluster = LocalCluster.start();
        application = entra.registerApplication().trust(cluster);
        cluster.annotate(application);
        shop = LocalKafka.start(entra, application);
        other = LocalKafka.start(entra, application, LocalKafka.OTHER_HOST);
    }

    @AfterAll
    static void end() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {other, shop, cluster, entra}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @Test
    void mirrorMakerCopiesFromOneNamespaceToTheOtherInOneJvm() throws Exception {
        write(shop, "orders", "3 plums");
        Path settings = Files.write(
                directory.resolve("mirror.properties"),
                Stream.of(
                                Stream.of(
                                        "clusters=shop,other",
                                        "shop->other.enabled=true",
                                        "shop->other.topics=orders",
                                        "other->shop.enabled=false",
                                        "replication.factor=1",
                                        "checkpoints.topic.replication.factor=1",
                                        "heartbeats.topic.replication.factor=1",
                                        "offset-syncs.topic.replication.factor=1",
                                        "offset.storage.replication.factor=1",
                                        "status.storage.replication.factor=1",
                                        "config.storage.replication.factor=1",
                                        "offset.storage.topic=offsets",
                                        "sync.topic.acls.enabled=false",
                                        "emit.heartbeats.enabled=false",
                                        "emit.checkpoints.enabled=false"),
                                login("shop.", LocalKafka.HOST, shop, SHOP),
                                login("other.", LocalKafka.OTHER_HOST, other, OTHER))
                        .flatMap(lines -> lines)
                        .toList());
        int before = entra.tokenRequests();

        try (LocalContainer pod =
                program(MirrorMaker.class).argument(settings.toString()).start()) {
            assertThat(await(other, "shop.orders", pod)).isEqualTo("3 plums");
            assertThat(String.join("\n", pod.output())).doesNotContain("eyJ");
        }
        assertThat(entra.requests().subList(before, entra.tokenRequests()))
                .as("one for each namespace, for all clients of the JVM")
                .extracting(ReceivedTokenRequest::scope)
                .containsExactlyInAnyOrder(SHOP, OTHER);
    }

    @Test
    void aConnectWorkerWithTheOneJarReadsAFileIntoATopic() throws Exception {
        Path file = Files.writeString(directory.resolve("orders.txt"), "5 pears\n");
        Path worker = Files.write(
                directory.resolve("worker.properties"),
                Stream.of(
                                Stream.of(
                                        "key.converter=org.apache.kafka.connect.storage.StringConverter",
                                        "value.converter=org.apache.kafka.connect.storage.StringConverter",
                                        "offset.storage.file.filename=" + directory.resolve("offsets"),
                                        "offset.flush.interval.ms=1000",
                                        "listeners=http://127.0.0.1:0",
                                        "plugin.discovery=service_load"),
                                login("", LocalKafka.HOST, shop, SHOP),
                                login("producer.", LocalKafka.HOST, shop, SHOP))
                        .flatMap(lines -> lines)
                        .toList());
        Path connector = Files.write(
                directory.resolve("file.properties"),
                List.of(
                        "name=file",
                        "connector.class=org.apache.kafka.connect.file.FileStreamSourceConnector",
                        "tasks.max=1",
                        "file=" + file,
                        "topic=from-file"));
        write(shop, "from-file", "first");
        int before = entra.tokenRequests();

        try (LocalContainer pod = program(ConnectStandalone.class)
                .classPath(withTheOneJar())
                .option("-Dorg.slf4j.simpleLogger.log.io.github.wicredential=trace")
                .option("-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.security=trace")
                .argument(worker.toString())
                .argument(connector.toString())
                .start()) {
            assertThat(await(shop, "from-file", pod)).isEqualTo("5 pears");
            assertThat(String.join("\n", pod.output())).doesNotContain("eyJ");
        }
        assertThat(entra.tokenRequests() - before).isEqualTo(1);
    }

    @Test
    void aRefusalStandsInTheWorkersLog() throws Exception {
        LocalApplication stranger = entra.registerApplication();
        Path worker = Files.write(
                directory.resolve("refused.properties"),
                Stream.concat(
                                Stream.of(
                                        "key.converter=org.apache.kafka.connect.storage.StringConverter",
                                        "value.converter=org.apache.kafka.connect.storage.StringConverter",
                                        "offset.storage.file.filename=" + directory.resolve("refused"),
                                        "listeners=http://127.0.0.1:0",
                                        "plugin.discovery=service_load"),
                                login("", LocalKafka.HOST, shop, SHOP + "\" azure.clientId=\"" + stranger.clientId()))
                        .toList());

        try (LocalContainer pod =
                program(ConnectStandalone.class).argument(worker.toString()).start()) {
            assertThat(pod.awaitStatus(LONG)).isNotZero();
            assertThat(String.join("\n", pod.output()))
                    .contains("AADSTS70025", "az identity federated-credential create")
                    .doesNotContain("eyJ");
        }
    }

    /** The lines of docs/how-to/clients/kafka.md, for a namespace of here. */
    private static Stream<String> login(String prefix, String host, LocalKafka broker, String scope)
            throws IOException {
        Properties page = new Properties();
        try (InputStream in = KafkaProgramsTest.class.getResourceAsStream("/event-hubs.properties")) {
            page.load(in);
        }
        return Stream.concat(
                        Stream.of("bootstrap.servers=" + host + ":" + broker.port()),
                        page.stringPropertyNames().stream()
                                .map(name -> name + "="
                                        + page.getProperty(name)
                                                .replace("https://NAMESPACE.servicebus.windows.net/.default", scope)))
                .map(prefix::concat);
    }

    private static LocalContainer.Builder program(Class<?> main) {
        return LocalContainer.of(cluster, main)
                .host(LocalKafka.HOST)
                .host(LocalKafka.OTHER_HOST)
                .trust(shop.certificate())
                .trust(other.certificate())
                .option("-Xmx384m");
    }

    /** This JVM's class path with the one file in the place of all of ours. */
    private static String withTheOneJar() throws Exception {
        List<String> path = Stream.of(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*wi-credential-(clients|core|thirdparty|azure)[-/].*"))
                .collect(Collectors.toList());
        try (Stream<Path> built = Files.list(Path.of("..", "..", "wi-credential-clients", "target"))) {
            path.add(built.filter(file -> file.toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toString());
        }
        return String.join(File.pathSeparator, path);
    }

    private static void write(LocalKafka broker, String topic, String value) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.insideAddress()))) {
            Set<String> known = new TreeSet<>(admin.listTopics().names().get());
            if (!known.contains(topic)) {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                        .all()
                        .get();
            }
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.insideAddress()), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    /** The newest value of a topic other than "first", on the listener without tokens. */
    private static String await(LocalKafka broker, String topic, LocalContainer pod) throws Exception {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.insideAddress(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + LONG.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
                    if (!record.value().equals("first")) {
                        return record.value();
                    }
                }
            }
        }
        throw new AssertionError("nothing came, after\n" + String.join("\n", pod.output()));
    }
}
