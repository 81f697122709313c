package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.CannedTransport;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.cache.VirtualRuntime;
import io.github.wicredential.internal.http.HttpTransport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pod's network is there some seconds after the application: a sidecar or the network plug-in begins later. */
class LateNetworkTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final Duration LATE = Duration.ofSeconds(20);

    private final VirtualRuntime runtime = new VirtualRuntime();
    private final long begin = runtime.now();
    private final CannedTransport there = new CannedTransport();

    /** As other HTTP clients name it. */
    private static final class ConnectTimeoutException extends SocketTimeoutException {

        private static final long serialVersionUID = 1L;
    }

    private TokenTransport late(TokenTransport absent) {
        return request -> runtime.now() - begin < LATE.toNanos() ? absent.post(request) : there.post(request);
    }

    private static TokenTransport failing(IOException failure) {
        return request -> {
            throw failure;
        };
    }

    static Stream<IOException> beforeAnythingIsSent() {
        return Stream.of(
                new UnknownHostException("login.microsoftonline.com"),
                new ConnectException("Connection refused"),
                new NoRouteToHostException("No route to host"),
                new ConnectTimeoutException(),
                new IOException("wrapped", new ConnectException("Connection refused")));
    }

    @ParameterizedTest
    @MethodSource("beforeAnythingIsSent")
    void aCallerWithTimeGetsItsToken(IOException failure) {
        try (WorkloadIdentity identity = CannedTransport.on(runtime, late(failing(failure)))) {
            assertThat(identity.token(SCOPE).value()).isEqualTo("token-1");
        }
        assertThat(Duration.ofNanos(runtime.now() - begin)).isBetween(LATE, LATE.plusSeconds(4));
    }

    @Test
    void aPortThatNobodyListensOnYetIsWaitedFor() throws IOException {
        // Bound, so that nobody else listens there either.
        Socket nobody = new Socket();
        nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        URI refusing = URI.create("http://127.0.0.1:" + nobody.getLocalPort() + "/token");
        try (nobody;
                HttpTransport real = HttpTransport.standard(null, null, null);
                WorkloadIdentity identity = CannedTransport.on(
                        runtime,
                        late(request -> real.post(TokenTransport.Request.of(
                                refusing, request.headers(), request.body(), request.timeout()))))) {
            assertThat(identity.token(SCOPE).value()).isEqualTo("token-1");
        }
    }

    static Stream<IOException> afterSomethingMayHaveBeenSent() {
        return Stream.of(
                new SocketTimeoutException("Read timed out"),
                new SocketException("Connection reset"),
                new IOException("unexpected end of stream"));
    }

    @ParameterizedTest
    @MethodSource("afterSomethingMayHaveBeenSent")
    void whatMayHaveArrivedIsSentFiveTimesAtMost(IOException failure) {
        int[] sent = {0};
        try (WorkloadIdentity identity = CannedTransport.on(runtime, late(request -> {
            sent[0]++;
            throw failure;
        }))) {
            assertThatThrownBy(() -> identity.token(SCOPE)).isInstanceOf(TokenExchangeException.class);
        }
        assertThat(sent[0]).isEqualTo(5);
    }
}
