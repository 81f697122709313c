package io.github.wicredential.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport.Request;
import io.github.wicredential.internal.environment.Variables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CA file while it changes, and what counts without it. */
class CaRotationTest {

    private static final String SNI = TokenProxyTransportTest.SNI;

    private final TestCa first = new TestCa("first");
    private final TestCa second = new TestCa("second");
    private final TokenProxyServer server = new TokenProxyServer(first.certificateFor(SNI));
    private final Map<String, String> variables = new HashMap<>();

    @TempDir
    Path directory;

    private Path file;
    private TokenProxyTransport transport;

    @BeforeEach
    void setVariables() {
        file = directory.resolve("ca.crt");
        variables.put(TokenProxySettings.PROXY, "https://localhost:" + server.port());
        variables.put(TokenProxySettings.SERVER_NAME, SNI);
        variables.put(TokenProxySettings.CA_FILE, file.toString());
    }

    @AfterEach
    void close() {
        if (transport != null) {
            transport.close();
        }
        server.close();
    }

    @Test
    void noRequestFailsWhileTheCaIsRotatedUnderTraffic() throws Exception {
        put(first.pem());
        post();
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<CountDownLatch> sent = new AtomicReference<>(new CountDownLatch(0));
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread caller = new Thread(() -> {
                while (!done.get() && failures.isEmpty()) {
                    try {
                        post();
                        sent.get().countDown();
                    } catch (RuntimeException | Error e) {
                        failures.add(e);
                    }
                }
            });
            caller.start();
            callers.add(caller);
        }
        traffic(sent, failures);
        put(first.pem() + second.pem());
        traffic(sent, failures);
        server.show(second.certificateFor(SNI));
        traffic(sent, failures);
        put("");
        traffic(sent, failures);
        Files.delete(file);
        traffic(sent, failures);
        put(second.pem());
        traffic(sent, failures);
        done.set(true);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(failures).isEmpty();
    }

    @Test
    void newCertificatesMeanNewConnectionsAndOldOnesAreKept() throws Exception {
        put(first.pem());
        post();
        post();
        var connection = server.last().connection();
        assertThat(server.seen().get(0).connection()).isEqualTo(connection);

        put(first.pem() + second.pem());
        post();

        assertThat(server.last().connection()).isNotEqualTo(connection);
    }

    @Test
    void writingTheSameContentAnewChangesNothing() throws Exception {
        put(first.pem());
        post();
        put(first.pem());
        post();

        assertThat(server.seen().get(0).connection()).isEqualTo(server.last().connection());
    }

    @Test
    void aCertificateThatIsNoLongerTrustedIsRefusedOnAnOpenConnectionToo() throws Exception {
        put(first.pem());
        post();
        put(second.pem());

        assertThatThrownBy(this::post)
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContainingAll("is not signed by a CA in the file " + file, "resolves itself");
        assertThat(server.seen()).hasSize(1);

        server.show(second.certificateFor(SNI));
        post();
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void theLastGoodContentCountsWhileTheFileIsEmptyOrMissing() throws Exception {
        put(first.pem());
        post();
        try (LogLines log = new LogLines()) {
            put(" \n");
            post();
            post();
            Files.delete(file);
            post();

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(file.toString(), "is empty", "previous content");

            put(second.pem());
            server.show(second.certificateFor(SNI));
            post();
            Files.delete(file);
            post();

            assertThat(log.warnings()).hasSize(2);
        }
        assertThat(server.seen()).hasSize(6);
    }

    @Test
    void anEmptyFileAtFirstIsAFailureThatMayPass() throws Exception {
        put("");

        assertThatThrownBy(this::post).isInstanceOfSatisfying(TokenExchangeException.class, failure -> {
            assertThat(failure.retryable()).isTrue();
            assertThat(failure).hasMessageContainingAll("the CA file " + file + " is empty", "nothing was sent");
        });

        put(first.pem());
        post();
    }

    @ParameterizedTest
    @CsvSource({
        "not a certificate, contains no PEM certificate",
        "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t, is base64 of a PEM text",
        "-----BEGIN CERTIFICATE-----MIIB, is truncated or malformed",
        "-----BEGIN CERTIFICATE-----MIIB-----END CERTIFICATE-----, cannot be decoded",
        "-----BEGIN CERTIFICATE----------END CERTIFICATE-----, cannot be decoded",
        "-----BEGIN PRIVATE KEY-----c2VjcmV0-----END PRIVATE KEY-----, contains no PEM certificate",
    })
    void aFileThatCannotBeReadAsCertificatesIsAFailureEvenAfterAGoodOne(String content, String why) throws Exception {
        put(first.pem());
        post();
        put(content);

        assertThatThrownBy(this::post)
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContainingAll("the CA file " + file, why)
                .hasMessageNotContaining("c2VjcmV0");

        put(first.pem());
        post();
    }

    @Test
    void aCutOffFileDoesNotCountForItsFirstCertificates() throws Exception {
        put(first.pem() + second.pem().substring(0, 100));

        assertThatThrownBy(this::post).hasMessageContaining("truncated");
    }

    @Test
    void tooLongAFileAndADirectoryAreFailures() throws Exception {
        put("#".repeat(1024 * 1024 + 1));
        assertThatThrownBy(this::post).hasMessageContaining("more than 1 MiB");

        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(this::post).hasMessageContaining("is a directory");
    }

    @Test
    void theDataCountsWithOneWarningWhereTheWebhookNamesAFileThatIsNotThere() throws Exception {
        variables.put(TokenProxySettings.CA_TEXT, first.pem());
        try (LogLines log = new LogLines()) {
            post();
            post();
            put("");
            post();

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(TokenProxySettings.CA_FILE, "does not exist", TokenProxySettings.CA_TEXT);
        }
        assertThat(server.seen())
                .extracting(TokenProxyServer.Seen::connection)
                .containsOnly(server.last().connection());

        put(second.pem());
        server.show(second.certificateFor(SNI));
        post();
    }

    @Test
    void theFileCountsBeforeTheData() throws Exception {
        put(first.pem());
        variables.put(TokenProxySettings.CA_TEXT, second.pem());
        try (LogLines log = new LogLines()) {
            post();
            assertThat(log.warnings()).isEmpty();
        }

        Files.delete(file);
        post();
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void strictRefusesFileAndDataTogether() {
        variables.put(TokenProxySettings.CA_TEXT, first.pem());

        assertThatThrownBy(() -> TokenProxySettings.read(new Variables(variables::get), true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        TokenProxySettings.CA_FILE, TokenProxySettings.CA_TEXT, "IdentityBindingMode.STRICT");
    }

    private void put(String content) throws IOException {
        Path next = directory.resolve("next");
        Files.writeString(next, content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns when enough requests have begun and ended since now, or one has failed. */
    private static void traffic(AtomicReference<CountDownLatch> sent, Queue<Throwable> failures) throws Exception {
        CountDownLatch enough = new CountDownLatch(40);
        sent.set(enough);
        while (failures.isEmpty() && !enough.await(20, TimeUnit.MILLISECONDS)) {
            assertThat(failures).isEmpty();
        }
    }

    private void post() {
        TokenProxyTransport sending = transport();
        assertThat(sending.post(Request.of(
                                URI.create(variables.get(TokenProxySettings.PROXY) + "/tenant/oauth2/v2.0/token"),
                                Map.of("client-request-id", "1"),
                                "a=b",
                                Duration.ofSeconds(20)))
                        .status())
                .isEqualTo(200);
    }

    private synchronized TokenProxyTransport transport() {
        if (transport == null) {
            transport = new TokenProxyTransport(TokenProxySettings.read(new Variables(variables::get), false)
                    .orElseThrow());
        }
        return transport;
    }
}
