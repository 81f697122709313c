package io.github.wicredential.internal.network;

import io.github.wicredential.thirdparty.okhttp3.tls.HandshakeCertificates;
import io.github.wicredential.thirdparty.okhttp3.tls.HeldCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** A server on loopback that speaks TLS, or does not, in one particular way. */
public final class TlsPeer implements AutoCloseable {

    /** The alert protocol_version, as a server sends it that knows TLS 1.1 only (RFC 5246, section 7.2). */
    private static final byte[] PROTOCOL_VERSION = {21, 3, 1, 0, 2, 2, 70};

    /** An empty SETTINGS frame and a GOAWAY frame (RFC 9113, sections 6.5 and 6.8). */
    private static final byte[] HTTP2_FRAMES = {
        0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
    };

    private final ServerSocket listener;
    private final byte[] answer;

    private TlsPeer(ServerSocket listener, byte[] answer) {
        this.listener = listener;
        this.answer = answer;
        Thread thread = new Thread(this::serve, "tls-peer");
        thread.setDaemon(true);
        thread.start();
    }

    public static TlsPeer ordinary(HeldCertificate certificate) {
        return tls(certificate, parameters -> parameters, http("200 OK"));
    }

    public static TlsPeer wantingAClientCertificate(HeldCertificate certificate, String protocol) {
        return tls(
                certificate,
                parameters -> {
                    parameters.setNeedClientAuth(true);
                    parameters.setProtocols(new String[] {protocol});
                    return parameters;
                },
                http("200 OK"));
    }

    /** Refuses everything else in the handshake. */
    public static TlsPeer withHttp2Only(HeldCertificate certificate) {
        return tls(
                certificate,
                parameters -> {
                    parameters.setApplicationProtocols(new String[] {"h2"});
                    return parameters;
                },
                HTTP2_FRAMES);
    }

    /** Expects HTTP/2 without having agreed on it. */
    public static TlsPeer withHttp2ByPriorKnowledge(HeldCertificate certificate) {
        return tls(certificate, parameters -> parameters, HTTP2_FRAMES);
    }

    public static TlsPeer withTls11Only() {
        return new TlsPeer(plain(), PROTOCOL_VERSION);
    }

    public static TlsPeer withPlainHttp() {
        return new TlsPeer(plain(), http("400 Bad Request"));
    }

    /** Ends each connection in the middle of the handshake. */
    public static TlsPeer hangingUp() {
        return new TlsPeer(plain(), new byte[0]);
    }

    public String url() {
        return "https://localhost:" + listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TlsPeer tls(HeldCertificate certificate, UnaryOperator<SSLParameters> changes, byte[] answer) {
        try {
            HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                    .heldCertificate(certificate)
                    .addTrustedCertificate(certificate.certificate())
                    .build();
            SSLServerSocket listener = (SSLServerSocket) certificates
                    .sslContext()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getByName("localhost"));
            listener.setSSLParameters(changes.apply(listener.getSSLParameters()));
            return new TlsPeer(listener, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] http(String status) {
        return ("HTTP/1.1 " + status + "\r\nDate: Sun, 01 Mar 2026 12:00:00 GMT\r\nContent-Length: 0\r\n"
                        + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.setSoTimeout(5_000);
                InputStream in = socket.getInputStream();
                in.read(new byte[16 * 1024]);
                socket.getOutputStream().write(answer);
                socket.getOutputStream().flush();
                socket.shutdownOutput();
                in.readAllBytes();
            } catch (IOException e) {
                // What the client makes of it is what the test looks at.
            }
        }
    }
}
