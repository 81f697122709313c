package io.github.wicredential.internal.http;

import io.github.wicredential.TokenTransport.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An HTTP server that does to its connections what it is told, and says what became of them. */
final class RawServer implements AutoCloseable {

    static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    /** What happened to a connection, in order. */
    enum Event {
        OPENED,
        REQUEST,
        CLOSED_BY_PEER
    }

    /** What to do with a connection. */
    @FunctionalInterface
    interface Script {

        void play(Socket socket, RawServer server) throws IOException;
    }

    final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final ServerSocket listener;
    private final Script script;

    RawServer(InetAddress address, int port, Script script) {
        try {
            this.listener = new ServerSocket(port, 50, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.script = script;
        Thread thread = new Thread(this::accept, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    RawServer(Script script) {
        this(InetAddress.getLoopbackAddress(), 0, script);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/t/oauth2/v2.0/token");
    }

    Request request(Duration timeout) {
        return Request.of(url(), Map.of(), "a=b", timeout);
    }

    /** Reads one request with its body; false if the peer has closed the connection. */
    boolean read(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        int length = 0;
        String line = in.readLine();
        if (line == null) {
            events.add(Event.CLOSED_BY_PEER);
            return false;
        }
        for (; line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            in.read();
        }
        events.add(Event.REQUEST);
        return true;
    }

    void answer(Socket socket) throws IOException {
        socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                events.add(Event.OPENED);
                Thread thread = new Thread(() -> play(socket), "raw-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void play(Socket socket) {
        try (socket) {
            socket.setSoTimeout(20_000);
            script.play(socket, this);
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            // The client has gone.
        }
    }
}
