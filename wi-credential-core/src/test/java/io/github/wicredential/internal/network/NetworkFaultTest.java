package io.github.wicredential.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.network.NetworkFault.Kind;
import io.github.wicredential.internal.network.NetworkFault.NothingSent;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFaultTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnknownHostException("x"), Kind.NAME, true),
                Arguments.of(new ConnectException("Connection refused"), Kind.CONNECT, true),
                Arguments.of(new NoRouteToHostException("x"), Kind.CONNECT, true),
                Arguments.of(new SocketException("Network is unreachable"), Kind.CONNECT, true),
                Arguments.of(new SocketTimeoutException("Connect timed out"), Kind.TIMEOUT, true),
                Arguments.of(new SocketTimeoutException("Read timed out"), Kind.TIMEOUT, false),
                Arguments.of(marked(new InterruptedIOException("timeout")), Kind.TIMEOUT, true),
                Arguments.of(new SocketException("Connection reset"), Kind.LOST, false),
                Arguments.of(marked(new SocketException("Connection reset")), Kind.LOST, true),
                Arguments.of(new IOException("unexpected end of stream", new EOFException()), Kind.LOST, false),
                Arguments.of(
                        new SSLHandshakeException("Remote host terminated the handshake")
                                .initCause(new EOFException("SSL peer shut down incorrectly")),
                        Kind.LOST,
                        true),
                Arguments.of(
                        new SSLException("Connection reset", new SocketException("Connection reset")),
                        Kind.LOST,
                        false),
                Arguments.of(new IOException("Unexpected response code for CONNECT: 503"), Kind.PROXY, true),
                Arguments.of(new IOException("Unexpected response code for CONNECT: 403"), Kind.PROXY, false),
                Arguments.of(new SocketException("Too many open files"), Kind.OPEN_FILES, true),
                Arguments.of(new SSLException("the trustAnchors parameter must be non-empty"), Kind.TRUST_STORE, false),
                Arguments.of(
                        marked(new SSLHandshakeException("Received fatal alert: protocol_version")),
                        Kind.TLS_VERSION,
                        false),
                Arguments.of(new NoSuchMethodError("okio.Okio.socket"), Kind.CLASSES, false),
                Arguments.of(new IOException("something"), Kind.OTHER, false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatFailedAndWhetherWaitingWithoutHarmIsPossible(Throwable failure, Kind kind, boolean nothingSent) {
        NetworkFault fault = NetworkFault.of(new IOException("outer", failure));

        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.nothingSent()).isEqualTo(nothingSent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proxy.example | NAME | false",
                "Connection refused | CONNECT | false",
                "Connect timed out | TIMEOUT | false",
                "SOCKS: Connection not allowed by ruleset | PROXY | false",
                "Malformed reply from SOCKS server | PROXY | true"
            })
    void whatTheJdkSaysOfASocksProxyIsReadByItsWords(String words, Kind kind, boolean notSocks) {
        NetworkFault fault = NetworkFault.of(throughSocks(new SocketException(words)));

        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.notSocks()).isEqualTo(notSocks);
        assertThat(Objects.requireNonNull(fault.reached()).place()).isEqualTo("proxy.example:1080");
    }

    @Test
    void aNameThatIsLookedUpWhileConnectingIsNotThatOfTheHost() {
        UnknownHostException ofThisMachine = new UnknownHostException("vm");
        ofThisMachine.addSuppressed(
                new NetworkFault.Reached(NetworkFault.Step.CONNECT, new InetSocketAddress("0.0.0.0", 443), null));

        assertThat(NetworkFault.of(ofThisMachine).kind()).isEqualTo(Kind.CONNECT);
    }

    @Test
    void aServerThatIsNoSocksProxyIsNotTakenForAnUnknownName() {
        NetworkFault fault =
                NetworkFault.of(throughSocks(new UnknownHostException("login.microsoftonline.com/<unresolved>:443")));

        assertThat(fault.kind()).isEqualTo(Kind.PROXY);
        assertThat(fault.notSocks()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unexpected status line: \u0015\u0003\u0001\u0000\u0002",
                "Unexpected status line: \u0016\u0003\u0003\u0000\u0002",
                "\\n not found: limit=7 content=15030100020246"
            })
    void aProxyThatAnswersWithTlsIsNotOneThatDoesNotListen(String words) {
        IOException answered = new IOException("unexpected end of stream", new ProtocolException(words));
        answered.addSuppressed(new NetworkFault.Reached(
                NetworkFault.Step.CONNECT,
                InetSocketAddress.createUnresolved("proxy.example", 3129),
                new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3129))));

        assertThat(NetworkFault.of(answered).kind()).isEqualTo(Kind.PROXY_TLS);
        assertThat(NetworkFault.of(answered).nothingSent()).isFalse();
        assertThat(NetworkFault.of(new ProtocolException(words)).kind()).isNotEqualTo(Kind.PROXY_TLS);
    }

    /** What the JDK throws of jdk.tls.client.protocols, and of jdk.tls.namedGroups at the first time and from then on. */
    static Stream<Throwable> settings() {
        Throwable invalid = new IllegalArgumentException("jdk.tls.namedGroups(x) contains no supported named groups");
        return Stream.of(
                new IllegalArgumentException("port out of range:70000"),
                new IllegalStateException("The JVM offers no TLS", new NoSuchAlgorithmException("x", invalid)),
                new IllegalStateException("The JVM's trust store cannot be used", new NoSuchProviderException("x")),
                new ExceptionInInitializerError(invalid),
                new NoClassDefFoundError("Could not initialize class x")
                        .initCause(
                                new ExceptionInInitializerError(
                                        "Exception java.lang.IllegalArgumentException: jdk.tls.namedGroups(x) [in thread \"main\"]")));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aSettingThatTheJvmRefusesIsNoTroubleThatPasses(Throwable failure) {
        NetworkFault fault = NetworkFault.of(failure);

        assertThat(fault.kind()).isEqualTo(Kind.SETTING);
        assertThat(fault.nothingSent()).isFalse();
    }

    private static IOException throughSocks(IOException failure) {
        failure.addSuppressed(new NetworkFault.Reached(
                NetworkFault.Step.CONNECT,
                InetSocketAddress.createUnresolved("login.microsoftonline.com", 443),
                new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("proxy.example", 1080))));
        return failure;
    }

    @Test
    void showsTheDeepestCauseOnOneLineWithoutTokens() {
        NetworkFault fault = NetworkFault.of(new IOException(
                "outer", new SSLException("bad\r\n\u001b[31m certificate eyJhbGciOi.eyJzdWI.c2ln " + "x".repeat(500))));

        assertThat(fault.words())
                .startsWith("bad [31m certificate <hidden> xxx")
                .endsWith("x...")
                .hasSize(200);
    }

    @Test
    void saysWhomACertificateIsForWithoutThePinsOfOkHttp() {
        NetworkFault fault = NetworkFault.of(new SSLPeerUnverifiedException("""
                Hostname login.microsoftonline.com not verified:
                    certificate: sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
                    DN: CN=gateway.contoso.example, O=Contoso
                    subjectAltNames: [gateway.contoso.example, 10.0.0.4]"""));

        assertThat(fault.kind()).isEqualTo(Kind.OTHER_NAME);
        assertThat(fault.words())
                .isEqualTo(
                        "it is for gateway.contoso.example, 10.0.0.4, subject CN=gateway.contoso.example, O=Contoso");
    }

    private static IOException marked(IOException failure) {
        failure.addSuppressed(new NothingSent());
        return failure;
    }
}
