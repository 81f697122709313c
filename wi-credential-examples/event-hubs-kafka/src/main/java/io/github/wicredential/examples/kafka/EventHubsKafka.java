package io.github.wicredential.examples.kafka;

import io.github.wicredential.clients.kafka.WorkloadIdentityLoginHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends a record to an event hub and reads it again. */
public final class EventHubsKafka {

    private EventHubsKafka() {}

    /**
     * Uses the event hub {@code EVENT_HUB} of the namespace in {@code BOOTSTRAP_SERVERS}.
     *
     * @param args none
     * @throws Exception if it cannot
     */
    public static void main(String[] args) throws Exception {
        Map<String, Object> settings = settings(variable("BOOTSTRAP_SERVERS"));
        String eventHub = variable("EVENT_HUB");
        String order = "3 plums, ordered at " + Instant.now();

        RecordMetadata sent;
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            sent = producer.send(new ProducerRecord<>(eventHub, "order-4711", order))
                    .get();
            System.out.println("sent     " + order);
        }

        TopicPartition partition = new TopicPartition(sent.topic(), sent.partition());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, sent.offset());
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(30))) {
                System.out.println("received " + record.value());
            }
        }
    }

    /** What producer and consumer have in common. */
    static Map<String, Object> settings(String bootstrapServers) {
        return Map.of(
                "bootstrap.servers", bootstrapServers,
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "OAUTHBEARER",
                "sasl.jaas.config", "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                "sasl.login.callback.handler.class", WorkloadIdentityLoginHandler.class.getName());
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
