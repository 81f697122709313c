package io.github.wicredential.examples.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;

/**
 * Azurite's blob service over TLS, in memory, with one account whose key only this class knows. It refuses a token that is not
 * current, is not of Entra, or is for another audience than Storage. Needs Node.js and npm, which installs Azurite the first
 * time. Safe for use by several threads.
 */
public final class LocalStorage implements AutoCloseable {

    /** The account's name. */
    public static final String ACCOUNT = "shopfiles";

    private static final Path INSTALLED = besideTheClasses("azurite");
    private static final Duration INSTALLATION = Duration.ofMinutes(3);
    private static final Duration START = Duration.ofSeconds(60);

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .commonName("Azurite")
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    private final String key = randomKey();
    private final Path directory;
    private final LocalProcess process;
    private final URI endpoint;

    private LocalStorage() throws Exception {
        directory = Files.createTempDirectory("azurite");
        Path certificateFile = Files.writeString(directory.resolve("server.crt"), certificate.certificatePem());
        Path keyFile = Files.writeString(directory.resolve("server.key"), certificate.privateKeyPkcs8Pem());
        process = LocalProcess.start(
                List.of(
                        "node",
                        INSTALLED
                                .resolve("node_modules/azurite/dist/src/blob/main.js")
                                .toString(),
                        "--blobHost",
                        "127.0.0.1",
                        "--blobPort",
                        "0",
                        "--oauth",
                        "basic",
                        "--cert",
                        certificateFile.toString(),
                        "--key",
                        keyFile.toString(),
                        "--inMemoryPersistence",
                        "--skipApiVersionCheck",
                        "--disableTelemetry"),
                Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":" + key));
        String listening = process.awaitLine(line -> line.contains("successfully listen"), START);
        endpoint = Pattern.compile("https://127\\.0\\.0\\.1:\\d+")
                .matcher(listening)
                .results()
                .findFirst()
                .map(found -> URI.create(found.group() + "/" + ACCOUNT))
                .orElseThrow();
    }

    /**
     * Starts it, after an installation if it is not there yet.
     *
     * @return a running service without containers
     * @throws IllegalStateException if Node.js or npm is missing
     * @throws Exception if it does not start within a minute
     */
    public static LocalStorage start() throws Exception {
        if (!isPossible()) {
            throw new IllegalStateException("Azurite needs Node.js 20 or newer and npm on the PATH.");
        }
        install();
        return new LocalStorage();
    }

    /**
     * Whether Node.js and npm are there.
     *
     * @return false if {@link #start} would fail for want of them
     */
    public static boolean isPossible() {
        return Stream.of("npm", "node").allMatch(LocalStorage::isOnPath);
    }

    /**
     * Its address.
     *
     * @return with the account's name as the path, as Azurite wants it
     */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * What a client has to trust.
     *
     * @return the server's own certificate
     */
    public X509Certificate certificate() {
        return certificate.certificate();
    }

    /**
     * For a look at what is stored without a token.
     *
     * @return the account's key
     */
    public String accountKey() {
        return key;
    }

    /**
     * Each request that it answered.
     *
     * @return method, path below the account and status; oldest first
     */
    public List<String> requests() {
        Pattern request = Pattern.compile("\"(\\w+) /" + ACCOUNT + "(/[^? ]*)\\S* HTTP/1.1\" (\\d+)");
        return process.output().stream()
                .flatMap(line -> request.matcher(line).results())
                .map(found -> found.group(1) + " " + found.group(2) + " " + found.group(3))
                .toList();
    }

    /**
     * Ends it, and all that is stored with it.
     *
     * @throws IOException if its files cannot be removed
     */
    @Override
    public void close() throws IOException {
        process.close();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static void install() throws Exception {
        Files.createDirectories(INSTALLED.getParent());
        // The tests of another module may install it at the same time.
        try (FileChannel file = FileChannel.open(
                INSTALLED.resolveSibling("azurite.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.lock();
            Path done = INSTALLED.resolve("installed.json");
            String wanted = resource("package-lock.json");
            if (Files.exists(done) && Files.readString(done).equals(wanted)) {
                return;
            }
            Files.createDirectories(INSTALLED);
            for (String name : List.of("package.json", "package-lock.json")) {
                Files.writeString(INSTALLED.resolve(name), resource(name));
            }
            try (LocalProcess npm = LocalProcess.start(
                    List.of(
                            "npm",
                            "ci",
                            "--prefix",
                            INSTALLED.toString(),
                            "--ignore-scripts",
                            "--no-audit",
                            "--no-fund"),
                    // Its settings may be there: a registry, a proxy, certificates.
                    System.getenv())) {
                npm.awaitEnd(INSTALLATION);
            }
            Files.writeString(done, wanted);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(LocalStorage.class.getResourceAsStream("azurite/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** In this module's {@code target}, whichever module's tests run: once for all of them. */
    private static Path besideTheClasses(String name) {
        return Path.of(URI.create(LocalStorage.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .resolveSibling(name);
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static String randomKey() {
        byte[] bytes = new byte[64];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
