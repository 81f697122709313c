package io.github.wicredential.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenProxyFailureTest {

    @Test
    void whatEndedTheConnectionIsSaid() {
        assertThat(failure(new SocketException("Connection reset")))
                .hasMessageContaining("the connection to the token proxy proxy.example:443 was reset before")
                .matches(TokenExchangeException::retryable);
        assertThat(failure(new IOException("odd")))
                .hasMessageContaining("the request to the token proxy proxy.example:443 failed (IOException")
                .message()
                .doesNotContain("closed");
    }

    @Test
    void aSettingOfTheJvmIsNotRetried() {
        TokenExchangeException failed =
                failure(new IOException("x", new IllegalArgumentException("System property jdk.tls.namedGroups")));

        assertThat(failed)
                .hasMessageContaining("this JVM refuses one of its settings")
                .hasMessageContaining("namedGroups");
        assertThat(failed.retryable()).isFalse();
    }

    private static TokenExchangeException failure(IOException failure) {
        TokenProxySettings settings = new TokenProxySettings(URI.create("https://proxy.example"), null, null, null);
        return new TokenProxyFailure(settings, "the CA")
                .of(
                        failure,
                        TokenTransport.Request.of(
                                URI.create("https://proxy.example"),
                                Map.of("client-request-id", "1"),
                                "",
                                Duration.ofSeconds(1)));
    }
}
