package io.github.wicredential.products;

import com.nimbusds.jwt.SignedJWT;
import io.github.wicredential.examples.local.AcceptedToken;
import io.github.wicredential.examples.local.LocalProcess;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TokenRefusedException;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.LocalEntra;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis behind what Azure puts in front of it: TLS, a check of each login's token, and an end of the connection when
 * the token expires. The user must be the token's object id. Redis itself checks the password, too, of which it knows the
 * hash.
 */
final class EntraRedis implements AutoCloseable {

    static final String AUDIENCE = "https://redis.azure.com";

    final Tls tls = new Tls();
    final List<Login> logins = new CopyOnWriteArrayList<>();
    final List<Connection> connections = new CopyOnWriteArrayList<>();

    private final TokenCheck check;
    private final LocalProcess redis;
    private final int redisPort;
    private final ServerSocket door;

    /** A login that was accepted. */
    record Login(int connection, String user, String token, Instant expires) {}

    EntraRedis(LocalEntra entra, Path directory) throws Exception {
        check = new TokenCheck(TrustedIssuer.of(entra), AUDIENCE, InstantSource.system());
        try (ServerSocket free = new ServerSocket(0, 1, Tls.loopback())) {
            redisPort = free.getLocalPort();
        }
        Path configuration = Files.writeString(directory.resolve("redis.conf"), """
                port %d
                bind 127.0.0.1
                save ""
                appendonly no
                dir %s
                user default off
                user admin on >admin ~* &* +@all
                """.formatted(redisPort, directory));
        redis = LocalProcess.start(List.of("redis-server", configuration.toString()), Map.of());
        redis.awaitLine(line -> line.contains("Ready to accept connections"), Duration.ofSeconds(30));
        door = tls.server().getServerSocketFactory().createServerSocket(0, 50, Tls.loopback());
        daemon("redis-door", () -> {
            while (true) {
                Connection connection = new Connection(connections.size(), door.accept());
                connections.add(connection);
                daemon("redis-requests", connection::requests);
                daemon("redis-answers", connection::answers);
            }
        });
        daemon("redis-clock", () -> {
            while (!door.isClosed()) {
                connections.forEach(Connection::endIfExpired);
                Thread.sleep(20);
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    String address() {
        return "rediss://127.0.0.1:" + port();
    }

    List<String> tokens() {
        return logins.stream().map(Login::token).distinct().toList();
    }

    List<Login> logins(Connection connection) {
        return logins.stream().filter(login -> login.connection() == connection.number).toList();
    }

    long ended() {
        return connections.stream().filter(connection -> connection.ended).count();
    }

    /** How often Redis itself has been sent AUTH or HELLO, as it says. */
    String commandStatistics() throws IOException {
        return admin("INFO", "commandstats");
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Connection connection : connections) {
            connection.client.close();
        }
        redis.close();
    }

    /** One client's connection, with its own to Redis. */
    final class Connection {

        final int number;
        private final Socket client;
        private final Socket server;
        private volatile @Nullable Instant expires;
        volatile boolean ended;

        Connection(int number, Socket client) throws IOException {
            this.number = number;
            this.client = client;
            this.server = new Socket(Tls.loopback(), redisPort);
        }

        void endIfExpired() {
            Instant end = expires;
            if (end != null && !ended && !Instant.now().isBefore(end) && !client.isClosed()) {
                ended = true;
                try {
                    client.close();
                } catch (IOException e) {
                    // It is gone anyway.
                }
            }
        }

        void requests() throws IOException {
            try (client;
                    server) {
                DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
                OutputStream out = server.getOutputStream();
                for (List<byte[]> command = read(in); command != null; command = read(in)) {
                    login(command);
                    out.write(written(command));
                    out.flush();
                }
            }
        }

        void answers() throws IOException {
            try (client;
                    server) {
                server.getInputStream().transferTo(client.getOutputStream());
            }
        }

        /** Makes the token the user's password if it is right, and a wrong one of it if it is not. */
        private void login(List<byte[]> command) throws IOException {
            int auth = position(command);
            if (auth < 0) {
                return;
            }
            String user = text(command.get(auth + 1));
            String token = text(command.get(auth + 2));
            try {
                AcceptedToken accepted = check.verify(token);
                if (!user.equals(
                        SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("oid"))) {
                    throw new IOException("The user is not the token's object id");
                }
                String hash = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(command.get(auth + 2)));
                admin("ACL", "SETUSER", user, "on", "#" + hash, "~*", "&*", "+@all");
                expires = accepted.expiresAt();
                logins.add(new Login(number, user, token, accepted.expiresAt()));
            } catch (TokenRefusedException | ParseException refused) {
                command.set(auth + 2, "refused".getBytes(StandardCharsets.US_ASCII));
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Where a command has AUTH with user and password; negative if it has not. */
    private static int position(List<byte[]> command) {
        String name = text(command.get(0)).toUpperCase(Locale.ROOT);
        if (name.equals("AUTH") && command.size() == 3) {
            return 0;
        }
        for (int i = 1; name.equals("HELLO") && i < command.size() - 2; i++) {
            if (text(command.get(i)).equalsIgnoreCase("AUTH")) {
                return i;
            }
        }
        return -1;
    }

    private String admin(String... command) throws IOException {
        try (Socket socket = new Socket(Tls.loopback(), redisPort)) {
            socket.setSoTimeout(5_000);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            for (String[] each : List.of(new String[] {"AUTH", "admin", "admin"}, command)) {
                socket.getOutputStream()
                        .write(written(java.util.Arrays.stream(each)
                                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                                .toList()));
                String answer = line(in);
                if (answer.startsWith("-")) {
                    throw new IOException(answer);
                }
                if (answer.startsWith("$")) {
                    return new String(in.readNBytes(Integer.parseInt(answer.substring(1))), StandardCharsets.UTF_8);
                }
            }
            return "";
        }
    }

    private static @Nullable List<byte[]> read(DataInputStream in) throws IOException {
        String head;
        try {
            head = line(in);
        } catch (EOFException end) {
            return null;
        }
        List<byte[]> parts = new ArrayList<>();
        for (int i = Integer.parseInt(head.substring(1)); i > 0; i--) {
            parts.add(in.readNBytes(Integer.parseInt(line(in).substring(1))));
            line(in);
        }
        return parts;
    }

    private static byte[] written(List<byte[]> command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("*" + command.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (byte[] part : command) {
            out.writeBytes(("$" + part.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(part);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static String text(byte[] part) {
        return new String(part, StandardCharsets.UTF_8);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void daemon(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception closed) {
                        // The connection or the server is closed.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
