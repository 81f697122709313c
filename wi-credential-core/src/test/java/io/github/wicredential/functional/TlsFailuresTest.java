package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.network.TlsPeer;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.github.wicredential.thirdparty.okhttp3.tls.HeldCertificate;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said when TLS fails, by the exception and by the doctor, on real connections. */
@WorkloadIdentityTest
class TlsFailuresTest {

    private static final String VAULT = "https://vault.azure.net/.default";
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = STORE + "Password";
    private static final String TYPE = STORE + "Type";
    private static final String CA_HINT = "add its CA";

    private static final HeldCertificate ROOT =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final HeldCertificate GOOD = leaf().build();

    @TempDir
    private Path directory;

    private final Map<String, String> variables = new HashMap<>();

    /**
     * A way to fail.
     *
     * @param words what the JVM says in its deepest cause
     * @param kind what it is
     * @param entry the doctor's entry
     */
    private record Row(String name, Supplier<TlsPeer> peer, String words, String kind, String entry) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row(
                        "expired",
                        () -> TlsPeer.ordinary(
                                leaf().validityInterval(1_000, 2_000).build()),
                        "NotAfter",
                        "has expired",
                        "tls-dates"),
                new Row(
                        "not yet valid",
                        () -> TlsPeer.ordinary(leaf().validityInterval(32_503_680_000_000L, 32_503_690_000_000L)
                                .build()),
                        "NotBefore",
                        "is not valid yet",
                        "tls-dates"),
                new Row(
                        "other name",
                        () -> TlsPeer.ordinary(new HeldCertificate.Builder()
                                .addSubjectAlternativeName("other.example.com")
                                .signedBy(ROOT)
                                .build()),
                        "localhost",
                        "is for another name",
                        "tls-name"),
                new Row(
                        "client certificate",
                        () -> TlsPeer.wantingAClientCertificate(GOOD, "TLSv1.3"),
                        "",
                        "requires a client certificate",
                        "tls-client-certificate"),
                new Row(
                        "client certificate, in the handshake",
                        () -> TlsPeer.wantingAClientCertificate(GOOD, "TLSv1.2"),
                        "",
                        "requires a client certificate",
                        "tls-client-certificate"),
                new Row(
                        "TLS 1.1",
                        TlsPeer::withTls11Only,
                        "protocol_version",
                        "accepts no version of TLS",
                        "tls-agreement"),
                new Row(
                        "HTTP/2 by ALPN",
                        () -> TlsPeer.withHttp2Only(GOOD),
                        "no_application_protocol",
                        "speaks HTTP/2 only",
                        "only-http2"),
                new Row(
                        "HTTP/2 by prior knowledge",
                        () -> TlsPeer.withHttp2ByPriorKnowledge(GOOD),
                        "",
                        "speaks HTTP/2 only",
                        "only-http2"),
                new Row(
                        "plain HTTP",
                        TlsPeer::withPlainHttp,
                        "nsupported or unrecognized SSL message",
                        "does not speak TLS",
                        "tls-agreement"));
    }

    @BeforeEach
    void pod(LocalCluster cluster, LocalEntra entra) throws Exception {
        LocalApplication application = entra.registerApplication().trust(cluster);
        cluster.annotate(application);
        variables.putAll(cluster.environment());
        trustOnly(ROOT);
    }

    @AfterEach
    void restore() {
        System.clearProperty(STORE);
        System.clearProperty(PASSWORD);
        System.clearProperty(TYPE);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isToldApart(Row row) {
        try (TlsPeer peer = row.peer().get()) {
            variables.put("AZURE_AUTHORITY_HOST", peer.url());

            TokenExchangeException failure = failure();
            Diagnosis diagnosis = diagnose();

            String firstLine = failure.getMessage().split("\n", 2)[0];
            assertThat(firstLine).startsWith("No token: ").contains(row.words(), row.kind());
            assertThat(failure.getMessage()).doesNotContain(CA_HINT);
            Finding tls = diagnosis.finding("tls").orElseThrow();
            assertThat(tls.status()).as(diagnosis.toString()).isEqualTo(Status.PROBLEM);
            assertThat(tls.link().orElseThrow()).as(diagnosis.toString()).endsWith(row.entry());
            assertThat(diagnosis
                            .finding("exchange " + VAULT)
                            .orElseThrow()
                            .link()
                            .orElseThrow())
                    .as(diagnosis.toString())
                    .endsWith(row.entry());
        }
    }

    @Test
    void anUntrustedAuthorityIsNamedWithWhoSignedItAndItsCaIsToBeAdded() {
        HeldCertificate inspection = new HeldCertificate.Builder()
                .commonName("Contoso Inspection CA")
                .certificateAuthority(0)
                .build();
        HeldCertificate shown = new HeldCertificate.Builder()
                .commonName("login.contoso.example")
                .addSubjectAlternativeName("localhost")
                .signedBy(inspection)
                .build();
        try (TlsPeer peer = TlsPeer.ordinary(shown)) {
            variables.put("AZURE_AUTHORITY_HOST", peer.url());

            assertThat(failure())
                    .hasMessageContainingAll(
                            "unable to find valid certification path",
                            "the certificate of localhost (CN=login.contoso.example, issued by CN=Contoso Inspection CA)"
                                    + " was not trusted by this JVM",
                            CA_HINT);
        }
    }

    @Test
    void aTrustStoreWithAWrongPasswordIsNamed() {
        System.setProperty(PASSWORD, "wrong");
        try (TlsPeer peer = TlsPeer.ordinary(GOOD)) {
            variables.put("AZURE_AUTHORITY_HOST", peer.url());

            TokenExchangeException failure = failure();

            assertThat(failure)
                    .hasMessageContainingAll("the trust store of this JVM cannot be used", "trustStorePassword")
                    .message()
                    .doesNotContain("transport", "wrong");
            assertThat(failure.retryable()).isFalse();
        }
    }

    private Diagnosis diagnose() {
        return WorkloadIdentity.builder().environment(variables::get).diagnose(DiagnosisOptions.of(VAULT));
    }

    private TokenExchangeException failure() {
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(variables::get)
                .timeout(Duration.ofSeconds(30))
                .build()) {
            return catchThrowableOfType(TokenExchangeException.class, () -> identity.token(VAULT));
        }
    }

    private void trustOnly(HeldCertificate root) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", root.certificate());
        Path file = Files.createTempFile(directory, "trust", ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        System.setProperty(STORE, file.toString());
        System.setProperty(PASSWORD, "changeit");
        System.setProperty(TYPE, "PKCS12");
    }

    private static HeldCertificate.Builder leaf() {
        return new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .signedBy(ROOT);
    }
}
