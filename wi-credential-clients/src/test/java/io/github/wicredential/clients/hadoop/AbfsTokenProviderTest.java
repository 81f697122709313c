package io.github.wicredential.clients.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.clients.internal.PodEnvironment;
import io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPluginTest;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With Hadoop's configuration; what Hadoop makes of it is tried in verification/clients-products. */
@WorkloadIdentityTest
class AbfsTokenProviderTest {

    private static final String ACCOUNT = "shop.dfs.core.windows.net";

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
    void theTokenIsForStorageAndOneServesAllFileSystems(LocalApplication application, LocalEntra entra)
            throws Exception {
        AbfsTokenProvider first = provider();
        String token = first.getAccessToken();

        JWTClaimsSet claims = PostgresqlAuthenticationPluginTest.claims(token);
        assertThat(claims.getAudience()).containsExactly("https://storage.azure.com");
        assertThat(claims.getStringClaim("appid")).isEqualTo(application.clientId());
        assertThat(first.getExpiryTime().toInstant())
                .isCloseTo(claims.getExpirationTime().toInstant(), within(2, ChronoUnit.SECONDS));
        assertThat(provider().getAccessToken()).isEqualTo(token);
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void theExpiryIsThatOfTheTokenAlsoIfAskedFirst() throws Exception {
        AbfsTokenProvider provider = provider();

        assertThat(provider.getExpiryTime().toInstant()).isAfter(Instant.now().plus(50, ChronoUnit.MINUTES));
    }

    @Test
    void theAccountsOwnKeyComesFirstAndOtherAccountsKeysAreTheirs(LocalCluster cluster, LocalEntra entra)
            throws Exception {
        LocalApplication lake = entra.registerApplication().trust(cluster);
        LocalApplication all = entra.registerApplication().trust(cluster);

        String token = provider(
                        "azure.clientId",
                        all.clientId(),
                        "azure.clientId." + ACCOUNT,
                        lake.clientId(),
                        "azure.clientId.other.dfs.core.windows.net",
                        "of another")
                .getAccessToken();

        assertThat(PostgresqlAuthenticationPluginTest.claims(token).getStringClaim("appid"))
                .isEqualTo(lake.clientId());
    }

    @Test
    void aKeyMayBeAVariable() throws Exception {
        String token = provider("name", "https://shop.dfs.core.windows.net", "azure.scopes", "${name}/.default")
                .getAccessToken();

        assertThat(PostgresqlAuthenticationPluginTest.claims(token).getAudience())
                .containsExactly("https://shop.dfs.core.windows.net");
    }

    @Test
    void aRefusalEndsTheStartWithItsWholeMessage(LocalApplication application, LocalEntra entra) {
        application.untrustAll();
        for (int fileSystem = 0; fileSystem < 30; fileSystem++) {
            assertThatThrownBy(AbfsTokenProviderTest::provider)
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("AADSTS70025", "az identity federated-credential create")
                    .hasMessageNotContaining("eyJ")
                    .hasCauseInstanceOf(TokenExchangeException.class);
        }
        assertThat(entra.tokenRequests()).as("Hadoop repeats at once").isLessThanOrEqualTo(3);
    }

    @Test
    void whatMayBeOverSoonIsLeftToHadoopsRetries(LocalEntra entra) throws Exception {
        entra.faults().always(Fault.throttled(Duration.ofMinutes(5)));
        AbfsTokenProvider provider = provider();

        assertThatThrownBy(provider::getAccessToken).isInstanceOf(IOException.class);
        assertThat(provider.getExpiryTime().toInstant()).isBeforeOrEqualTo(Instant.now());
        entra.faults().clear();
    }

    @Test
    void entraMayBeDownWhileATokenIsValid(LocalEntra entra) throws Exception {
        String before = provider().getAccessToken();
        entra.faults().always(Fault.status(503));

        assertThat(provider().getAccessToken()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "azure.clientSecret, x, azure.clientSecret",
        "azure.clientid, x, azure.scopes",
        "azure.clientSecret.shop.dfs.core.windows.net, x, azure.clientSecret",
        "fs.azure.always.use.https, false, clear text",
        "fs.azure.account.oauth2.client.secret.shop.dfs.core.windows.net, x, in addition to the pod's identity",
        "fs.azure.account.key.shop.dfs.core.windows.net, x, in addition to the pod's identity",
        "fs.azure.account.key, x, in addition to the pod's identity",
        "fs.azure.sas.fixed.token, x, in addition to the pod's identity",
        "fs.azure.account.oauth2.client.secret, x, in addition to the pod's identity",
        "fs.azure.account.oauth2.client.id, x, azure.clientId",
        "fs.azure.account.oauth2.msi.tenant.shop.dfs.core.windows.net, x, in addition to the pod's identity",
        "azure.scopes, https://vault.azure.net/.default, https://storage.azure.com/.default",
        "azure.scopes, api://own/.default, https://storage.azure.com/.default",
        "azure.authorityHost, https://login.example.com, azure.authorityHost"
    })
    void whatIsWrongIsSaidWhenTheFileSystemIsMade(String key, String value, String said, LocalEntra entra) {
        assertThatThrownBy(() -> provider(key, value))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(said)
                .hasCauseInstanceOf(ConfigurationException.class);
        assertThat(entra.tokenRequests()).isZero();
    }

    /** With the class for this account alone, what is for all accounts is for the others. */
    @Test
    void aSecretOfOtherAccountsIsTheirs() throws Exception {
        assertThat(provider(
                                "fs.azure.account.oauth.provider.type." + ACCOUNT,
                                AbfsTokenProvider.class.getName(),
                                "fs.azure.account.oauth2.client.secret",
                                "x")
                        .getAccessToken())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://storage.azure.com/.default",
                "https://shop.dfs.core.windows.net/.default",
                "https://shop.blob.core.windows.net//.default"
            })
    void scopesOfStorage(String scope) throws Exception {
        assertThat(provider("azure.scopes", scope).getAccessToken()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.dfs.example.com", "shop.dfs.core.windows.net.example.com"})
    void aHostThatIsNotStorageGetsNoTokenUnlessItsScopeIsNamed(String host) throws Exception {
        assertThatThrownBy(() -> new AbfsTokenProvider().initialize(new Configuration(false), host))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(host, "azure.scopes." + host);

        Configuration named = new Configuration(false);
        named.set("azure.scopes." + host, "api://own/.default");
        AbfsTokenProvider provider = new AbfsTokenProvider();
        provider.initialize(named, host);
        assertThat(provider.getAccessToken()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.blob.core.windows.net",
                "shop.z1.dfs.storage.azure.net",
                "onelake.dfs.fabric.microsoft.com",
                "SHOP.dfs.core.chinacloudapi.cn",
                "shop.privatelink.dfs.core.windows.net",
                "shop"
            })
    void hostsOfStorage(String host) throws Exception {
        AbfsTokenProvider provider = new AbfsTokenProvider();
        provider.initialize(new Configuration(false), host);

        assertThat(provider.getAccessToken()).isNotEmpty();
    }

    private static AbfsTokenProvider provider(String... keysAndValues) throws IOException {
        Configuration configuration = new Configuration(false);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            configuration.set(keysAndValues[i], keysAndValues[i + 1]);
        }
        AbfsTokenProvider provider = new AbfsTokenProvider();
        provider.initialize(configuration, ACCOUNT);
        return provider;
    }
}
