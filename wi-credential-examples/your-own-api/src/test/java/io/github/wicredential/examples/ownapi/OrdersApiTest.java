package io.github.wicredential.examples.ownapi;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API lets in a caller whose token is right in every respect, and nobody else. */
@WorkloadIdentityTest
class OrdersApiTest {

    private static final String SCOPE = "api://orders/.default";

    private final Tls tls = new Tls();
    private LocalCluster cluster;
    private LocalEntra entra;
    private OrdersApi api;

    @BeforeEach
    void open(LocalCluster cluster, LocalEntra entra, LocalApplication application) throws Exception {
        application.assignRoles("api://orders", "Orders.Read");
        this.cluster = cluster;
        this.entra = entra;
        TrustedIssuer issuer = TrustedIssuer.of(entra);
        TokenVerifier verifier = new TokenVerifier(issuer.name(), "api://orders", issuer.keys());
        api = new OrdersApi(verifier, "Orders.Read", 0, tls.context());
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void letsInACallerWithTheRole() throws Exception {
        HttpResponse<String> answer = get("Bearer " + token(cluster, SCOPE));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("three orders");
    }

    @Test
    void refusesWhoeverShowsNothing() throws Exception {
        HttpResponse<String> answer = HttpClient.newBuilder()
                .sslContext(tls.context())
                .build()
                .send(request().build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertRefused("Basic b3JkZXJzOmxldC1tZS1pbg==", "no token");
        assertRefused("Bearer let-me-in", "Not a token");
    }

    @Test
    void refusesATokenForAnotherApi() throws Exception {
        assertRefused("Bearer " + token(cluster, "api://invoices/.default"), "aud claim");
    }

    @Test
    void refusesATokenWhoseSignatureIsNotTheIssuers() throws Exception {
        String token = token(cluster, SCOPE);
        int inSignature = token.lastIndexOf('.') + 10;
        char other = token.charAt(inSignature) == 'A' ? 'B' : 'A';

        assertRefused(
                "Bearer " + token.substring(0, inSignature) + other + token.substring(inSignature + 1), "signature");
        assertRefused("Bearer eyJhbGciOiJub25lIn0." + token.split("\\.", -1)[1] + ".", "");
        try (LocalEntra stranger = LocalEntra.start()) {
            cluster.annotate(stranger.registerApplication().trust(cluster).assignRoles("api://orders", "Orders.Read"));
            assertRefused("Bearer " + token(cluster, SCOPE), "key");
        }
    }

    @Test
    void refusesATokenOfAnotherTenantSignedByTheSameKey() throws Exception {
        cluster.annotate(entra.tenant("11111111-2222-4333-8444-555555555555")
                .registerApplication()
                .assignRoles("api://orders", "Orders.Read")
                .trust(cluster));

        assertRefused("Bearer " + token(cluster, SCOPE), "iss");
    }

    @Test
    void saysTryAgainWhileTheIssuersKeysCanNotBeHad() throws Exception {
        entra.close();
        String token = "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.e30.AAAA";

        assertThat(get("Bearer " + token).statusCode()).isEqualTo(503);
    }

    @Test
    void refusesATokenThatHasEnded() throws Exception {
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofHours(-3));
        try (LocalEntra then = LocalEntra.builder().clock(late).start();
                LocalCluster cluster = LocalCluster.builder()
                        .clock(late)
                        .tokenLifetime(Duration.ofHours(24))
                        .start()) {
            cluster.annotate(then.registerApplication().trust(cluster).assignRoles("api://orders", "Orders.Read"));
            TrustedIssuer issuer = TrustedIssuer.of(then);
            api.close();
            api = new OrdersApi(
                    new TokenVerifier(issuer.name(), "api://orders", issuer.keys()), "Orders.Read", 0, tls.context());

            assertRefused("Bearer " + token(cluster, SCOPE), "Expired");
        }
    }

    private void assertRefused(String authorization, String why) throws Exception {
        HttpResponse<String> answer = get(authorization);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
        assertThat(answer.body()).containsIgnoringCase(why).doesNotContain("eyJ");
    }

    private HttpResponse<String> get(String authorization) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(tls.context())
                .build()
                .send(request().header("Authorization", authorization).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + "/orders"));
    }

    private static String token(LocalCluster cluster, String scope) {
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build()) {
            return identity.token(scope).value();
        }
    }
}
