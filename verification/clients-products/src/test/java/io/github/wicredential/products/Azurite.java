package io.github.wicredential.products;

import io.github.wicredential.examples.local.LocalProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import okhttp3.tls.HeldCertificate;

/** The storage emulator of the example blob-storage, over TLS, which looks at a token's audience and times. */
final class Azurite implements AutoCloseable {

    static final String ACCOUNT = "shopfiles";

    private static final Path SOURCE =
            Path.of("..", "..", "wi-credential-examples", "blob-storage", "src", "test", "azurite");
    private static final Path INSTALLED = Path.of("target", "azurite");
    private static final Duration INSTALLATION = Duration.ofMinutes(3);

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .commonName("Azurite")
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    private final LocalProcess process;
    private final int port;

    Azurite(Path directory) throws Exception {
        install();
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
                Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":c2VjcmV0"));
        String listening = process.awaitLine(line -> line.contains("successfully listen"), Duration.ofMinutes(1));
        port = Integer.parseInt(Pattern.compile("https://127\\.0\\.0\\.1:(\\d+)")
                .matcher(listening)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1));
    }

    int port() {
        return port;
    }

    X509Certificate certificate() {
        return certificate.certificate();
    }

    @Override
    public void close() {
        process.close();
    }

    private static void install() throws Exception {
        Path done = INSTALLED.resolve("installed.json");
        Path wanted = SOURCE.resolve("package-lock.json");
        if (Files.exists(done) && Files.mismatch(done, wanted) < 0) {
            return;
        }
        Files.createDirectories(INSTALLED);
        for (String name : List.of("package.json", "package-lock.json")) {
            Files.writeString(INSTALLED.resolve(name), Files.readString(SOURCE.resolve(name)));
        }
        try (LocalProcess npm = LocalProcess.start(
                List.of("npm", "ci", "--prefix", INSTALLED.toString(), "--ignore-scripts", "--no-audit", "--no-fund"),
                // Its settings may be there: a registry, a proxy, certificates.
                System.getenv())) {
            npm.awaitEnd(INSTALLATION);
        }
        Files.writeString(done, Files.readString(wanted));
    }
}
