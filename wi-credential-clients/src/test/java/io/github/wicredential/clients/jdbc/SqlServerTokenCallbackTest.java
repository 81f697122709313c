package io.github.wicredential.clients.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.sqlserver.jdbc.SqlAuthenticationToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.internal.PodEnvironment;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WorkloadIdentityTest
class SqlServerTokenCallbackTest {

    private static final String RESOURCE = "https://database.windows.net/";
    private static final String AUTHORITY = "https://login.example.invalid/of-the-server";

    private PodEnvironment environment;

    @BeforeEach
    void variables(LocalCluster cluster) {
        environment = new PodEnvironment(cluster.environment());
    }

    @AfterEach
    void restore() {
        environment.close();
    }

    @Test
    void theServerGetsATokenOfTheEnvironmentsIdentityWhateverAuthorityItNames(LocalApplication application)
            throws Exception {
        SqlAuthenticationToken token = new SqlServerTokenCallback().getAccessToken(RESOURCE, AUTHORITY);

        JWTClaimsSet claims = PostgresqlAuthenticationPluginTest.claims(token.getAccessToken());
        assertThat(claims.getAudience()).containsExactly("https://database.windows.net");
        assertThat(claims.getStringClaim("appid")).isEqualTo(application.clientId());
        assertThat(token.getExpiresOn().toInstant())
                .isCloseTo(claims.getExpirationTime().toInstant(), within(2, ChronoUnit.SECONDS));
    }

    @Test
    void eachConnectionsCallbackSharesTheToken(LocalEntra entra) {
        String first =
                new SqlServerTokenCallback().getAccessToken(RESOURCE, AUTHORITY).getAccessToken();
        String second =
                new SqlServerTokenCallback().getAccessToken(RESOURCE, null).getAccessToken();

        assertThat(second).isEqualTo(first);
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://database.windows.net",
                "https://database.usgovcloudapi.net/",
                "https://database.chinacloudapi.cn/",
                "https://database.cloudapi.de/",
                "https://DATABASE.windows.net/"
            })
    void azureSqlOfEachCloudGetsAToken(String resource) {
        assertThat(new SqlServerTokenCallback()
                        .getAccessToken(resource, AUTHORITY)
                        .getAccessToken())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vault.azure.net",
                "https://management.azure.com/",
                "https://database.windows.net.example.com",
                "",
                "any"
            })
    void aServerThatAsksForATokenForSomethingElseGetsNone(String resource, LocalEntra entra) {
        assertThatThrownBy(() -> new SqlServerTokenCallback().getAccessToken(resource, AUTHORITY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Azure SQL")
                // Some versions of the driver drop the exception and keep its cause.
                .cause()
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Azure SQL");
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void whatAServerSaysIsShownWithoutControlCharactersHoweverLongItIs() {
        String slashes = "/".repeat(100_000);

        assertThatThrownBy(() -> new SqlServerTokenCallback().getAccessToken("\u001b[31mx" + slashes, AUTHORITY))
                .hasMessageContaining("for '?[31mx', which");
        assertThatThrownBy(() -> new SqlServerTokenCallback().getAccessToken(slashes + "x", AUTHORITY))
                .cause()
                .satisfies(cause -> assertThat(cause.getMessage()).hasSizeLessThan(1000));
    }

    @Test
    void aCredentialOfTheApplicationsOwnIsUsed(LocalCluster cluster, LocalEntra entra) throws Exception {
        LocalApplication other = entra.registerApplication().trust(cluster);
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .clientId(other.clientId())
                .build()) {
            String token = new SqlServerTokenCallback(identity)
                    .getAccessToken(RESOURCE, AUTHORITY)
                    .getAccessToken();
            String scoped = new SqlServerTokenCallback(identity, "api://own/.default")
                    .getAccessToken("anything", AUTHORITY)
                    .getAccessToken();

            assertThat(PostgresqlAuthenticationPluginTest.claims(token).getStringClaim("appid"))
                    .isEqualTo(other.clientId());
            assertThat(PostgresqlAuthenticationPluginTest.claims(scoped).getAudience())
                    .containsExactly("api://own");
        }
    }

    @Test
    void aRefusalIsTheCauseOfWhatIsThrown(LocalApplication application) {
        application.setEnabled(false);

        assertThatThrownBy(() -> new SqlServerTokenCallback().getAccessToken(RESOURCE, AUTHORITY))
                .isInstanceOf(IllegalStateException.class)
                .cause()
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContaining("AADSTS");
    }
}
