package io.github.wicredential.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoProxyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* | https://login.microsoftonline.com",
                "microsoftonline.com | https://login.microsoftonline.com",
                "LOGIN.microsoftonline.com | https://login.MicrosoftOnline.com/t",
                ".microsoftonline.com | https://login.microsoftonline.com",
                "*.microsoftonline.com | https://login.microsoftonline.com",
                "a.example, b.example;x ,c.example | https://c.example",
                "a.example b.example | https://b.example",
                "login.example. | https://login.example",
                ".login.example. | https://a.login.example",
                "login.example | https://login.example.",
                "login.example.:443 | https://login.example",
                "login.example:443 | https://login.example",
                ":443 | https://login.example",
                "login.example:8443 | https://login.example:8443",
                "10.0.0.1 | https://10.0.0.1",
                "10.0.0.1:443 | https://10.0.0.1",
                "10.0.0.0/8 | https://10.250.1.2",
                "192.168.1.128/25 | https://192.168.1.200",
                "fd00::/8 | https://[fd12::1]",
                "fd12::1 | https://[FD12:0::1]:8443",
                "[fd12::1]:8443 | https://[fd12::1]:8443",
                "x | http://localhost:80",
                "x | http://127.0.0.5",
                "x | https://[::1]:8443"
            })
    void covers(String list, String uri) {
        assertThat(NoProxy.parse(list).covers(URI.create(uri))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notmicrosoftonline.com | https://microsoftonline.com",
                "microsoftonline.com | https://notmicrosoftonline.com",
                ".microsoftonline.com | https://microsoftonline.com",
                "login.example:8443 | https://login.example",
                "10.0.0.0/8 | https://11.0.0.1",
                "10.0.0.0/8 | https://ten.example",
                "192.168.1.128/25 | https://192.168.1.100",
                "10.0.0.0/40 | https://10.0.0.1",
                "10.0.0.0/x | https://10.0.0.1",
                "name/8 | https://10.0.0.1",
                "fd00::/8 | https://10.0.0.1",
                "999.0.0.1 | https://10.0.0.1",
                ", ,, | https://login.example"
            })
    void doesNotCover(String list, String uri) {
        assertThat(NoProxy.parse(list).covers(URI.create(uri))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void coversNothingButLoopbackIfEmpty(String list) {
        assertThat(NoProxy.parse(list).covers(URI.create("https://login.example")))
                .isFalse();
    }

    @Test
    void coversNothingButLoopbackIfUnset() {
        assertThat(NoProxy.parse(null).covers(URI.create("https://login.example")))
                .isFalse();
        assertThat(NoProxy.parse(null).covers(URI.create("https://localhost"))).isTrue();
    }
}
