package io.github.wicredential.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EgressProxySelectorTest {

    private static final URI ENTRA = URI.create("https://login.microsoftonline.com/t/oauth2/v2.0/token");
    private static final Proxy JVM = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("jvm", 1));

    private final ProxyAddress set = ProxyAddress.parse("http://set:1", "x");
    private final ProxyAddress environment = ProxyAddress.parse("http://environment:1", "x");
    private final ProxySelector before = ProxySelector.getDefault();
    private final List<URI> failed = new ArrayList<>();

    @AfterEach
    void restore() {
        ProxySelector.setDefault(before);
        System.clearProperty("https.proxyHost");
        System.clearProperty("https.proxyPort");
        System.clearProperty("http.nonProxyHosts");
    }

    @Test
    void prefersTheBuildersProxy() {
        jvmAnswers(JVM);

        assertThat(new EgressProxySelector(set, environment, NoProxy.parse("*")).select(ENTRA))
                .containsExactly(set.proxy());
    }

    @Test
    void prefersTheJvmsSelectorToTheEnvironment() {
        jvmAnswers(JVM);

        assertThat(new EgressProxySelector(null, environment, NoProxy.parse(null)).select(ENTRA))
                .containsExactly(JVM);
    }

    @Test
    void usesTheEnvironmentIfTheJvmWouldGoDirect() {
        jvmAnswers(Proxy.NO_PROXY);

        EgressProxySelector choice = new EgressProxySelector(null, environment, NoProxy.parse(".svc"));

        assertThat(choice.select(ENTRA)).containsExactly(environment.proxy());
        assertThat(choice.select(URI.create("https://api.default.svc"))).containsExactly(Proxy.NO_PROXY);
        assertThat(choice.select(URI.create("http://localhost:8080"))).containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void goesDirectWithoutAnyProxy() {
        ProxySelector.setDefault(null);

        assertThat(new EgressProxySelector(null, null, NoProxy.parse(null)).select(ENTRA))
                .containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void honoursTheJvmsPropertiesAndItsExceptions() {
        System.setProperty("https.proxyHost", "properties");
        System.setProperty("https.proxyPort", "3128");
        EgressProxySelector choice = new EgressProxySelector(null, environment, NoProxy.parse(null));

        assertThat(choice.select(ENTRA))
                .containsExactly(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("properties", 3128)));

        System.setProperty("http.nonProxyHosts", "*.microsoftonline.com");
        assertThat(choice.select(ENTRA)).containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void tellsTheJvmsSelectorOfAFailureOnlyIfItChose() {
        jvmAnswers(JVM);

        new EgressProxySelector(set, null, NoProxy.parse(null)).connectFailed(ENTRA, address(), new IOException());
        assertThat(failed).isEmpty();

        new EgressProxySelector(null, null, NoProxy.parse(null)).connectFailed(ENTRA, address(), new IOException());
        assertThat(failed).containsExactly(ENTRA);

        ProxySelector.setDefault(null);
        new EgressProxySelector(null, null, NoProxy.parse(null)).connectFailed(ENTRA, address(), new IOException());
        assertThat(failed).hasSize(1);
    }

    private static SocketAddress address() {
        return InetSocketAddress.createUnresolved("jvm", 1);
    }

    private void jvmAnswers(Proxy proxy) {
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxy);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                failed.add(uri);
            }
        });
    }
}
