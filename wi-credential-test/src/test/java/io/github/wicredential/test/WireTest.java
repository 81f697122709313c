package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class WireTest {

    private final LoopbackServer server = LoopbackServer.start("wire", LoopbackServer.anyPort(), null, WireTest::echo);

    @AfterEach
    void closes() {
        server.close();
    }

    static Stream<Arguments> unacceptable() {
        return Stream.of(
                arguments("no request line", "hello\r\n\r\n", 400),
                arguments("another protocol", "GET / SPDY/3\r\n\r\n", 400),
                arguments("a header without a name", "GET / HTTP/1.1\r\n: x\r\n\r\n", 400),
                arguments("a chunked body", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
                arguments("a length that is no number", "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
                arguments("a negative length", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 413),
                arguments("a length beyond the bound", "POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n", 413),
                arguments("too many headers", "GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(200) + "\r\n", 431),
                arguments("a line beyond the bound", "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n", 431));
    }

    @ParameterizedTest(name = "{0} is {2}")
    @MethodSource("unacceptable")
    void whatCannotBeServedIsRefusedAndTheConnectionClosed(String what, String request, int status) throws IOException {
        assertThat(exchange(request))
                .as(what)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Connection: close");
    }

    static Stream<String> unfinished() {
        return Stream.of("", "GET / HT", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc");
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void anUnfinishedRequestGetsNoAnswer(String request) throws IOException {
        assertThat(exchange(request)).isEmpty();
    }

    @Test
    void aConnectionServesSeveralRequestsUntilToldToClose() throws IOException {
        String answers = exchange("GET /one?a=b HTTP/1.1\r\n\r\nGET /two HTTP/1.1\nConnection: close\n\n");

        assertThat(answers).contains("/one:", "Connection: keep-alive", "/two:", "Connection: close");
    }

    @Test
    void aClientThatWaitsIsToldToContinue() throws IOException {
        String answer =
                exchange("POST / HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");

        assertThat(answer)
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
                .endsWith("/:hi");
    }

    @Test
    void aResetIsAReset() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET /reset HTTP/1.1\r\n\r\n");

            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> socket.getInputStream().read())
                    .withMessageContaining("reset");
        }
    }

    @Test
    void aBodyCutShortIsHalfOfWhatWasAnnounced() throws IOException {
        assertThat(exchange("GET /cut HTTP/1.1\r\n\r\n"))
                .contains("Content-Length: 10\r\n")
                .endsWith("\r\n\r\n01234");
    }

    @Test
    void everyStatusHasAReason() throws IOException {
        for (int status : new int[] {200, 302, 307, 400, 401, 403, 404, 429, 500, 502, 503, 504, 599}) {
            String line = exchange("GET /status/" + status + " HTTP/1.1\r\nConnection: close\r\n\r\n")
                    .lines()
                    .findFirst()
                    .orElseThrow();

            assertThat(line).matches("HTTP/1\\.1 " + status + " [A-Z][A-Za-z0-9 ]+");
        }
    }

    @Test
    void onlyLoopbackAddressesAreListenedOn() throws IOException {
        InetSocketAddress everywhere = new InetSocketAddress(0);
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("localhost", 0);
        InetSocketAddress taken = new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                server.root().getPort());

        assertThatIllegalArgumentException().isThrownBy(() -> start(everywhere));
        assertThatIllegalArgumentException().isThrownBy(() -> start(unresolved));
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> start(taken));
    }

    @Test
    void anAddressOfVersionSixHasBrackets() throws IOException {
        InetAddress six = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        try (LoopbackServer listening = start(new InetSocketAddress(six, 0))) {
            assertThat(listening.root().toString()).startsWith("http://[0:0:0:0:0:0:0:1]:");
        } catch (UncheckedIOException e) {
            assertThat(e).as("a machine without IPv6").hasRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void nothingShowsABody() {
        assertThat(new WireRequest("POST", "/t", Map.of(), "secret")).hasToString("POST /t");
        assertThat(Reply.Answer.json(200, "secret")).hasToString("Answer[200]");
        assertThat(new Reply.CutShort(Reply.Answer.json(200, "secret")).toString())
                .doesNotContain("secret");
    }

    private static LoopbackServer start(InetSocketAddress address) {
        return LoopbackServer.start("other", address, null, WireTest::echo);
    }

    private static Reply echo(WireRequest request) {
        if (request.path().startsWith("/status/")) {
            return Reply.Answer.text(Integer.parseInt(request.path().substring(8)), "");
        }
        return switch (request.path()) {
            case "/reset" -> Reply.Drop.RESET;
            case "/cut" -> new Reply.CutShort(Reply.Answer.text(200, "0123456789"));
            default -> Reply.Answer.text(200, request.path() + ":" + request.body());
        };
    }

    /** Sends the bytes, ends the sending side, and reads all that comes. */
    private String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private Socket connect() throws IOException {
        URI root = server.root();
        return new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), root.getPort());
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
