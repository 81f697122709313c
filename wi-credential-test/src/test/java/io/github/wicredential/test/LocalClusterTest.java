package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.wicredential.thirdparty.nimbusds.jose.jwk.JWKSet;
import io.github.wicredential.thirdparty.nimbusds.jose.util.JSONObjectUtils;
import io.github.wicredential.thirdparty.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterTest {

    private final MutableClock clock = new MutableClock("2026-06-11T12:00:00Z");

    @TempDir
    private Path directory;

    private LocalCluster cluster;

    private LocalCluster cluster() {
        if (cluster == null) {
            cluster = LocalCluster.builder().clock(clock).directory(directory).start();
        }
        return cluster;
    }

    @AfterEach
    void closes() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void theIssuerPublishesDiscoveryAndKeys() throws Exception {
        Map<String, Object> discovery =
                Documents.json(URI.create(cluster().issuer() + ".well-known/openid-configuration"));

        assertThat(cluster().issuer()).startsWith("http://127.0.0.1:").endsWith("/");
        assertThat(discovery)
                .containsEntry("issuer", cluster().issuer())
                .containsEntry("jwks_uri", cluster().jwksUri().toString())
                .containsKeys(
                        "response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported");
        assertThat(Documents.get(cluster().jwksUri()).body()).doesNotContain("\"d\"", "\"p\"", "\"q\"");
        assertThat(Documents.get(URI.create(cluster().issuer() + "elsewhere")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aTokenHasTheHeaderAndClaimsOfKubernetes() throws Exception {
        SignedJWT token = SignedJWT.parse(read());
        Map<String, Object> claims = JSONObjectUtils.parse(token.getPayload().toString());

        assertThat(token.getHeader().toJSONObject())
                .containsOnlyKeys("alg", "kid")
                .containsEntry("alg", "RS256");
        assertThat(claims)
                .containsOnlyKeys("aud", "exp", "iat", "iss", "jti", "kubernetes.io", "nbf", "sub")
                .containsEntry("aud", List.of("api://AzureADTokenExchange"))
                .containsEntry("iss", cluster().issuer())
                .containsEntry("sub", "system:serviceaccount:shop:orders")
                .containsEntry("iat", 1781179200L)
                .containsEntry("nbf", 1781179200L)
                .containsEntry("exp", 1781182800L);
        assertThat(Json.object(claims, "kubernetes.io").keySet())
                .map(String::valueOf)
                .containsExactlyInAnyOrder("namespace", "node", "pod", "serviceaccount");
        assertThat(Documents.verified(read(), cluster().jwksUri())).isTrue();
    }

    @Test
    void theFileIsReachedThroughTheLinkOfTheAtomicWriter() throws Exception {
        Path root = cluster().tokenFile().getParent().getParent();

        assertThat(cluster().tokenFile().getFileName()).hasToString("azure-identity-token");
        assertThat(Files.readSymbolicLink(root.resolve("token"))).hasToString("..data/token");
        assertThat(Files.readSymbolicLink(root.resolve("..data")).toString()).startsWith("..2026_06_11_12_00_00.");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(cluster().tokenFile())))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void aRotationReplacesTheContentAndNotThePath() throws Exception {
        Path file = cluster().tokenFile();
        Path before = file.toRealPath();
        String token = read();

        cluster().rotateToken();

        assertThat(cluster().tokenFile()).isEqualTo(file);
        assertThat(file.toRealPath()).isNotEqualTo(before);
        assertThat(read()).isNotEqualTo(token);
    }

    @Test
    void aReaderInALoopNeverSeesAMissingOrMixedFile() throws Exception {
        Path file = cluster().tokenFile();
        URI keys = cluster().jwksUri();
        Thread kubelet = new Thread(() -> {
            for (int i = 0; i < 300; i++) {
                cluster().rotateToken();
            }
        });
        kubelet.start();
        int reads = 0;
        String last = "";
        while (kubelet.isAlive() && reads < 1_000_000) {
            last = Files.readString(file);
            assertThat(last.split("\\.", -1)).hasSize(3);
            assertThat(SignedJWT.parse(last).getSignature().decode()).hasSize(256);
            reads++;
        }
        kubelet.join();

        assertThat(reads).isPositive();
        assertThat(Documents.verified(last, keys)).isTrue();
    }

    @Test
    void onlyAFewOldVersionsAreKept() throws IOException {
        for (int i = 0; i < 30; i++) {
            cluster().rotateToken();
        }
        try (Stream<Path> entries = Files.list(cluster().tokenFile().getParent().getParent())) {
            assertThat(entries.filter(entry -> entry.getFileName().toString().startsWith("..2026")))
                    .hasSizeLessThan(10);
        }
    }

    @Test
    void rotationIsDueAfterFourFifthsOfTheLife() throws IOException {
        String first = read();

        clock.advance(Duration.ofMinutes(48));
        assertThat(cluster().rotateIfDue()).isFalse();
        assertThat(read()).isEqualTo(first);

        clock.advance(Duration.ofSeconds(1));
        assertThat(cluster().rotateIfDue()).isTrue();
        assertThat(read()).isNotEqualTo(first);
        assertThat(cluster().rotateIfDue()).isFalse();
    }

    @Test
    void rotationIsDueAfterADayOrWhenTheTokenIsOfTheFuture() {
        try (LocalCluster longLived = LocalCluster.builder()
                .clock(clock)
                .directory(directory)
                .tokenLifetime(Duration.ofHours(40))
                .start()) {
            clock.advance(Duration.ofHours(24).plusSeconds(1));
            assertThat(longLived.rotateIfDue()).isTrue();
            clock.advance(Duration.ofHours(-1));
            assertThat(longLived.rotateIfDue()).isTrue();
        }
    }

    @Test
    void keysRotateInTwoSteps() throws Exception {
        String old = read();
        cluster().rotateKeys();
        cluster().rotateToken();

        assertThat(Documents.verified(old, cluster().jwksUri())).isTrue();
        assertThat(Documents.verified(read(), cluster().jwksUri())).isTrue();

        cluster().unpublishOldKeys();

        assertThat(Documents.verified(old, cluster().jwksUri())).isFalse();
        assertThat(Documents.verified(read(), cluster().jwksUri())).isTrue();
        assertThat(JWKSet.parse(Documents.get(cluster().jwksUri()).body()).getKeys())
                .hasSize(1);
    }

    @Test
    void anyContentCanBeWrittenAndTheFileCanDisappear() throws IOException {
        cluster().writeRaw("not a token");
        assertThat(read()).isEqualTo("not a token");

        cluster().writeRaw("");
        assertThat(read()).isEmpty();

        cluster().removeToken();
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(this::read);

        cluster().mint().audience("other").write();
        assertThat(read()).startsWith("eyJ");
    }

    @Test
    void thePodCanMoveToAnotherServiceAccountAndNamespace() throws Exception {
        cluster().renameServiceAccount("billing");
        cluster().moveToNamespace("back-office");

        assertThat(cluster().subject()).isEqualTo("system:serviceaccount:back-office:billing");
        assertThat(cluster().serviceAccount()).isEqualTo("billing");
        assertThat(cluster().namespace()).isEqualTo("back-office");
        assertThat(SignedJWT.parse(read()).getJWTClaimsSet().getSubject())
                .isEqualTo("system:serviceaccount:back-office:billing");
    }

    @Test
    void theEnvironmentIsWhatTheWebhookInjects() {
        try (LocalEntra entra = LocalEntra.start()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> cluster().environment())
                    .withMessageContaining("cluster.annotate(application)");

            cluster().annotate(entra.registerApplication("8b1f6a52-0000-4000-8000-000000000001"));

            assertThat(cluster().environment())
                    .containsOnlyKeys(
                            "AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST")
                    .containsEntry("AZURE_CLIENT_ID", "8b1f6a52-0000-4000-8000-000000000001")
                    .containsEntry("AZURE_TENANT_ID", entra.tenantId())
                    .containsEntry(
                            "AZURE_FEDERATED_TOKEN_FILE", cluster().tokenFile().toString())
                    .containsEntry("AZURE_AUTHORITY_HOST", entra.authorityHost().toString())
                    .isEqualTo(cluster().environment(entra, "8b1f6a52-0000-4000-8000-000000000001"));
        }
    }

    @Test
    void theBuilderDecidesWhoThePodIs() throws Exception {
        try (LocalCluster other = LocalCluster.builder()
                .namespace("n")
                .serviceAccount("s")
                .audience("api://AKSIdentityBinding")
                .tokenLifetime(Duration.ofHours(2))
                .start()) {
            var claims = SignedJWT.parse(Files.readString(other.tokenFile())).getJWTClaimsSet();

            assertThat(claims.getSubject()).isEqualTo("system:serviceaccount:n:s");
            assertThat(claims.getAudience()).containsExactly("api://AKSIdentityBinding");
            assertThat(Duration.between(
                            claims.getIssueTime().toInstant(),
                            claims.getExpirationTime().toInstant()))
                    .isEqualTo(Duration.ofHours(2));
        }
    }

    @Test
    void theBuilderRefusesWhatCannotBe() {
        LocalClusterBuilder builder = LocalCluster.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.namespace(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tokenLifetime(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tokenLifetime(Duration.ofSeconds(-1)));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> builder.directory(directory.resolve("absent")).start());
    }

    @Test
    void closingEndsTheIssuerAndRemovesTheFileAndMayBeRepeated() {
        URI keys = cluster().jwksUri();
        Path file = cluster().tokenFile();

        cluster().close();
        cluster().close();

        assertThat(file.getParent().getParent()).doesNotExist();
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> Documents.get(keys));
    }

    @Test
    void twoClustersNeverSignWithTheSameKey() {
        try (LocalCluster other = LocalCluster.start()) {
            assertThat(other.signingKey().getKeyID())
                    .isNotEqualTo(cluster().signingKey().getKeyID());
        }
    }

    @Test
    void withoutLinksTheFileIsReplacedByARename() throws IOException {
        AtomicWriter writer = new AtomicWriter(directory, false);

        writer.write("one", Instant.EPOCH);
        assertThat(writer.file()).content().isEqualTo("one");
        assertThat(writer.file().getParent())
                .isDirectory()
                .satisfies(folder -> assertThat(Files.isSymbolicLink(folder)).isFalse());

        writer.write("two", Instant.EPOCH);
        assertThat(writer.file()).content().isEqualTo("two");

        writer.write(null, Instant.EPOCH);
        writer.write(null, Instant.EPOCH);
        assertThat(writer.file()).doesNotExist();
    }

    @Test
    void aVolumeThatCannotBeWrittenSaysWhere() throws IOException {
        AtomicWriter writer = AtomicWriter.in(Files.createFile(directory.resolve("taken")));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> writer.write("x", Instant.EPOCH))
                .withMessageContaining("taken");
        writer.delete();
        writer.delete();
    }

    @Test
    void onlyKnownAlgorithmsCanSign() {
        assertThatIllegalArgumentException().isThrownBy(() -> cluster().mint().algorithm("none"));
    }

    private String read() throws IOException {
        return Files.readString(cluster().tokenFile());
    }
}
