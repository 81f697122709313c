package io.github.wicredential.examples.servicebus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.examples.local.LocalContainer;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The program claims the queue with a verified token, and only then sends and receives. */
@WorkloadIdentityTest
class SendAndReceiveTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String AUDIENCE = "https://servicebus.azure.net";

    @Test
    void claimsTheQueueAndThenSendsAndReceives(LocalCluster cluster, LocalEntra entra, LocalApplication application)
            throws Exception {
        try (LocalServiceBus namespace = open(entra, AUDIENCE);
                LocalContainer program = start(cluster, namespace)) {
            assertThat(program.awaitEnd(LONG)).contains("sent", "received: three plums");

            assertThat(program.output()).noneMatch(line -> line.contains("eyJ"));
            assertThat(namespace.broker().claims()).isNotEmpty().allSatisfy(claim -> {
                assertThat(claim.name()).isEqualTo("amqp://" + LocalServiceBus.NAMESPACE + "/orders");
                assertThat(claim.type()).isEqualTo("jwt");
                assertThat(claim.token().applicationId()).isEqualTo(application.clientId());
            });
            // Sender and receiver have a connection each, and no link of theirs does without a claim.
            assertThat(namespace.broker().events())
                    .containsExactly("claim granted", "stored", "claim granted", "delivered", "completed");
        }
        assertThat(entra.requests())
                .singleElement()
                .extracting(ReceivedTokenRequest::scope)
                .isEqualTo(AUDIENCE + "/.default");
    }

    @Test
    void aNamespaceThatRefusesTheTokenTakesNothing(LocalCluster cluster, LocalEntra entra) throws Exception {
        try (LocalServiceBus namespace = open(entra, "https://eventhubs.azure.net");
                LocalContainer program = start(cluster, namespace)) {
            assertThat(program.awaitStatus(LONG)).isEqualTo(1);

            assertThat(String.join("\n", program.output()))
                    .contains("JWT aud claim rejected")
                    .doesNotContain("eyJ");
            assertThat(namespace.broker().events()).isNotEmpty().containsOnly("claim refused");
        }
    }

    private static LocalServiceBus open(LocalEntra entra, String audience) throws IOException {
        return new LocalServiceBus(new TokenCheck(TrustedIssuer.of(entra), audience, InstantSource.system()));
    }

    private static LocalContainer start(LocalCluster cluster, LocalServiceBus namespace) {
        return LocalContainer.of(cluster, SendAndReceive.class)
                .host(LocalServiceBus.NAMESPACE, namespace.address())
                .trust(namespace.certificate())
                .variable("SERVICE_BUS_NAMESPACE", LocalServiceBus.NAMESPACE)
                .variable("QUEUE", "orders")
                .argument("three plums")
                .start();
    }
}
