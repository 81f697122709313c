package io.github.wicredential.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.network.NetworkFault.Reached;
import io.github.wicredential.internal.network.NetworkFault.Step;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a failure on the way says, by how far the request got. */
class TransportFailureTest {

    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8443);
    private static final Proxy PROXY = new Proxy(Proxy.Type.HTTP, ADDRESS);

    static Stream<Arguments> whatHappenedIsSaidWithTheStepThatFailed() {
        String host = "login.example";
        return Stream.of(
                Arguments.of(new UnknownHostException(host), "the name login.example is not resolved"),
                Arguments.of(
                        new ConnectException("Connection refused"), "no connection to login.example:443 can be opened"),
                Arguments.of(
                        at(Step.CONNECT, new ConnectException("Connection refused"), null),
                        "no connection to localhost:8443 (127.0.0.1) can be opened"),
                Arguments.of(
                        at(Step.CONNECT, new ConnectException("Connection refused"), PROXY),
                        "no connection to the egress proxy localhost:8443 (127.0.0.1) can be opened"),
                Arguments.of(
                        new IOException("Unexpected response code for CONNECT: 407"),
                        "the egress proxy answers HTTP 407 to CONNECT login.example:443"),
                Arguments.of(new SocketTimeoutException("timeout"), "login.example did not answer within 10 s"),
                Arguments.of(
                        at(Step.NAME, new SocketTimeoutException("timeout"), null),
                        "the name login.example was not resolved within 10 s"),
                Arguments.of(
                        at(Step.CONNECT, new SocketTimeoutException("timeout"), null),
                        "localhost:8443 (127.0.0.1) does not accept the connection within 10 s"),
                Arguments.of(
                        at(Step.TLS, new SocketTimeoutException("timeout"), null),
                        "login.example:443 accepts the connection, and TLS is not answered within 10 s"),
                Arguments.of(
                        at(Step.REQUEST, new SocketTimeoutException("timeout"), null),
                        "login.example:443 got the request and did not answer within 10 s"),
                Arguments.of(
                        at(Step.TLS, new EOFException("end"), null),
                        "the connection to login.example:443 was closed during TLS"),
                Arguments.of(
                        at(Step.TLS, new SocketException("Connection reset"), null),
                        "the connection to login.example:443 was reset during TLS"),
                Arguments.of(
                        at(Step.CONNECT, new ProtocolException("Unexpected status line: \u0015\u0003\u0001"), PROXY),
                        "the egress proxy localhost:8443 (127.0.0.1) answers CONNECT login.example:443 with TLS"),
                Arguments.of(
                        new IllegalArgumentException("port out of range:70000"),
                        "this JVM refuses one of its settings, so no request can be made: port out of range:70000"),
                Arguments.of(
                        at(Step.REQUEST, new EOFException("end"), null),
                        "the connection to login.example:443 was closed before the answer was complete"),
                Arguments.of(new EOFException("end"), "was closed before the answer was complete"),
                Arguments.of(
                        new SSLHandshakeException("handshake_failure"),
                        "handshake_failure: the TLS handshake with login.example failed"));
    }

    @ParameterizedTest
    @MethodSource
    void whatHappenedIsSaidWithTheStepThatFailed(Exception failure, String said) {
        Route route = Route.toAuthority(
                URI.create("https://login.example"),
                request -> {
                    throw new AssertionError("not asked");
                },
                false,
                (refused, request, assertion) -> null);

        Exception told =
                new TransportFailure(route, ClientAssertion.of("assertion"), Duration.ofSeconds(10), "id").of(failure);

        assertThat(told).isInstanceOf(TokenExchangeException.class).hasMessageContaining(said);
        assertThat(((TokenExchangeException) told).hint())
                .hasValueSatisfying(hint -> assertThat(hint).contains("\n  More: "));
    }

    private static IOException at(Step step, IOException failure, @Nullable Proxy proxy) {
        failure.addSuppressed(new Reached(step, ADDRESS, proxy));
        return failure;
    }
}
