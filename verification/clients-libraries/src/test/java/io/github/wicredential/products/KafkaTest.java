package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.ClientIdentities;
import io.github.wicredential.clients.ClientIdentities.Registration;
import io.github.wicredential.clients.kafka.WorkloadIdentityLoginHandler;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka's client, which logs in when it is made; no broker is here. */
@WorkloadIdentityTest
class KafkaTest {

    private static final String SCOPE = "https://shop.servicebus.windows.net/.default";

    private WorkloadIdentity identity;
    private Registration registered;
    private final List<Admin> clients = new ArrayList<>();

    @BeforeEach
    void start(LocalCluster cluster) {
        identity = WorkloadIdentity.builder().environment(cluster.environment()::get).build();
        registered = ClientIdentities.register("shop", () -> identity);
    }

    @AfterEach
    void stop() {
        clients.forEach(client -> client.close(Duration.ZERO));
        registered.close();
        identity.close();
    }

    @Test
    void clientsShareOneTokenAndEntraMayBeDownWhileItIsValid(LocalEntra entra) {
        client("shop", "");
        entra.faults().always(Fault.status(503));
        // Another text, so another login of Kafka's.
        client("shop", " ");
        client("shop", "");

        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void kafkasLoginIsRefreshedThroughTheExpiry(LocalEntra entra) throws Exception {
        entra.setExpiresIn(Duration.ofSeconds(3));
        client("shop", "");

        RedisTest.await(Duration.ofSeconds(30), () -> entra.tokenRequests() >= 3);

        assertThat(entra.requests())
                .extracting(ReceivedTokenRequest::scope)
                .containsOnly(SCOPE);
    }

    @Test
    void twoIdentitiesInOneProcessAreTwoLogins(LocalEntra entra, LocalCluster cluster, LocalApplication application) {
        LocalApplication reports = entra.registerApplication().trust(cluster);
        try (WorkloadIdentity other = WorkloadIdentity.builder()
                        .environment(cluster.environment()::get)
                        .clientId(reports.clientId())
                        .build();
                Registration second = ClientIdentities.register("reports", () -> other)) {
            client("shop", "");
            client("reports", "");
            assertThat(second).isNotNull();
        }

        assertThat(entra.requests())
                .extracting(ReceivedTokenRequest::clientId)
                .containsExactly(application.clientId(), reports.clientId());
    }

    @Test
    void aRefusalOfEntraIsWhatTheUserSees(LocalApplication application) {
        application.untrustAll();

        assertThatThrownBy(() -> client("shop", "")).satisfies(failure -> assertThat(RedisTest.whole(failure))
                .contains("AADSTS70025")
                .contains("az identity federated-credential"));
    }

    @Test
    void noTokenIsLogged() {
        try (LoggedTokens logged = new LoggedTokens()) {
            client("shop", "");

            logged.haveNone(List.of(identity.token(SCOPE)
                    .value()));
        }
    }

    private void client(String credential, String options) {
        clients.add(Admin.create(Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "OAUTHBEARER",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required azure.credentialName=\""
                        + credential + "\" azure.scopes=\"" + SCOPE + "\"" + options + ";",
                "sasl.login.callback.handler.class",
                WorkloadIdentityLoginHandler.class.getName(),
                "sasl.login.refresh.min.period.seconds",
                "1",
                "sasl.login.refresh.buffer.seconds",
                "0")));
    }
}
