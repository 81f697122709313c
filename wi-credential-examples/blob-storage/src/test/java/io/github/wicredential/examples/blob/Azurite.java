package io.github.wicredential.examples.blob;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.github.wicredential.examples.local.LocalProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Azurite's blob service over TLS, with one account whose key only this class knows. */
final class Azurite implements AutoCloseable {

    private static final String ACCOUNT = "shopfiles";
    private static final Path SOURCE = Path.of("src", "test", "azurite");
    private static final Path INSTALLED = Path.of("target", "azurite");
    private static final Duration INSTALLATION = Duration.ofMinutes(3);
    private static final Duration START = Duration.ofSeconds(60);

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .commonName("Azurite")
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    private final String key = randomKey();
    private final Path directory;
    private final LocalProcess process;
    private final String endpoint;

    private Azurite() throws Exception {
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
                        .orElseThrow()
                        .group()
                + "/" + ACCOUNT;
    }

    /** Installs Azurite into target/ if it is not there, and starts it. Without npm the test ends here. */
    static Azurite start() throws Exception {
        if (!onPath("npm") || !onPath("node")) {
            String why = "Azurite needs Node.js 20 or newer and npm on the PATH";
            if (System.getenv("CI") != null) {
                fail(why);
            }
            abort(why);
        }
        install();
        return new Azurite();
    }

    /** With the account's name, as Azurite wants it. */
    String endpoint() {
        return endpoint;
    }

    X509Certificate certificate() {
        return certificate.certificate();
    }

    HandshakeCertificates trusting() {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
    }

    /** A look at what is stored that needs no token. */
    BlobServiceClient withAccountKey() {
        HandshakeCertificates trusting = trusting();
        return new BlobServiceClientBuilder()
                .endpoint(endpoint)
                .credential(new StorageSharedKeyCredential(ACCOUNT, key))
                .httpClient(new OkHttpAsyncHttpClientBuilder(new OkHttpClient.Builder()
                                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                                .build())
                        .build())
                .buildClient();
    }

    /** Each request that it answered: method, path and status. */
    List<String> requests() {
        Pattern request = Pattern.compile("\"(\\w+) /" + ACCOUNT + "(/[^? ]*)\\S* HTTP/1.1\" (\\d+)");
        return process.output().stream()
                .flatMap(line -> request.matcher(line).results())
                .map(found -> found.group(1) + " " + found.group(2) + " " + found.group(3))
                .toList();
    }

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

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static String randomKey() {
        byte[] bytes = new byte[64];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
