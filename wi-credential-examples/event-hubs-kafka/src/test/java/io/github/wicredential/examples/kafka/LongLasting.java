package io.github.wicredential.examples.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer that sends on one connection for longer than a token lasts. */
final class LongLasting {

    /** How long a token lasts here. */
    static final Duration TOKEN = Duration.ofSeconds(8);

    private LongLasting() {}

    /**
     * Sends.
     *
     * @param args none
     * @throws Exception if a record cannot be sent
     */
    public static void main(String[] args) throws Exception {
        Map<String, Object> settings = new HashMap<>(EventHubsKafka.settings(System.getenv("BOOTSTRAP_SERVERS")));
        // For a token of seconds instead of an hour.
        settings.put("sasl.login.refresh.min.period.seconds", (short) 0);
        settings.put("sasl.login.refresh.buffer.seconds", (short) 0);
        int sent = 0;
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            long end = System.nanoTime() + TOKEN.plusSeconds(4).toNanos();
            while (System.nanoTime() < end) {
                producer.send(new ProducerRecord<>("long-lasting", "record " + sent++))
                        .get();
                TimeUnit.MILLISECONDS.sleep(50);
            }
            System.out.println("sent " + sent);
            System.out.println("authentications " + total(producer, "successful-authentication-total"));
            System.out.println("reauthentications " + total(producer, "successful-reauthentication-total"));
        }
    }

    private static int total(KafkaProducer<?, ?> producer, String name) {
        return producer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(name))
                .mapToInt(metric -> ((Double) metric.metricValue()).intValue())
                .sum();
    }
}
