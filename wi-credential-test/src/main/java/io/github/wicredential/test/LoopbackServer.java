package io.github.wicredential.test;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP/1.1 server on the loopback address, one daemon thread per connection, with a hold on the socket for faults. */
final class LoopbackServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);
    private static final int IDLE_MILLIS = 60_000;

    private final String name;
    private final ServerSocket listener;
    private final @Nullable SSLSocketFactory tls;
    private final Function<WireRequest, Reply> handler;
    private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();

    private LoopbackServer(
            String name, ServerSocket listener, @Nullable SSLSocketFactory tls, Function<WireRequest, Reply> handler) {
        this.name = name;
        this.listener = listener;
        this.tls = tls;
        this.handler = handler;
    }

    /** Where a server listens unless told otherwise. */
    static InetSocketAddress anyPort() {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    static LoopbackServer start(
            String name,
            InetSocketAddress address,
            @Nullable SSLSocketFactory tls,
            Function<WireRequest, Reply> handler) {
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("not a loopback address: " + address);
        }
        try {
            ServerSocket listener = new ServerSocket();
            listener.bind(address, 200);
            LoopbackServer server = new LoopbackServer(name, listener, tls, handler);
            server.daemon("accept", server::accept).start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot listen on " + address, e);
        }
    }

    /** The root of this server, ending with a slash. */
    URI root() {
        String host = listener.getInetAddress().getHostAddress();
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return URI.create((tls == null ? "http" : "https") + "://" + bracketed + ":" + listener.getLocalPort() + "/");
    }

    /** Closes all connections and interrupts what their threads wait for. */
    @Override
    public void close() {
        closeQuietly(listener);
        connections.forEach((socket, thread) -> {
            closeQuietly(socket);
            thread.interrupt();
        });
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread thread = daemon("connection", () -> serve(socket));
                connections.put(socket, thread);
                thread.start();
                if (listener.isClosed()) {
                    closeQuietly(socket);
                }
            } catch (IOException e) {
                LOG.trace("{} no longer accepts", name, e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(IDLE_MILLIS);
            socket.setTcpNoDelay(true);
            Socket talk = tls == null ? socket : secured(tls, socket);
            InputStream in = new BufferedInputStream(talk.getInputStream());
            OutputStream out = new BufferedOutputStream(talk.getOutputStream());
            boolean more = true;
            while (more) {
                more = serveOne(socket, in, out);
            }
            talk.close();
        } catch (IOException e) {
            LOG.trace("{} lost a connection", name, e);
        } finally {
            connections.remove(socket);
        }
    }

    private boolean serveOne(Socket socket, InputStream in, OutputStream out) throws IOException {
        WireRequest request;
        try {
            request = Wire.read(in, out);
        } catch (Wire.Unacceptable e) {
            Wire.write(out, Reply.Answer.text(e.status(), String.valueOf(e.getMessage())), false, true);
            return false;
        }
        if (request == null) {
            return false;
        }
        boolean keepAlive = !"close".equalsIgnoreCase(request.header("connection"));
        Reply reply = handled(request);
        if (reply instanceof Reply.Answer answer) {
            Wire.write(out, answer, keepAlive, true);
            return keepAlive;
        }
        if (reply instanceof Reply.CutShort cut) {
            Wire.write(out, cut.answer(), false, false);
        } else if (reply == Reply.Drop.RESET) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
        return false;
    }

    private Reply handled(WireRequest request) {
        try {
            return handler.apply(request);
        } catch (RuntimeException e) {
            if (!listener.isClosed()) {
                LOG.warn("{} failed to answer {}", name, request, e);
            }
            return Reply.Drop.CLOSE;
        }
    }

    private static Socket secured(SSLSocketFactory tls, Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, "localhost", socket.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private Thread daemon(String role, Runnable work) {
        Thread thread = new Thread(work, name + "-" + role);
        thread.setDaemon(true);
        return thread;
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.trace("closing failed", e);
        }
    }
}
