package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.network.IpAddress;
import io.github.wicredential.internal.network.NetworkFault;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the authority or to the token proxy, opened step by step, so that each step can fail for itself. Sends
 * no secret but the login that an egress proxy was given with.
 */
final class Connection implements Closeable {

    /** What each step may take. */
    static final Duration MOST = Duration.ofSeconds(5);

    /** A whole name, and not one of a cluster or of a search domain. */
    private static final Pattern PUBLIC_NAME = Pattern.compile("([a-z0-9-]+\\.){2,}(?!svc|local|internal)[a-z0-9-]+");

    private static final int MOST_MILLIS = Math.toIntExact(MOST.toMillis());
    private static final int DEFAULT_PORT = 443;
    private static final String HTTP = "HTTP/";
    private static final int MOST_HEADER_BYTES = 64 * 1024;

    private final String host;
    private final int port;
    private Socket socket;

    Connection(URI target, Proxy proxy) {
        this.host = target.getHost();
        this.port = Route.port(target);
        this.socket = proxy.type() == Proxy.Type.SOCKS ? new Socket(proxy) : new Socket();
    }

    /** The head of an answer. */
    record Answer(int status, List<String> lines) {

        static Answer of(String head) {
            String[] words = head.split(" ", 3);
            try {
                return new Answer(
                        words.length < 2 ? 0 : Integer.parseInt(words[1].strip()),
                        head.lines().skip(1).toList());
            } catch (NumberFormatException e) {
                return new Answer(0, head.lines().skip(1).toList());
            }
        }

        /** The values of all header lines of a name. */
        List<String> all(String name) {
            String begin = name.toLowerCase(Locale.ROOT) + ":";
            return lines.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
                    .map(line -> line.substring(begin.length()).strip())
                    .toList();
        }

        /** The time by the peer's clock, to the second (RFC 9110, section 6.6.1). */
        Optional<Instant> date() {
            return all("Date").stream().findFirst().flatMap(Connection::parsed);
        }
    }

    int port() {
        return port;
    }

    /**
     * The addresses of a host, which may be an IPv6 address in brackets. The JVM remembers for ten seconds that a name is
     * unknown, but not why (networkaddress.cache.negative.ttl); the same name with its final dot is asked for again.
     */
    static InetAddress[] resolve(String host) throws IOException {
        String name = IpAddress.bare(host);
        try {
            return InetAddress.getAllByName(name);
        } catch (UnknownHostException remembered) {
            if (name.equals(remembered.getMessage())
                    && PUBLIC_NAME.matcher(name).matches()) {
                try {
                    InetAddress.getAllByName(name + ".");
                } catch (UnknownHostException again) {
                    throw new UnknownHostException(
                            String.valueOf(again.getMessage()).replace(name + ".:", name + ":"));
                }
            }
            throw remembered;
        }
    }

    /** Connects, and says where to. */
    String connect(InetSocketAddress peer) throws IOException {
        socket.setSoTimeout(MOST_MILLIS);
        socket.connect(peer, MOST_MILLIS);
        return peer.getHostString() + ":" + peer.getPort();
    }

    /** Asks an HTTP proxy for a tunnel (RFC 9110, section 9.3.6); a refusal is the end. */
    int tunnel(@Nullable String login) throws IOException {
        String target = host + ":" + port;
        String authorization = login == null ? "" : "Proxy-Authorization: " + login + "\r\n";
        send("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + authorization + "\r\n");
        Answer answer = Answer.of(head());
        if (answer.status() < 200 || answer.status() >= 300) {
            throw new NetworkFault.ProxyRefused(
                    answer.status(),
                    answer.all("Proxy-Authenticate").stream()
                            .map(challenge -> challenge.split(" ", 2)[0]),
                    "the proxy answers CONNECT with HTTP " + answer.status());
        }
        return answer.status();
    }

    /**
     * Shakes hands as the transport does: the name is both asked for and looked for in the certificate. What the peer has
     * shown is noted, whether or not it is trusted.
     */
    Handshake secure(Handshake seen, String serverName) throws IOException {
        try {
            SSLSocket secured =
                    (SSLSocket) seen.context().getSocketFactory().createSocket(socket, serverName, port, true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            // So that a peer without HTTP/1.1 says so.
            parameters.setApplicationProtocols(new String[] {"http/1.1"});
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            socket = secured;
            return seen;
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM has no TLS", e);
        }
    }

    /** Asks for something, and reads the head of the answer. The version is that from which Azure Storage says whom it trusts. */
    Answer get(String path) throws IOException {
        send("GET " + path + " HTTP/1.1\r\nHost: " + host + (port == DEFAULT_PORT ? "" : ":" + port)
                + "\r\nAccept: application/json\r\nx-ms-version: 2021-12-02\r\nConnection: close\r\n\r\n");
        return Answer.of(head());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static Optional<Instant> parsed(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Byte by byte, so that nothing of what follows in the tunnel is taken away. */
    private String head() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        int last4 = 0;
        while (last4 != 0x0d0a0d0a && bytes.size() < MOST_HEADER_BYTES) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection was closed before an answer");
            }
            bytes.write(next);
            if (bytes.size() == HTTP.length()
                    && !bytes.toString(StandardCharsets.ISO_8859_1).equals(HTTP)) {
                throw new ProtocolException("Unexpected status line: " + bytes.toString(StandardCharsets.ISO_8859_1));
            }
            last4 = last4 << 8 | next;
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
