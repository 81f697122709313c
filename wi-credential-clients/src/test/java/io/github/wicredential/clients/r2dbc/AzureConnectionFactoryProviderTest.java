package io.github.wicredential.clients.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.clients.internal.PodEnvironment;
import io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPluginTest;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a URL to what the database's driver gets. */
@WorkloadIdentityTest
class AzureConnectionFactoryProviderTest {

    private static final String URL = "r2dbc:azure:postgresql://orders@localhost:5432/shop?sslMode=verify-full";

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
    void thePasswordOfEachConnectionIsTheCurrentToken(LocalApplication application, LocalEntra entra) throws Exception {
        RecordingDriver.Made made = made(URL);

        JWTClaimsSet claims = PostgresqlAuthenticationPluginTest.claims(made.password());
        assertThat(claims.getAudience()).containsExactly("https://ossrdbms-aad.database.windows.net");
        assertThat(claims.getStringClaim("appid")).isEqualTo(application.clientId());
        assertThat(made.password()).isEqualTo(made(URL).password());
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void theDriverGetsTheRestAsItWasWithoutOurSettings() {
        ConnectionFactoryOptions options =
                made(URL + "&azure.scopes=api://own/.default&fetchSize=5").options();

        assertThat(options.getValue(ConnectionFactoryOptions.DRIVER)).isEqualTo("postgresql");
        assertThat(options.getValue(ConnectionFactoryOptions.HOST)).isEqualTo("localhost");
        assertThat(options.getValue(ConnectionFactoryOptions.USER)).isEqualTo("orders");
        assertThat(options.getValue(Option.valueOf("fetchSize"))).isEqualTo("5");
        assertThat(options.hasOption(Option.valueOf("azure.scopes"))).isFalse();
        assertThat(options.toString()).doesNotContain("eyJ");
    }

    @Test
    void theQueryChoosesIdentityAndScope(LocalCluster cluster, LocalEntra entra) throws Exception {
        LocalApplication other = entra.registerApplication().trust(cluster);

        JWTClaimsSet claims = PostgresqlAuthenticationPluginTest.claims(
                made(URL + "&azure.clientId=" + other.clientId() + "&azure.scopes=api://own/.default")
                        .password());

        assertThat(claims.getAudience()).containsExactly("api://own");
        assertThat(claims.getStringClaim("appid")).isEqualTo(other.clientId());
    }

    @Test
    void aRefusalIsTheMessageOfTheFailure(LocalApplication application) {
        application.untrustAll();

        assertThatThrownBy(() -> made(URL).password())
                .isInstanceOf(R2dbcNonTransientResourceException.class)
                .hasMessageContainingAll("AADSTS70025", "az identity federated-credential create")
                .hasMessageNotContaining("eyJ")
                .hasCauseInstanceOf(TokenExchangeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?sslMode=disable", "?sslMode=allow", "?sslMode=prefer", "?sslMode=require&sslmode=prefer"})
    void noTokenWithoutCertainTls(String query, LocalEntra entra) {
        assertThatThrownBy(() -> made(URL.substring(0, URL.indexOf('?')) + query))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sslMode=verify-full");
        assertThat(entra.tokenRequests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r2dbcs:azure:postgresql://orders@localhost/shop",
                "r2dbc:azure:postgresql://orders@localhost/shop?sslMode=VERIFY_CA",
                "r2dbc:azure:postgresql://orders@localhost/shop?sslmode=require",
                "r2dbc:azure:postgres://orders@localhost/shop?ssl=true"
            })
    void aTokenWhereTlsIsCertain(String url) {
        assertThat(made(url).password()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "r2dbc:azure:postgresql://orders:never-shown@localhost/shop?sslMode=verify-full, password",
        "r2dbc:azure:postgresql://localhost/shop?sslMode=verify-full&azure.clientSecret=never-shown, azure.clientSecret",
        "r2dbc:azure:postgresql://localhost/shop?sslMode=verify-full&azure.scope=never-shown, azure.scopes",
        "r2dbc:azure:mssql://localhost/shop?sslMode=verify-full, r2dbc:azure:postgresql",
        "r2dbc:azure:pool:postgresql://localhost/shop?sslMode=verify-full, r2dbc:pool:azure:postgresql",
        "r2dbc:azure://localhost/shop?sslMode=verify-full, 'r2dbc:azure, but only'",
        "r2dbc:azure:mysql://localhost/shop, sslMode=verify_identity",
        "r2dbc:azure:postgresql://localhost/shop?sslMode=%1B[31meyJhbGciOiJub25lIn0.e30., sslMode=?[31m<hidden>",
        "r2dbc:azure:mysql://localhost/shop?sslMode=verify_identity, io.asyncer:r2dbc-mysql 1.0.6"
    })
    void whatIsWrongIsSaidBeforeAConnection(String url, String said, LocalEntra entra) {
        assertThatThrownBy(() -> ConnectionFactories.get(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("never-shown");
        assertThat(entra.tokenRequests()).isZero();
    }

    private static RecordingDriver.Made made(String url) {
        return (RecordingDriver.Made) ConnectionFactories.get(url);
    }
}
