package io.github.wicredential.clients.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * What an SQL Server says and hears until it has the access token, by the protocol's documentation (TDS 8.0, which begins
 * with TLS): prelogin, login, for which resource it wants a token and of which authority. Then it refuses: the token is
 * all that a test wants.
 */
public final class SqlServer implements AutoCloseable {

    private static final int PRELOGIN = 0x12;
    private static final int LOGIN = 0x10;
    private static final int TOKEN = 0x08;

    private final ServerSocket listening;
    private final SSLSocketFactory tls;
    private final String resource;
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    public SqlServer(SSLSocketFactory tls, String resource) throws IOException {
        this.tls = tls;
        this.resource = resource;
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "sql-server-stand-in");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The access tokens that it has heard. */
    public List<String> tokens() {
        return List.copyOf(tokens);
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (SSLSocket client = (SSLSocket) tls.createSocket(listening.accept(), null, true)) {
                talk(client);
            } catch (IOException | RuntimeException e) {
                // The client has gone, or does not speak as it should: nothing is heard then.
            }
        }
    }

    private void talk(SSLSocket client) throws IOException {
        client.setSoTimeout(10_000);
        client.setUseClientMode(false);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"tds/8.0"});
        client.setSSLParameters(parameters);
        receive(client, PRELOGIN);
        send(client, prelogin());
        receive(client, LOGIN);
        send(client, wanted());
        tokens.add(token(receive(client, TOKEN)));
        send(client, refusal());
    }

    /** Version 16, encryption, a federated sign-in. */
    private static byte[] prelogin() {
        return new byte[] {0, 0, 16, 0, 6, 1, 0, 22, 0, 1, 6, 0, 23, 0, 1, (byte) 255, 16, 0, 0, 0, 0, 0, 1, 1};
    }

    private byte[] wanted() {
        byte[] authority = "https://login.example.invalid/of-the-server".getBytes(StandardCharsets.UTF_16LE);
        byte[] wanted = resource.getBytes(StandardCharsets.UTF_16LE);
        int first = 4 + 2 * 9;
        byte[] message = new byte[5 + first + authority.length + wanted.length];
        ByteBuffer out = little(message);
        out.put((byte) 0xee).putInt(first + authority.length + wanted.length).putInt(2);
        out.put((byte) 1).putInt(authority.length).putInt(first);
        out.put((byte) 2).putInt(wanted.length).putInt(first + authority.length);
        out.put(authority).put(wanted);
        return message;
    }

    private static String token(byte[] message) {
        ByteBuffer in = little(message);
        if (in.getInt() != message.length - 4) {
            throw new IllegalStateException("not the length of what follows");
        }
        int length = in.getInt();
        return new String(message, 8, length, StandardCharsets.UTF_16LE);
    }

    /** An error of number 18456, and that nothing follows. */
    private static byte[] refusal() {
        byte[] text = "Login failed".getBytes(StandardCharsets.UTF_16LE);
        byte[] message = new byte[3 + 14 + text.length + 13];
        ByteBuffer out = little(message);
        out.put((byte) 0xaa)
                .putShort((short) (14 + text.length))
                .putInt(18456)
                .put((byte) 1)
                .put((byte) 14);
        out.putShort((short) (text.length / 2))
                .put(text)
                .put((byte) 0)
                .put((byte) 0)
                .putInt(1);
        out.put((byte) 0xfd).putShort((short) 2).putShort((short) 0).putLong(0);
        return message;
    }

    private static byte[] receive(SSLSocket client, int type) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        boolean last = false;
        while (!last) {
            if (in.readUnsignedByte() != type) {
                throw new IOException("a message of type " + type + " was due");
            }
            last = (in.readUnsignedByte() & 1) == 1;
            byte[] payload = new byte[in.readUnsignedShort() - 8];
            in.readInt();
            in.readFully(payload);
            message.write(payload);
        }
        return message.toByteArray();
    }

    private static void send(SSLSocket client, byte[] payload) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(8 + payload.length);
        packet.put((byte) 4)
                .put((byte) 1)
                .putShort((short) (8 + payload.length))
                .putInt(0);
        client.getOutputStream().write(packet.put(payload).array());
        client.getOutputStream().flush();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
