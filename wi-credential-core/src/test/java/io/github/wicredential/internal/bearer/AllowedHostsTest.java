package io.github.wicredential.internal.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.ConfigurationException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    @ParameterizedTest
    @CsvSource({
        "graph.microsoft.com, https://graph.microsoft.com/v1.0/me",
        "Graph.Microsoft.com, https://GRAPH.microsoft.com:8443/",
        "*.vault.azure.net, https://shop.vault.azure.net/secrets",
        "*.vault.azure.net, https://a.b.vault.azure.net/",
        "localhost, http://localhost:8080/",
        "127.0.0.1, http://127.0.0.1:8080/",
        "::1, http://[::1]:8080/"
    })
    void allow(String host, String url) {
        assertThat(AllowedHosts.of(List.of("other.example", host)).allow(URI.create(url)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "graph.microsoft.com, http://graph.microsoft.com/",
        "graph.microsoft.com, https://graph.microsoft.com.evil.example/",
        "graph.microsoft.com, https://evilgraph.microsoft.com/",
        "graph.microsoft.com, https://evil.example/?graph.microsoft.com",
        "graph.microsoft.com, https://graph.microsoft.com@evil.example/",
        "*.vault.azure.net, https://vault.azure.net/",
        "*.vault.azure.net, https://evilvault.azure.net/",
        "*.vault.azure.net, https://shop.vault.azure.net.evil.example/",
        "*.vault.azure.net, http://shop.vault.azure.net/",
        "127.evil.example, http://127.evil.example/",
        "localhost, ftp://localhost/",
        "localhost, //localhost/",
        "graph.microsoft.com, https:graph.microsoft.com",
        "graph.microsoft.com, https://graph.microsoft.com./"
    })
    void doNotAllow(String host, String url) {
        assertThat(AllowedHosts.of(List.of(host)).allow(URI.create(url))).isFalse();
    }

    @Test
    void mustBeNamed() {
        assertThatThrownBy(() -> AllowedHosts.of(List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("No host is named that may receive the token.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "*.", "*.com", "a.*.net", "https://graph.microsoft.com", "host:443", "host/path", ".a.b"
            })
    void mustBeNames(String host) {
        assertThatThrownBy(() -> AllowedHosts.of(List.of(host)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The host '" + host + "' is neither a name alone nor *.suffix");
    }
}
