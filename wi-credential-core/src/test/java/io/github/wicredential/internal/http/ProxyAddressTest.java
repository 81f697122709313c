package io.github.wicredential.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.ConfigurationException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, HTTP, proxy.example, 3128",
        "http://proxy.example:3128/, HTTP, proxy.example, 3128",
        "HTTP://proxy.example, HTTP, proxy.example, 80",
        "https://proxy.example, HTTP, proxy.example, 443",
        "proxy.example:8080, HTTP, proxy.example, 8080",
        "proxy.example, HTTP, proxy.example, 80",
        "http://[fd12::1]:3128, HTTP, fd12::1, 3128",
        "socks5://proxy.example, SOCKS, proxy.example, 1080",
        "socks5h://proxy.example:9050, SOCKS, proxy.example, 9050"
    })
    void readsTheFormsInUse(String value, Proxy.Type type, String host, int port) {
        ProxyAddress address = ProxyAddress.parse(value, "x");

        assertThat(address.proxy()).isEqualTo(new Proxy(type, InetSocketAddress.createUnresolved(host, port)));
        assertThat(address.user()).isNull();
        assertThat(address.password()).isNull();
    }

    @Test
    void readsTheLoginAndHidesIt() {
        ProxyAddress address = ProxyAddress.parse("http://us%40er:p%3A%2Fa+b@proxy.example:3128", "x");

        assertThat(address.user()).isEqualTo("us@er");
        assertThat(address.password()).isEqualTo("p:/a+b");
        assertThat(address.toString())
                .contains("proxy.example", "login=<hidden>")
                .doesNotContain("p:/a", "us@er");
        assertThat(ProxyAddress.parse("http://user@proxy.example", "x").password())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://user:s3cret@proxy.example | has the scheme 'ftp'",
                "http://user:s3cret@ | has no usable host or port",
                "http://user:s3cret@proxy:99999 | has no usable host or port",
                "http://user:s3cret#1@proxy | has no usable host or port",
                "http://user:3#s3cret@proxy:3128 | has no usable host or port: percent-encode",
                "http://user:3?s3cret@proxy:3128 | has no usable host or port: percent-encode",
                "http://us er:s3cret@proxy | is not a URL; percent-encode special characters in a password (%40 for @)",
                "http://user:s3%cret@proxy | is not a URL",
                "socks5://user:s3cret@proxy | names a SOCKS proxy with a user, which is not supported"
            })
    void refusesWhatIsNoProxyWithoutShowingIt(String value, String why) {
        assertThatThrownBy(() -> ProxyAddress.parse(value, "the variable HTTPS_PROXY"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The proxy from the variable HTTPS_PROXY " + why)
                .hasMessageEndingWith("Write it as http://proxy.example.com:3128; "
                        + "a login goes before the host, as USER:PASSWORD@.")
                .hasNoCause()
                .message()
                .doesNotContain("s3");
    }
}
