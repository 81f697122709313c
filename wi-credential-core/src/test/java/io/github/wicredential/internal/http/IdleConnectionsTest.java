package io.github.wicredential.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.TokenTransport;
import io.github.wicredential.TokenTransport.Request;
import io.github.wicredential.internal.http.RawServer.Event;
import io.github.wicredential.okhttp.OkHttpTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that had been idle, and addresses at which nobody listens. */
@Timeout(60)
class IdleConnectionsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void aConnectionThatThePeerClosedWhileItWasIdleCostsNobodyAFailure(boolean reset, boolean own) throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = new RawServer((socket, me) -> {
            if (me.read(socket)) {
                me.answer(socket);
                socket.setSoLinger(reset, 0);
                socket.close();
                closed.countDown();
            }
        })) {
            TokenTransport transport = own ? new OkHttpTransport(new OkHttpClient()) : mine(server);
            assertThat(transport.post(server.request(LONG)).status()).isEqualTo(200);
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(transport.post(server.request(LONG)).status()).isEqualTo(200);
            assertThat(server.events).containsExactly(Event.OPENED, Event.REQUEST, Event.OPENED, Event.REQUEST);
        }
    }

    @Test
    void aPeerThatEndsUsedConnectionsAtTheNextRequestIsAskedAgainAtOnceAndOnceOnly() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (RawServer server = new RawServer((socket, me) -> {
            boolean first = connections.incrementAndGet() == 1;
            // Only the very first request is answered.
            if (me.read(socket) && first) {
                me.answer(socket);
                me.read(socket);
            }
        })) {
            HttpTransport transport = mine(server);
            transport.post(server.request(LONG));

            assertThatThrownBy(() -> transport.post(server.request(LONG))).isInstanceOf(IOException.class);
            assertThat(server.events)
                    .containsExactly(Event.OPENED, Event.REQUEST, Event.REQUEST, Event.OPENED, Event.REQUEST);
        }
    }

    @Test
    void anAnswerThatDoesNotComeOnAUsedConnectionIsNotAskedForAgain() throws Exception {
        try (RawServer server = new RawServer((socket, me) -> {
            me.read(socket);
            me.answer(socket);
            me.read(socket);
            me.read(socket);
        })) {
            HttpTransport transport = mine(server);
            transport.post(server.request(LONG));

            assertThatThrownBy(() -> transport.post(server.request(Duration.ofMillis(300))))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(server.events).filteredOn(Event.OPENED::equals).hasSize(1);
            assertThat(server.events).filteredOn(Event.REQUEST::equals).hasSize(2);
        }
    }

    @Test
    void aTimeoutOfLessThanAMillisecondIsNotNone() {
        try (RawServer server = new RawServer((socket, me) -> {
            me.read(socket);
            me.read(socket);
        })) {
            HttpTransport transport = mine(server);

            assertThatThrownBy(() -> transport.post(server.request(Duration.ofNanos(1))))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(server.request(Duration.ofNanos(999_999)).timeout()).isEqualTo(Duration.ofMillis(1));
        }
    }

    @Test
    void aConnectionIsNotKeptIdleForMoreThanAboutTwoSeconds() throws Exception {
        try (RawServer server = new RawServer((socket, me) -> {
            me.read(socket);
            me.answer(socket);
            socket.setSoTimeout(6_000);
            me.read(socket);
        })) {
            mine(server).post(server.request(LONG));

            assertThat(server.events.poll(1, TimeUnit.SECONDS)).isEqualTo(Event.OPENED);
            assertThat(server.events.poll(1, TimeUnit.SECONDS)).isEqualTo(Event.REQUEST);
            assertThat(server.events.poll(6, TimeUnit.SECONDS)).isEqualTo(Event.CLOSED_BY_PEER);
        }
    }

    @Test
    void theSecondAddressIsUsedInTimeIfTheFirstSwallowsPackets() throws Exception {
        InetAddress first = InetAddress.getLoopbackAddress();
        InetAddress second = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        List<Socket> queued = new ArrayList<>();
        try (ServerSocket blackHole = new ServerSocket(0, 1, first);
                RawServer server = new RawServer(second, blackHole.getLocalPort(), (socket, me) -> {
                    me.read(socket);
                    me.answer(socket);
                })) {
            fill(blackHole, queued);
            // As OkHttp 4.12, which knows no fast fallback.
            OkHttpClient own = new OkHttpClient.Builder()
                    .dns(host -> List.of(first, second))
                    .build();
            Request request = Request.of(
                    URI.create("http://authority.test:" + blackHole.getLocalPort() + "/token"),
                    Map.of(),
                    "a=b",
                    Duration.ofSeconds(4));

            assertThat(new OkHttpTransport(own).post(request).status()).isEqualTo(200);
            assertThat(server.events).containsExactly(Event.OPENED, Event.REQUEST);
        } finally {
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }

    /** Until a further connection gets no answer at all. */
    private static void fill(ServerSocket blackHole, List<Socket> queued) throws IOException {
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            queued.add(socket);
            try {
                socket.connect(blackHole.getLocalSocketAddress(), 300);
            } catch (SocketTimeoutException swallowed) {
                return;
            }
        }
        throw new AssertionError("The listener's queue takes everything");
    }

    /** With a connection pool that no other test uses. */
    private static HttpTransport mine(RawServer server) {
        return HttpTransport.standard(null, null, "only-of-port-" + server.url().getPort());
    }
}
