package io.github.wicredential.clients.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.clients.ClientIdentities;
import io.github.wicredential.clients.internal.PodEnvironment;
import io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPluginTest;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.authenticator.LoginManager;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.apache.kafka.common.security.oauthbearer.internals.OAuthBearerRefreshingLogin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With Kafka's own login, which makes the handler from a text; no broker. */
@WorkloadIdentityTest
@SuppressWarnings("try")
class WorkloadIdentityLoginHandlerTest {

    private static final String SHOP = "shop.servicebus.windows.net:9093";
    private static final String OTHER = "other.servicebus.windows.net:9093";
    private static final String SHOP_SCOPE = "https://shop.servicebus.windows.net/.default";

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
    void theTokenIsForTheNamespaceAndExpiresWhenItDoes(LocalApplication application) throws Exception {
        OAuthBearerToken token = login("", SHOP);

        JWTClaimsSet claims = PostgresqlAuthenticationPluginTest.claims(token.value());
        assertThat(claims.getAudience()).containsExactly("https://shop.servicebus.windows.net");
        assertThat(token.principalName()).isEqualTo(application.clientId());
        assertThat(token.scope()).containsExactly(SHOP_SCOPE);
        assertThat(token.startTimeMs()).isNull();
        assertThat(token.lifetimeMs())
                .isCloseTo(claims.getExpirationTime().toInstant().toEpochMilli(), within(2_000L));
        assertThat(token.toString()).doesNotContain(token.value());
    }

