package io.github.wicredential.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.internal.PodEnvironment;
import io.github.wicredential.clients.internal.azure.CredentialTokens;
import io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPluginTest;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import reactor.core.publisher.Mono;

@WorkloadIdentityTest
@SuppressWarnings("try")
class ClientIdentitiesTest {

    @Test
    void whatIsRegisteredAsTheDefaultComesBeforeTheEnvironmentUntilItIsClosed(LocalCluster cluster, LocalEntra entra)
            throws Exception {
        try (PodEnvironment environment = new PodEnvironment(cluster.environment())) {
            ClientIdentities.Registration registration = ClientIdentities.registerDefault(() -> fixed("offered"));
            assertThat(password()).isEqualTo("offered");
            assertThat(entra.tokenRequests()).isZero();

            registration.close();
            registration.close();

            assertThat(password()).isNotEqualTo("offered");
            assertThat(entra.tokenRequests()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatNamesAnIdentityDoesNotGetTheDefault(LocalCluster cluster, LocalApplication application)
            throws Exception {
        try (PodEnvironment environment = new PodEnvironment(cluster.environment());
                ClientIdentities.Registration registration = ClientIdentities.registerDefault(() -> fixed("offered"))) {
            String token = PostgresqlAuthenticationPluginTest.password("azure.clientId", application.clientId());

            assertThat(PostgresqlAuthenticationPluginTest.claims(token).getStringClaim("appid"))
                    .isEqualTo(application.clientId());
        }
    }

    @Test
    void aNameGetsWhatWasRegisteredByIt() throws Exception {
        try (ClientIdentities.Registration reports = ClientIdentities.register("reports", () -> fixed("for reports"));
                ClientIdentities.Registration orders = ClientIdentities.register("orders", () -> fixed("for orders"));
                ClientIdentities.Registration byDefault = ClientIdentities.registerDefault(() -> fixed("by default"))) {
            assertThat(password("azure.credentialName", "reports")).isEqualTo("for reports");
            assertThat(password("azure.credentialName", "orders")).isEqualTo("for orders");
            assertThat(password()).isEqualTo("by default");
        }
        assertThatThrownBy(() -> password("azure.credentialName", "reports"))
                .isInstanceOf(PSQLException.class)
                .hasMessageContainingAll("'reports'", "ClientIdentities.register");
    }

    @Test
    void aNameBelongsToOneAtATime() {
        Supplier<TokenProvider> first = () -> fixed("first");
        try (ClientIdentities.Registration registration = ClientIdentities.register("orders", first)) {
            assertThatThrownBy(() -> ClientIdentities.register("orders", () -> fixed("second")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'orders'");
        }
        ClientIdentities.Registration again = ClientIdentities.register("orders", () -> fixed("second"));
        again.close();

        assertThatThrownBy(() -> ClientIdentities.register(" ", first)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoDefaultsOfOneIdentityAreOneAndTheNewestIsUsed(LocalCluster cluster, LocalEntra entra) throws Exception {
        try (WorkloadIdentity older = identity(cluster);
                WorkloadIdentity newer = identity(cluster)) {
            ClientIdentities.Registration first = register(older);
            ClientIdentities.Registration second = register(newer);
            String token = password();
            assertThat(newer.token("https://ossrdbms-aad.database.windows.net/.default")
                            .value())
                    .isEqualTo(token);

            second.close();
            newer.close();

            assertThat(password()).isNotEqualTo(token);
            first.close();
            assertThat(entra.tokenRequests()).isEqualTo(2);
        }
    }

    @Test
    void defaultsOfDifferentIdentitiesAreNotGuessedAmong(LocalCluster cluster, LocalEntra entra) throws Exception {
        LocalApplication other = entra.registerApplication().trust(cluster);
        try (WorkloadIdentity one = identity(cluster);
                WorkloadIdentity two = WorkloadIdentity.builder()
                        .environment(cluster.environment()::get)
                        .clientId(other.clientId())
                        .build();
                ClientIdentities.Registration first = register(one)) {
            try (ClientIdentities.Registration second = register(two)) {
                assertThatThrownBy(ClientIdentitiesTest::password)
                        .isInstanceOf(PSQLException.class)
                        .hasMessageContainingAll("different identities", "azure.credentialName");
            }
            try (ClientIdentities.Registration foreign = ClientIdentities.registerDefault(() -> fixed("foreign"))) {
                assertThatThrownBy(ClientIdentitiesTest::password).isInstanceOf(PSQLException.class);
            }
            assertThat(entra.tokenRequests()).isZero();
            assertThat(password()).isNotEmpty();
        }
    }

    @Test
    void aCredentialWithoutATokenIsSaidToBeOne() {
        try (ClientIdentities.Registration registration = ClientIdentities.registerDefault(() -> fixed(null))) {
            assertThatThrownBy(ClientIdentitiesTest::password)
                    .isInstanceOf(PSQLException.class)
                    .hasMessageContaining("no token")
                    .hasCauseInstanceOf(ConfigurationException.class);
        }
    }

    private static ClientIdentities.Registration register(WorkloadIdentity identity) {
        return ClientIdentities.registerDefault(() -> identity);
    }

    private static WorkloadIdentity identity(LocalCluster cluster) {
        return WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
    }

    private static String password(String... namesAndValues) throws PSQLException {
        return PostgresqlAuthenticationPluginTest.password(namesAndValues);
    }

    private static TokenProvider fixed(String token) {
        return CredentialTokens.of(context -> token == null
                ? Mono.empty()
                : Mono.just(new AccessToken(
                        token, OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))));
    }
}
