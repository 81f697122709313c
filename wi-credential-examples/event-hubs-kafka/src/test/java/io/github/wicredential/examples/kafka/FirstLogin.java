package io.github.wicredential.examples.kafka;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** An application that reports by its own words why a producer could not be made. */
final class FirstLogin {

    private FirstLogin() {}

    /**
     * Logs in.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                EventHubsKafka.settings(System.getenv("BOOTSTRAP_SERVERS")),
                new StringSerializer(),
                new StringSerializer())) {
            System.out.println("logged in, " + producer.metrics().size() + " meters");
        } catch (KafkaException e) {
            Throwable innermost = e;
            while (innermost.getCause() != null) {
                innermost = innermost.getCause();
            }
            System.out.println("caught " + innermost.getMessage().replace('\n', ' '));
        }
    }
}
