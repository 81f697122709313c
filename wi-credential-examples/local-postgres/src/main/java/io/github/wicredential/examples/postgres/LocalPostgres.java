package io.github.wicredential.examples.postgres;

import io.github.wicredential.examples.local.LocalProcess;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.LocalEntra;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of this machine's installation, in a temporary directory, on a free port of the loopback address.
 *
 * <p>Roles sign in with an access token as the password, in clear text within TLS, as in Azure Database for PostgreSQL. The
 * server takes no connection without TLS. It lets the token be verified: signature by the local Entra's keys, issuer,
 * audience, times, and that the application is the one that the role was created for. For that it uses its authentication
 * method {@code ldap}, whose other side is in this process; Azure's servers have their own.
 *
 * <p>Started and stopped by this process; as root it runs as the user {@code postgres} or {@code nobody}. Safe for use by
 * several threads.
 */
public final class LocalPostgres implements AutoCloseable {

    static final String NAME_PREFIX = "cn=";

    private static final String AUDIENCE = "https://ossrdbms-aad.database.windows.net";
    private static final String ADMIN = "admin";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final ServerUser user = ServerUser.find();
    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    private final String password = UUID.randomUUID().toString();
    private final int port = freePort();
    private final Path directory;
    private final TokenDoor door;
    private @Nullable LocalProcess process;

    /**
     * A sign-in that was let through.
     *
     * @param role who
     * @param expiresAt the end of the token that was the password
     */
    public record Login(String role, Instant expiresAt) {}

    private LocalPostgres(LocalEntra entra) throws IOException {
        door = new TokenDoor(new TokenCheck(TrustedIssuer.of(entra), AUDIENCE, InstantSource.system()));
        directory = Files.createTempDirectory("local-postgres");
    }

    private void launch(Installation installation) throws IOException, InterruptedException, TimeoutException {
        user.own(directory);
        Path data = directory.resolve("data");
        Path secret = file("admin.password", password);
        try (LocalProcess initdb = run(List.of(
                installation.initdb(),
                "--pgdata=" + data,
                "--username=" + ADMIN,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions"))) {
            initdb.awaitEnd(START);
        }
        Files.delete(secret);
        Path rules = file("pg_hba.conf", rules());
        LocalProcess server = run(List.of(
                installation.postgres(),
                "-D",
                data.toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories=",
                "-c",
                "hba_file=" + rules,
                "-c",
                "ssl=on",
                "-c",
                "ssl_cert_file=" + file("server.crt", certificate.certificatePem()),
                "-c",
                "ssl_key_file=" + file("server.key", certificate.privateKeyPkcs8Pem()),
                "-c",
                "wal_level=logical",
                "-c",
                "fsync=off",
                "-c",
                "shared_buffers=16MB"));
        process = server;
        server.awaitLine(line -> line.contains("ready to accept connections"), START);
    }

    /**
     * Starts a server that believes an Entra.
     *
     * @param entra whose access tokens are passwords
     * @return a running server without roles of applications
     * @throws IllegalStateException if PostgreSQL is not installed
     * @throws Exception if it does not start within a minute
     */
    public static LocalPostgres start(LocalEntra entra) throws Exception {
        Installation installation =
                Installation.find().orElseThrow(() -> new IllegalStateException(Installation.MISSING));
        LocalPostgres postgres = new LocalPostgres(entra);
        boolean started = false;
        try {
            postgres.launch(installation);
            started = true;
            return postgres;
        } finally {
            if (!started) {
                postgres.close();
            }
        }
    }

    /**
     * Creates a role for an application, as {@code pgaadauth_create_principal} does in Azure.
     *
     * @param role lower-case letters, digits and underscores
     * @param clientId the application whose tokens are the role's password
     * @return this server
     * @throws SQLException if there is such a role
     */
    public LocalPostgres createRole(String role, String clientId) throws SQLException {
        if (!role.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("not a plain name: " + role);
        }
        try (Connection connection = admin();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + role + " LOGIN");
            statement.execute("GRANT CREATE, USAGE ON SCHEMA public TO " + role);
        }
        door.let(role, clientId);
        return this;
    }

    /**
     * The address of the database {@code postgres}, with full verification of the server's certificate.
     *
     * @return a JDBC URL with parameters, without a user
     */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=verify-full&sslrootcert=" + certificateFile();
    }

    /**
     * The server's port on 127.0.0.1.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * The file with the certificate that a client has to trust.
     *
     * @return a PEM file
     */
    public Path certificateFile() {
        return directory.resolve("server.crt");
    }

    /**
     * Who signed in.
     *
     * @return a copy, oldest first
     */
    public List<Login> logins() {
        return door.logins();
    }

    /**
     * Who was refused, and why.
     *
     * @return texts that begin with the role and hold no token; oldest first
     */
    public List<String> refusals() {
        return door.refusals();
    }

    /**
     * A connection of the administrator, who has a password of the old kind.
     *
     * @return an open connection
     * @throws SQLException if there is none
     */
    public Connection admin() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", ADMIN);
        properties.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    /** Ends the server with its connections, and removes its files. */
    @Override
    public void close() {
        LocalProcess server = process;
        try {
            if (server != null) {
                stop(server);
            }
            door.close();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGINT to the one that all others belong to: ends connections, and waits for no client. */
    private void stop(LocalProcess server) throws IOException, InterruptedException {
        Path running = directory.resolve("data").resolve("postmaster.pid");
        try (server) {
            if (Files.exists(running)) {
                String pid = Files.readAllLines(running).get(0);
                try (LocalProcess kill = LocalProcess.start(List.of("kill", "-INT", pid), Map.of())) {
                    kill.awaitEnd(STOP);
                    server.awaitStatus(STOP);
                }
            }
        } catch (TimeoutException e) {
            throw new IOException("The server did not stop.", e);
        }
    }

    private LocalProcess run(List<String> command) {
        return LocalProcess.start(user.command(command), Map.of("LC_ALL", "C"));
    }

    private String rules() {
        return "hostssl all " + ADMIN + " 127.0.0.1/32 scram-sha-256\n"
                + "hostssl all all 127.0.0.1/32 ldap ldapserver=127.0.0.1 ldapport=" + door.port() + " ldapprefix=\""
                + NAME_PREFIX + "\" ldapsuffix=\"\"\n";
    }

    private Path file(String name, String content) throws IOException {
        Path file = Files.createFile(directory.resolve(name));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, content);
        user.own(file);
        return file;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
