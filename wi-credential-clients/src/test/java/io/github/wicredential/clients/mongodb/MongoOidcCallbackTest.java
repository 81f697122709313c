package io.github.wicredential.clients.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoOidcCallbackTest {

    private static final String SCOPE = "https://ossrdbms-aad.database.windows.net/.default";

    private final List<TokenRequest> asked = new ArrayList<>();
    private Instant expires = Instant.now().plusSeconds(3600);
    private final MongoOidcCallback callback = MongoOidcCallback.of(
            request -> {
                asked.add(request);
                return new AccessToken("the token", expires, expires);
            },
            SCOPE);

    @ParameterizedTest
    @CsvSource({"PT10S, PT10S", "PT0S, PT1M", "PT-1S, PT1M", "PT5M, PT1M", "PT2562047788015215H, PT1M"})
    void theTokenIsWaitedForAsLongAsTheDriverSaysAndAMinuteAtMost(Duration said, Duration waited) {
        assertThat(callback.onRequest(context(said)).getAccessToken()).isEqualTo("the token");

        assertThat(asked).containsExactly(TokenRequest.of(SCOPE).withTimeout(waited));
    }

    @Test
    void aTokenThatHasJustExpiredIsNotOneForEver() {
        expires = Instant.now().minusSeconds(1);

        assertThat(callback.onRequest(context(Duration.ofSeconds(1))).getAccessToken())
                .isEqualTo("the token");
    }

    @Test
    void settingsWithTlsGetTheLogin() {
        MongoClientSettings settings = callback.in(settings("mongodb://shop.example/?tls=true"));

        assertThat(settings.getCredential().getMechanism()).isEqualTo("MONGODB-OIDC");
        assertThat(settings.getCredential().<Object>getMechanismProperty(MongoCredential.OIDC_CALLBACK_KEY, null))
                .isSameAs(callback);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://shop.example/",
                "mongodb://shop.example/?tls=true&tlsInsecure=true",
                "mongodb://shop.example/?tls=true&tlsAllowInvalidHostnames=true"
            })
    void settingsWithoutAVerifiedServerAreRefused(String connection) {
        assertThatThrownBy(() -> callback.in(settings(connection)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tls=true");
    }

    @Test
    void aPasswordBesideTheLoginIsRefused() {
        assertThatThrownBy(() -> callback.in(settings("mongodb://shop:secret@shop.example/?tls=true")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Remove user, password")
                .hasMessageNotContaining("secret");
    }

    private static MongoClientSettings.Builder settings(String connection) {
        return MongoClientSettings.builder().applyConnectionString(new ConnectionString(connection));
    }

    private static MongoCredential.OidcCallbackContext context(Duration timeout) {
        return (MongoCredential.OidcCallbackContext) Proxy.newProxyInstance(
                MongoOidcCallbackTest.class.getClassLoader(),
                new Class<?>[] {MongoCredential.OidcCallbackContext.class},
                (proxy, method, arguments) -> method.getName().equals("getTimeout") ? timeout : null);
    }
}
