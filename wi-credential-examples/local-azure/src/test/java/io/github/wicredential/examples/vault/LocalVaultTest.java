package io.github.wicredential.examples.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The vault gives a secret to whoever shows a token that is right in every respect, and to nobody else. */
@WorkloadIdentityTest
class LocalVaultTest {

    private static final String SCOPE = LocalVault.AUDIENCE + "/.default";

    private LocalCluster cluster;
    private LocalEntra entra;
    private LocalVault vault;

    @BeforeEach
    void open(LocalCluster cluster, LocalEntra entra) {
        this.cluster = cluster;
        this.entra = entra;
        vault = open(InstantSource.system());
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void givesTheSecretForARightToken(LocalApplication application) throws Exception {
        AccessToken token = token(cluster.environment(), SCOPE);

        HttpResponse<String> answer = get(vault, token.value());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"value\":\"s3cret\"");
        assertThat(vault.reads()).isEqualTo(1);
        assertThat(vault.lastAccepted()).hasValueSatisfying(accepted -> {
            assertThat(accepted.applicationId()).isEqualTo(application.clientId());
            assertThat(accepted.expiresAt()).isAfter(Instant.now());
        });
    }

    @Test
    void challengesACallerWithoutATokenAsKeyVaultDoes() throws Exception {
        HttpResponse<String> answer = get(vault, null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer authorization=\"" + entra.authorityHost() + entra.tenantId()
                        + "\", resource=\"https://vault.azure.net\"");
        assertThat(vault.reads()).isZero();
    }

    @Test
    void refusesATokenForAnotherAudience() throws Exception {
        AccessToken token = token(cluster.environment(), "https://storage.azure.com/.default");

        assertRefused(get(vault, token.value()), "aud claim");
    }

    @Test
    void refusesATokenWhoseSignatureWasChanged() throws Exception {
        String token = token(cluster.environment(), SCOPE).value();
        int inSignature = token.lastIndexOf('.') + 10;
        char other = token.charAt(inSignature) == 'A' ? 'B' : 'A';

        assertRefused(
                get(vault, token.substring(0, inSignature) + other + token.substring(inSignature + 1)), "signature");
    }

    @Test
    void refusesATokenWithoutASignature() throws Exception {
        String[] parts = token(cluster.environment(), SCOPE).value().split("\\.", -1);

        assertRefused(get(vault, "eyJhbGciOiJub25lIn0." + parts[1] + "."), "");
    }

    @Test
    void refusesATokenSignedByAnotherEntra() throws Exception {
        try (LocalEntra stranger = LocalEntra.start()) {
            cluster.annotate(stranger.registerApplication().trust(cluster));

            assertRefused(get(vault, token(cluster.environment(), SCOPE).value()), "");
        }
    }

    @Test
    void refusesATokenOfAnotherIssuerSignedWithTheSameKey() throws Exception {
        cluster.annotate(entra.tenant("11111111-2222-4333-8444-555555555555")
                .registerApplication()
                .trust(cluster));

        assertRefused(get(vault, token(cluster.environment(), SCOPE).value()), "iss");
    }

    @Test
    void refusesATokenThatHasEnded() throws Exception {
        AccessToken token = token(cluster.environment(), SCOPE);
        try (LocalVault later = open(() -> Instant.now().plus(Duration.ofHours(2)))) {
            assertRefused(get(later, token.value()), "Expired");
        }
    }

    @Test
    void refusesATokenThatIsNotYetValid() throws Exception {
        AccessToken token = token(cluster.environment(), SCOPE);
        try (LocalVault earlier = open(() -> Instant.now().minus(Duration.ofHours(2)))) {
            assertRefused(get(earlier, token.value()), "before use time");
        }
    }

    @Test
    void refusesTextThatIsNoToken() throws Exception {
        assertRefused(get(vault, "let-me-in"), "");
    }

    @Test
    void knowsOnlyTheSecretsItWasGiven() throws Exception {
        AccessToken token = token(cluster.environment(), SCOPE);

        assertThat(get(vault.url() + "/secrets/another", token.value()).statusCode())
                .isEqualTo(404);
        assertThat(get(vault.url() + "/", token.value()).statusCode()).isEqualTo(404);
    }

    private void assertRefused(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(answer.body())
                .containsIgnoringCase(why)
                .doesNotContain("s3cret")
                .doesNotContain("eyJ");
        assertThat(vault.reads()).isZero();
    }

    private LocalVault open(InstantSource clock) {
        String issuer = "https://sts.windows.net/" + entra.tenantId() + "/";
        return LocalVault.open(
                        new TrustedIssuer(entra.authorityHost(), entra.tenantId(), issuer, entra.jwksUri()), clock)
                .put("db", "s3cret");
    }

    private static AccessToken token(Map<String, String> variables, String scope) {
        try (WorkloadIdentity identity =
                WorkloadIdentity.builder().environment(variables::get).build()) {
            return identity.token(scope);
        }
    }

    private HttpResponse<String> get(LocalVault from, @Nullable String token) throws Exception {
        return get(from.url() + "/secrets/db/?api-version=2025-07-01", token, from);
    }

    private HttpResponse<String> get(String address, @Nullable String token) throws Exception {
        return get(address, token, vault);
    }

    private static HttpResponse<String> get(String address, @Nullable String token, LocalVault trusted)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newBuilder()
                .sslContext(trusted.certificates().sslContext())
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