    @Test
    void clientsOfAllLoginsCostOneTokenRequest(LocalEntra entra) throws Exception {
        LoginManager first = manager(configs("", SHOP));
        LoginManager second = manager(configs("azure.scopes=\"" + SHOP_SCOPE + "\"", SHOP));
        try {
            assertThat(token(second).value()).isEqualTo(token(first).value());
            assertThat(second).isNotSameAs(first);
        } finally {
            first.release();
            second.release();
        }
        assertThat(login("", SHOP).value()).as("after all were closed").isNotEmpty();
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    /** Kafka's own sharing, which is why the scope has to be in the text. */
    @Test
    void twoNamespacesWithOneTextShareTheFirstOnesTokenAndWithTheirScopesDoNot() throws Exception {
        LoginManager shop = manager(configs("", SHOP));
        LoginManager other = manager(configs("", OTHER));
        LoginManager named = manager(configs("azure.scopes=\"https://other.servicebus.windows.net/.default\"", OTHER));
        try {
            assertThat(other).isSameAs(shop);
            assertThat(audience(named)).isEqualTo("https://other.servicebus.windows.net");
            assertThat(audience(shop)).isEqualTo("https://shop.servicebus.windows.net");
        } finally {
            shop.release();
            other.release();
            named.release();
        }
    }

    @Test
    void twoIdentitiesInOneJvmDoNotShare(LocalCluster cluster, LocalEntra entra, LocalApplication application)
            throws Exception {
        LocalApplication reports = entra.registerApplication().trust(cluster);

        assertThat(login("azure.clientId=\"" + reports.clientId() + "\"", SHOP).principalName())
                .isEqualTo(reports.clientId());
        assertThat(login("", SHOP).principalName()).isEqualTo(application.clientId());
    }

    @Test
    void aRegisteredIdentityIsTakenByItsName() throws Exception {
        try (ClientIdentities.Registration registered = ClientIdentities.register("lake", () -> request -> {
            throw new ConfigurationException("the lake has none");
        })) {
            assertThatThrownBy(() -> login("azure.credentialName=\"lake\"", SHOP))
                    .isInstanceOf(LoginException.class)
                    .hasMessageContaining("the lake has none");
        }
    }

    @Test
    void aRefusalIsTheMessageOfKafkasException(LocalApplication application) {
        application.untrustAll();

        assertThatThrownBy(() -> login("", SHOP))
                .isInstanceOf(LoginException.class)
                .hasMessageContainingAll("AADSTS70025", "az identity federated-credential create")
                .hasMessageNotContaining("eyJ");
    }

    @Test
    void entraMayBeDownWhileATokenIsValid(LocalEntra entra) throws Exception {
        String before = login("", SHOP).value();
        entra.faults().always(Fault.status(503));

        assertThat(login("", SHOP).value()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop.servicebus.windows.net:9093,other.servicebus.windows.net:9093 | '' | azure.scopes",
                "kafka.example.com:9093 | '' | azure.scopes",
                "'' | '' | azure.scopes",
                "shop.servicebus.windows.net:9093 | https://other.servicebus.windows.net/.default | one namespace only",
                "shop.servicebus.windows.net:9093 | https://vault.azure.net/.default | one namespace only",
                "kafka.example.com,shop.servicebus.windows.net:9093 | https://vault.azure.net/.default | one namespace only"
            })
    void serversAndScopesThatDoNotBelongTogetherAreRefused(
            String servers, String scopes, String said, LocalEntra entra) {
        assertThatThrownBy(() -> login(scopes.isEmpty() ? "" : "azure.scopes=\"" + scopes + "\"", servers.split(",")))
                .hasStackTraceContaining(said);
        assertThat(entra.tokenRequests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "shop.servicebus.windows.net, https://eventhubs.azure.net/.default, https://eventhubs.azure.net",
        "SHOP.servicebus.windows.net, https://shop.servicebus.windows.net/.default, https://shop.servicebus.windows.net",
        "SASL_SSL://shop.servicebus.chinacloudapi.cn, '', https://shop.servicebus.chinacloudapi.cn",
        "10.1.2.3, https://shop.servicebus.windows.net/.default, https://shop.servicebus.windows.net"
    })
    void serversAndScopesThatBelongTogether(String host, String scopes, String audience) throws Exception {
        OAuthBearerToken token = login(scopes.isEmpty() ? "" : "azure.scopes=\"" + scopes + "\"", host + ":9093");

        assertThat(PostgresqlAuthenticationPluginTest.claims(token.value()).getAudience())
                .containsExactly(audience);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clientSecret=\"never-shown\"",
                "password=\"never-shown\"",
                "azure.clientSecret=\"never-shown\"",
                "azure.clientid=\"never-shown\""
            })
    void anotherIdentityOrAnUnknownNameIsRefused(String option, LocalEntra entra) {
        assertThatThrownBy(() -> login(option, SHOP))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("sasl.jaas.config", option.substring(0, option.indexOf('=')))
                .hasMessageNotContaining("never-shown");
        assertThat(entra.tokenRequests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SASL_PLAINTEXT", "PLAINTEXT"})
    void clearTextGetsNoToken(String protocol, LocalEntra entra) {
        Map<String, Object> configs = configs("", SHOP);
        configs.put("security.protocol", protocol);

        assertThatThrownBy(() -> manager(configs)).hasMessageContaining("security.protocol=SASL_SSL");
        configs.remove("security.protocol");
        assertThatThrownBy(() -> manager(configs)).hasMessageContaining("security.protocol=SASL_SSL");
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void whatIsRefusedIsShownWithoutControlCharacters() {
        Map<String, Object> configs = configs("", SHOP);
        configs.put("security.protocol", "SASL\n\u001b[31m");

        assertThatThrownBy(() -> manager(configs)).hasMessageContaining("security.protocol=SASL??[31m,");
        assertThatThrownBy(() -> login("azure.scopes=\"a\u001b\"", SHOP)).hasMessageContaining("azure.scopes=a?,");
        assertThatThrownBy(() -> login("", "a\u001bb:9093")).hasMessageContaining("(a?b:9093)");
    }

    @Test
    void anotherMechanismOrASecretBesideItIsRefused() {
        WorkloadIdentityLoginHandler handler = new WorkloadIdentityLoginHandler();
        Map<String, Object> configs = configs("", SHOP);

        assertThatThrownBy(() -> handler.configure(configs, "PLAIN", List.of()))
                .hasMessageContaining("sasl.mechanism=OAUTHBEARER");
        configs.put("sasl.oauthbearer.client.credentials.client.secret", new Password("never-shown"));
        assertThatThrownBy(() -> handler.configure(configs, "OAUTHBEARER", List.of()))
                .hasMessageContaining("client.secret")
                .hasMessageNotContaining("never-shown");
    }

    @Test
    void whatItDoesNotKnowItRefuses() throws Exception {
        WorkloadIdentityLoginHandler handler = new WorkloadIdentityLoginHandler();

        handler.handle(new Callback[] {new SaslExtensionsCallback()});
        assertThatThrownBy(() -> handler.handle(new Callback[] {new NameCallback("name")}))
                .isInstanceOf(UnsupportedCallbackException.class);
        assertThatThrownBy(() -> handler.handle(new Callback[] {new OAuthBearerTokenCallback()}))
                .isInstanceOf(IllegalStateException.class);
    }

    private static String audience(LoginManager manager) throws Exception {
        return PostgresqlAuthenticationPluginTest.claims(token(manager).value())
                .getAudience()
                .get(0);
    }

    private static OAuthBearerToken login(String options, String... servers) throws Exception {
        LoginManager manager = manager(configs(options, servers));
        try {
            return token(manager);
        } finally {
            manager.release();
        }
    }

    private static OAuthBearerToken token(LoginManager manager) {
        return manager.subject()
                .getPrivateCredentials(OAuthBearerToken.class)
                .iterator()
                .next();
    }

    private static LoginManager manager(Map<String, Object> configs) throws Exception {
        return LoginManager.acquireLoginManager(
                JaasContext.loadClientContext(configs), "OAUTHBEARER", OAuthBearerRefreshingLogin.class, configs);
    }

    private static Map<String, Object> configs(String options, String... servers) {
        Map<String, Object> configs = new HashMap<>();
        configs.put("bootstrap.servers", List.of(servers));
        configs.put("security.protocol", "SASL_SSL");
        configs.put("sasl.mechanism", "OAUTHBEARER");
        configs.put(
                "sasl.jaas.config",
                new Password("org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required " + options
                        + ";"));
        configs.put("sasl.login.callback.handler.class", WorkloadIdentityLoginHandler.class);
        configs.put("sasl.login.refresh.window.factor", 0.8);
        configs.put("sasl.login.refresh.window.jitter", 0.05);
        configs.put("sasl.login.refresh.min.period.seconds", (short) 60);
        configs.put("sasl.login.refresh.buffer.seconds", (short) 300);
        return configs;
    }
}
