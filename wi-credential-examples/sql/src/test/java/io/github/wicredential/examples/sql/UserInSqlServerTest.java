package io.github.wicredential.examples.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.sqlserver.jdbc.SQLServerAccessTokenCallback;
import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What the driver asks its callback for when a server wants a token; there is no server here. */
@WorkloadIdentityTest
class UserInSqlServerTest {

    private static final String AUTHORITY = "https://login.microsoftonline.com/of-the-server";

    @Test
    void theDriversCallbackGetsATokenThatAzureSqlBelieves(
            LocalCluster cluster, LocalEntra entra, LocalApplication application) throws Exception {
        TokenCheck azureSql =
                new TokenCheck(TrustedIssuer.of(entra), "https://database.windows.net", InstantSource.system());
        try (WorkloadIdentity identity = identity(cluster)) {
            SQLServerAccessTokenCallback callback = database(identity).getAccessTokenCallback();

            String token = callback.getAccessToken("https://database.windows.net/", AUTHORITY)
                    .getAccessToken();

            assertThat(azureSql.verify(token).applicationId()).isEqualTo(application.clientId());
            callback.getAccessToken("https://database.windows.net/", AUTHORITY);
            assertThat(entra.tokenRequests()).as("for all connections").isEqualTo(1);
        }
    }

    @Test
    void aServerThatWantsATokenForSomethingElseGetsNone(LocalCluster cluster, LocalEntra entra) {
        try (WorkloadIdentity identity = identity(cluster)) {
            assertThatThrownBy(() -> database(identity)
                            .getAccessTokenCallback()
                            .getAccessToken("https://vault.azure.net", AUTHORITY))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("vault.azure.net");
        }
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void theConnectionIsEncryptedAndTheServerVerified(LocalCluster cluster) {
        try (WorkloadIdentity identity = identity(cluster)) {
            SQLServerDataSource database = database(identity);

            assertThat(database.getEncrypt()).isEqualTo("true");
            assertThat(database.getTrustServerCertificate()).isFalse();
        }
    }

    private static SQLServerDataSource database(WorkloadIdentity identity) {
        return UserInSqlServer.database("orders.database.windows.net", "orders", identity);
    }

    private static WorkloadIdentity identity(LocalCluster cluster) {
        return WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
    }
}
