package io.github.wicredential.clients.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a MySQL server says and hears until it knows the password, by the protocol's documentation: greeting, TLS, the
 * client's answer, a switch to {@code mysql_clear_password}. Then it refuses: the password is all that a test wants.
 */
final class MysqlServer implements AutoCloseable {

    private static final int CAPABILITIES = 0x1 | 0x4 | 0x8 | 0x200 | 0x2000 | 0x8000 | 0x80000 | 0x100000 | 0x200000;
    private static final int TLS = 0x800;
    private static final String CLEAR = "mysql_clear_password";
    private static final byte[] SALT = "abcdefghijklmnopqrst".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listening;
    private final @Nullable SSLSocketFactory tls;
    private final CompletableFuture<String> password = new CompletableFuture<>();

    MysqlServer(@Nullable SSLSocketFactory tls) throws IOException {
        this.tls = tls;
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "mysql-stand-in");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What the client sent as its password; an exception if it went away before. */
    String password() throws Exception {
        return password.get(10, TimeUnit.SECONDS);
    }

    private void serve() {
        try (Socket socket = listening.accept()) {
            socket.setSoTimeout(10_000);
            send(socket, 0, greeting());
            Socket encrypted = socket;
            int answer = 1;
            if (tls != null) {
                receive(socket);
                SSLSocket server = (SSLSocket) tls.createSocket(socket, null, socket.getPort(), true);
                server.setUseClientMode(false);
                encrypted = server;
                answer = 2;
            }
            byte[] response = receive(encrypted);
            String given;
            if (new String(response, StandardCharsets.ISO_8859_1).contains(CLEAR)) {
                given = password(response);
            } else {
                send(encrypted, answer + 1, bytes(0xfe, CLEAR, new String(SALT, StandardCharsets.US_ASCII)));
                given = text(receive(encrypted));
                answer += 2;
            }
            password.complete(given);
            send(encrypted, answer + 1, refusal());
        } catch (IOException | RuntimeException e) {
            password.completeExceptionally(e);
        }
    }

    private byte[] greeting() {
        int capabilities = CAPABILITIES | (tls == null ? 0 : TLS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(10, "8.0.36"));
        out.writeBytes(new byte[] {1, 0, 0, 0});
        out.write(SALT, 0, 8);
        out.write(0);
        out.writeBytes(new byte[] {(byte) capabilities, (byte) (capabilities >> 8), (byte) 255, 2, 0});
        out.writeBytes(new byte[] {(byte) (capabilities >> 16), (byte) (capabilities >> 24), 21});
        out.writeBytes(new byte[10]);
        out.write(SALT, 8, 12);
        out.write(0);
        out.writeBytes("caching_sha2_password\0".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** After capabilities, sizes and 23 zeros: the user, and the password with its length before it. */
    private static String password(byte[] response) {
        int at = 32;
        while (response[at++] != 0) {
            // The user's name.
        }
        int length = response[at++] & 0xff;
        if (length == 0xfc) {
            length = (response[at] & 0xff) | (response[at + 1] & 0xff) << 8;
            at += 2;
        }
        return text(Arrays.copyOfRange(response, at, at + length));
    }

    private static byte[] refusal() {
        return bytes(0xff, "\u0015\u0004#28000Access denied");
    }

    private static byte[] bytes(int first, String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        for (String text : texts) {
            out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            out.write(0);
        }
        return out.toByteArray();
    }

    /** Up to the zero that has to be its end. */
    private static String text(byte[] bytes) {
        if (bytes.length == 0 || bytes[bytes.length - 1] != 0) {
            throw new IllegalStateException("a password in clear text ends with a zero");
        }
        return new String(bytes, 0, bytes.length - 1, StandardCharsets.US_ASCII);
    }

    private static byte[] receive(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
        in.readUnsignedByte();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return payload;
    }

    private static void send(Socket socket, int sequence, byte[] payload) throws IOException {
        OutputStream out = socket.getOutputStream();
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(new byte[] {(byte) payload.length, (byte) (payload.length >> 8), 0, (byte) sequence});
        packet.writeBytes(payload);
        out.write(packet.toByteArray());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
