package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.security.auth.callback.Callback;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kafka's own login with the pod's token as its assertion, as docs/how-to/clients/recipes.md writes it, against the local Entra. */
@WorkloadIdentityTest
class KafkaOwnAssertionsTest {

    private static final String URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String FILES = "org.apache.kafka.sasl.oauthbearer.allowed.files";

    @AfterEach
    void forget() {
        System.clearProperty(URLS);
        System.clearProperty(FILES);
    }

    @Test
    void theLinesOfTheRecipeGetAToken(LocalEntra entra, LocalCluster cluster, LocalApplication application)
            throws Exception {
        Map<String, Object> lines = lines(entra, cluster, application);
        System.setProperty(URLS, (String) lines.get("sasl.oauthbearer.token.endpoint.url"));
        System.setProperty(FILES, (String) lines.get("sasl.oauthbearer.assertion.file"));

        String token = login(lines);

        TokenCheck namespace = new TokenCheck(
                TrustedIssuer.of(entra), "https://NAMESPACE.servicebus.windows.net", InstantSource.system());
        assertThat(namespace.verify(token).applicationId()).isEqualTo(application.clientId());
    }

    @Test
    void withoutTheTwoListsKafkaRefuses(LocalEntra entra, LocalCluster cluster, LocalApplication application)
            throws Exception {
        Map<String, Object> lines = lines(entra, cluster, application);
        assertThatThrownBy(() -> login(lines)).isInstanceOf(ConfigException.class);
        System.setProperty(URLS, (String) lines.get("sasl.oauthbearer.token.endpoint.url"));
        assertThatThrownBy(() -> login(lines)).isInstanceOf(ConfigException.class);

        assertThat(entra.tokenRequests()).isZero();
    }

    private static String login(Map<String, Object> lines) throws Exception {
        OAuthBearerLoginCallbackHandler handler = new OAuthBearerLoginCallbackHandler();
        try {
            handler.configure(
                    new AdminClientConfig(lines).values(),
                    "OAUTHBEARER",
                    List.of(new AppConfigurationEntry(
                            OAuthBearerLoginModule.class.getName(),
                            AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
                            Map.of())));
            OAuthBearerTokenCallback callback = new OAuthBearerTokenCallback();
            handler.handle(new Callback[] {callback});
            return callback.token().value();
        } finally {
            handler.close();
        }
    }

    /** Those of the recipe, with what is here in place of what is in capitals. */
    private static Map<String, Object> lines(LocalEntra entra, LocalCluster cluster, LocalApplication application)
            throws IOException {
        Properties recipe = new Properties();
        try (InputStream in = KafkaOwnAssertionsTest.class.getResourceAsStream("/kafka-own-assertions.properties")) {
            recipe.load(in);
        }
        Map<String, Object> lines = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:1"));
        recipe.stringPropertyNames()
                .forEach(name -> lines.put(
                        name,
                        recipe.getProperty(name)
                                .replace("https://login.microsoftonline.com/", entra.authorityHost().toString())
                                .replace("TENANT", entra.tenantId())
                                .replace("CLIENT_ID", application.clientId())
                                .replace("TOKEN_FILE", cluster.tokenFile().toString())));
        return lines;
    }
}
