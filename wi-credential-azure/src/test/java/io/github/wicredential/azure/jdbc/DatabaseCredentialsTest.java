package io.github.wicredential.azure.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
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
class DatabaseCredentialsTest {

    @Test
    void whatIsRegisteredAsTheDefaultComesBeforeTheEnvironmentUntilItIsClosed(LocalCluster cluster, LocalEntra entra)
            throws Exception {
        try (PodEnvironment environment = new PodEnvironment(cluster.environment())) {
            DatabaseCredentials.Registration registration = DatabaseCredentials.registerDefault(() -> fixed("offered"));
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
                DatabaseCredentials.Registration registration =
                        DatabaseCredentials.registerDefault(() -> fixed("offered"))) {
            String token = PostgresqlAuthenticationPluginTest.password("azure.clientId", application.clientId());

            assertThat(PostgresqlAuthenticationPluginTest.claims(token).getStringClaim("appid"))
                    .isEqualTo(application.clientId());
        }
    }

    @Test
    void aNameGetsWhatWasRegisteredByIt() throws Exception {
        try (DatabaseCredentials.Registration reports =
                        DatabaseCredentials.register("reports", () -> fixed("for reports"));
                DatabaseCredentials.Registration orders =
                        DatabaseCredentials.register("orders", () -> fixed("for orders"));
                DatabaseCredentials.Registration byDefault =
                        DatabaseCredentials.registerDefault(() -> fixed("by default"))) {
            assertThat(password("azure.credentialName", "reports")).isEqualTo("for reports");
            assertThat(password("azure.credentialName", "orders")).isEqualTo("for orders");
            assertThat(password()).isEqualTo("by default");
        }
        assertThatThrownBy(() -> password("azure.credentialName", "reports"))
                .isInstanceOf(PSQLException.class)
                .hasMessageContainingAll("'reports'", "DatabaseCredentials.register");
    }

    @Test
    void aNameBelongsToOneAtATime() {
        Supplier<TokenCredential> first = () -> fixed("first");
        try (DatabaseCredentials.Registration registration = DatabaseCredentials.register("orders", first)) {
            assertThatThrownBy(() -> DatabaseCredentials.register("orders", () -> fixed("second")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'orders'");
        }
        DatabaseCredentials.Registration again = DatabaseCredentials.register("orders", () -> fixed("second"));
        again.close();

        assertThatThrownBy(() -> DatabaseCredentials.register(" ", first)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoDefaultsOfOneIdentityAreOneAndTheNewestIsUsed(LocalCluster cluster, LocalEntra entra) throws Exception {
        try (WorkloadIdentity older = identity(cluster);
                WorkloadIdentity newer = identity(cluster)) {
            DatabaseCredentials.Registration first = register(older);
            DatabaseCredentials.Registration second = register(newer);
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
                DatabaseCredentials.Registration first = register(one)) {
            try (DatabaseCredentials.Registration second = register(two)) {
                assertThatThrownBy(DatabaseCredentialsTest::password)
                        .isInstanceOf(PSQLException.class)
                        .hasMessageContainingAll("different identities", "azure.credentialName");
            }
            try (DatabaseCredentials.Registration foreign =
                    DatabaseCredentials.registerDefault(() -> fixed("foreign"))) {
                assertThatThrownBy(DatabaseCredentialsTest::password).isInstanceOf(PSQLException.class);
            }
            assertThat(entra.tokenRequests()).isZero();
            assertThat(password()).isNotEmpty();
        }
    }

    @Test
    void aCredentialWithoutATokenIsSaidToBeOne() {
        try (DatabaseCredentials.Registration registration = DatabaseCredentials.registerDefault(() -> fixed(null))) {
            assertThatThrownBy(DatabaseCredentialsTest::password)
                    .isInstanceOf(PSQLException.class)
                    .hasMessageContaining("no token")
                    .hasCauseInstanceOf(ConfigurationException.class);
        }
    }

    private static DatabaseCredentials.Registration register(WorkloadIdentity identity) {
        WorkloadIdentityCredential credential = WorkloadIdentityCredential.of(identity);
        return DatabaseCredentials.registerDefault(() -> credential);
    }

    private static WorkloadIdentity identity(LocalCluster cluster) {
        return WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
    }

    private static String password(String... namesAndValues) throws PSQLException {
        return PostgresqlAuthenticationPluginTest.password(namesAndValues);
    }

    private static TokenCredential fixed(String token) {
        return context -> token == null
                ? Mono.empty()
                : Mono.just(new AccessToken(
                        token, OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
    }
}
