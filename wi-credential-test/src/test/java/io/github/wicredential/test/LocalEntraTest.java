package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import io.github.wicredential.thirdparty.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

@WorkloadIdentityTest
class LocalEntraTest {

    private static final String CORRELATION_ID = "0f0e0d0c-0b0a-4909-8807-060504030201";

    @Test
    void aGrantHasEntrasShape(LocalCluster cluster) throws Exception {
        TokenClient.Answer answer = TokenClient.of(cluster)
                .header("client-request-id", CORRELATION_ID)
                .header("return-client-request-id", "true")
                .post();

        assertThat(answer.json())
                .containsOnlyKeys("token_type", "expires_in", "ext_expires_in", "access_token")
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", 3600L)
                .containsEntry("ext_expires_in", 3600L);
        assertThat(header(answer, "content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(header(answer, "cache-control")).isEqualTo("no-store, no-cache");
        assertThat(header(answer, "client-request-id")).isEqualTo(CORRELATION_ID);
        assertThat(header(answer, "x-ms-request-id")).hasSize(36);
    }

    @Test
    void aRefusalHasEntrasShape(LocalApplication application) throws Exception {
        MutableClock clock = new MutableClock("2026-06-07T08:09:10Z");
        try (LocalEntra entra = LocalEntra.builder().clock(clock).start();
                LocalCluster cluster = LocalCluster.builder().clock(clock).start()) {
            cluster.annotate(entra.registerApplication());

            TokenClient.Answer answer = TokenClient.of(cluster)
                    .header("client-request-id", CORRELATION_ID)
                    .post();

            assertThat(answer.json())
                    .containsOnlyKeys(
                            "error",
                            "error_description",
                            "error_codes",
                            "timestamp",
                            "trace_id",
                            "correlation_id",
                            "error_uri")
                    .containsEntry("error_codes", List.of(70025L))
                    .containsEntry("timestamp", "2026-06-07 08:09:10Z")
                    .containsEntry("correlation_id", CORRELATION_ID)
                    .containsEntry("error_uri", entra.authorityHost() + "error?code=70025");
            assertThat(answer.description())
                    .endsWith(" Trace ID: " + answer.json().get("trace_id") + " Correlation ID: " + CORRELATION_ID
                            + " Timestamp: 2026-06-07 08:09:10Z");
            assertThat(header(answer, "date")).isEqualTo("Sun, 07 Jun 2026 08:09:10 GMT");
            assertThat(answer.response().headers().firstValue("client-request-id"))
                    .isEmpty();
        }
    }

    @Test
    void aCorrelationIdThatIsNoGuidIsReplaced(LocalCluster cluster) throws Exception {
        TokenClient.Answer answer = TokenClient.of(cluster)
                .without("scope")
                .header("client-request-id", "mine")
                .post();

        assertThat((String) answer.json().get("correlation_id")).hasSize(36);
    }

    @Test
    void theAccessTokenCanBeVerifiedByAResourceServer(
            LocalCluster cluster, LocalEntra entra, LocalApplication application) throws Exception {
        String token = TokenClient.of(cluster).post().accessToken();
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();

        assertThat(Documents.verified(token, entra.jwksUri())).isTrue();
        assertThat(claims.getAudience()).containsExactly("https://vault.azure.net");
        assertThat(claims.getIssuer()).isEqualTo("https://sts.windows.net/" + entra.tenantId() + "/");
        assertThat(claims.getClaim("appid")).isEqualTo(application.clientId());
        assertThat(claims.getClaim("oid")).isEqualTo(application.objectId());
        assertThat(claims.getClaim("tid")).isEqualTo(entra.tenantId());
        assertThat(claims.getClaim("idtyp")).isEqualTo("app");
        assertThat(claims.getClaim("ver")).isEqualTo("1.0");
        assertThat(claims.getClaim("xms_cc")).isNull();
        assertThat(claims.getClaim("roles")).isNull();
        assertThat(claims.getExpirationTime())
                .isEqualTo(java.util.Date.from(claims.getIssueTime().toInstant().plusSeconds(3600)));
        assertThat(TokenClient.of(cluster).post().accessToken()).isNotEqualTo(token);
    }

    @Test
    void aSlashOfTheResourceIsKept(LocalCluster cluster) throws Exception {
        String token = TokenClient.of(cluster)
                .set("scope", "https://database.windows.net//.default")
                .post()
                .accessToken();

        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getAudience())
                .containsExactly("https://database.windows.net/");
    }

    @Test
    void rolesAndTheDeclaredCapabilityAreInTheToken(LocalCluster cluster, LocalApplication application)
            throws Exception {
        application.assignRoles("api://orders", "Orders.Read", "Orders.Write");

        String token = TokenClient.of(cluster)
                .set("scope", "api://orders/.default")
                .set("claims", "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}")
                .post()
                .accessToken();

        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getStringListClaim("roles")).containsExactly("Orders.Read", "Orders.Write");
        assertThat(claims.getStringListClaim("xms_cc")).containsExactly("CP1");
    }

    @Test
    void claimsWithoutTheCapabilityDeclareNothing(LocalCluster cluster) throws Exception {
        for (String claims : List.of(
                "{}", "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp2\"]}}}", "{\"access_token\":{\"xms_cc\":{}}}")) {
            String token = TokenClient.of(cluster).set("claims", claims).post().accessToken();

            assertThat(SignedJWT.parse(token).getJWTClaimsSet().getClaim("xms_cc"))
                    .isNull();
        }
    }

    @Test
    void lifeAndRefreshPointCanBeSet(LocalCluster cluster, LocalEntra entra) throws Exception {
        entra.setExpiresIn(Duration.ofHours(24)).setRefreshIn(Duration.ofHours(12));
        assertThat(TokenClient.of(cluster).post().json())
                .containsEntry("expires_in", 86400L)
                .containsEntry("refresh_in", 43200L);

        entra.setExpiresInAsString(true);
        assertThat(TokenClient.of(cluster).post().json())
                .containsEntry("expires_in", "86400")
                .containsEntry("refresh_in", "43200");

        entra.setRefreshIn(null).setExpiresInAsString(false);
        assertThat(TokenClient.of(cluster).post().json()).doesNotContainKey("refresh_in");
    }

    @Test
    void theIssuerOfTheTokensCanBeSet() throws Exception {
        try (LocalEntra entra = LocalEntra.builder()
                        .tokenIssuer(tenant -> "https://issuer.example/" + tenant)
                        .start();
                LocalCluster cluster = LocalCluster.start()) {
            cluster.annotate(entra.registerApplication().trust(cluster));

            assertThat(SignedJWT.parse(TokenClient.of(cluster).post().accessToken())
                            .getJWTClaimsSet()
                            .getIssuer())
                    .isEqualTo("https://issuer.example/" + entra.tenantId());
        }
    }

    @Test
    void discoveryIsPublishedPerTenant(LocalEntra entra) throws Exception {
        String root = entra.authorityHost() + entra.tenantId();
        Map<String, Object> v1 = Documents.json(URI.create(root + "/.well-known/openid-configuration"));
        Map<String, Object> v2 = Documents.json(URI.create(root + "/v2.0/.well-known/openid-configuration"));

        assertThat(v1).containsEntry("issuer", "https://sts.windows.net/" + entra.tenantId() + "/");
        assertThat(v2)
                .containsEntry("issuer", root + "/v2.0")
                .containsEntry("token_endpoint", root + "/oauth2/v2.0/token")
                .containsEntry("jwks_uri", entra.jwksUri().toString());
        assertThat(Documents.get(URI.create(entra.authorityHost() + "unknown/.well-known/openid-configuration"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(Documents.get(URI.create(entra.authorityHost() + "elsewhere"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(Documents.get(URI.create(entra.authorityHost() + "x%2By/oauth2/v2.0/token"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void doubledSlashesInThePathAreForgiven(LocalEntra entra) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(entra.authorityHost() + "/" + entra.tenantId() + "//oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .contains("AADSTS900144");
    }

    @Test
    void aRequestIsRememberedWithoutItsAssertion(LocalCluster cluster, LocalEntra entra) throws Exception {
        assertThat(entra.lastRequest()).isEmpty();
        TokenClient.of(cluster)
                .set("claims", "{\"access_token\":{}}")
                .header("Authorization", "Basic x")
                .header("client-request-id", CORRELATION_ID)
                .post();

        ReceivedTokenRequest request = entra.lastRequest().orElseThrow();

        assertThat(request.parameterNames())
                .containsExactly(
                        "claims", "client_assertion", "client_assertion_type", "client_id", "grant_type", "scope");
        assertThat(request.grantType()).isEqualTo("client_credentials");
        assertThat(request.clientId()).isEqualTo(cluster.environment().get("AZURE_CLIENT_ID"));
        assertThat(request.tenant()).isEqualTo(entra.tenantId());
        assertThat(request.path()).isEqualTo("/" + entra.tenantId() + "/oauth2/v2.0/token");
        assertThat(request.scope()).isEqualTo(TokenClient.SCOPE);
        assertThat(request.claims()).isEqualTo("{\"access_token\":{}}");
        assertThat(request.headers())
                .containsEntry("client-request-id", CORRELATION_ID)
                .containsEntry("authorization", "(not kept)");
        assertThat(request.toString()).doesNotContain("eyJ", "Basic");
    }

    @Test
    void theAssertionsIdTellsWhetherTheFileWasReadAgain(LocalCluster cluster, LocalEntra entra) throws Exception {
        TokenClient.of(cluster).post();
        TokenClient.of(cluster).post();
        cluster.rotateToken();
        TokenClient.of(cluster).post();
        TokenClient.of(cluster).without("client_assertion").post();

        List<String> ids = entra.requests().stream()
                .map(ReceivedTokenRequest::assertionId)
                .map(String::valueOf)
                .toList();

        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
        assertThat(ids.get(3)).isEqualTo("null");
    }

    @Test
    void aTokenInTheWrongPlaceIsNeitherRememberedNorQuoted(LocalCluster cluster, LocalEntra entra) throws Exception {
        String token = cluster.mint().serialize();

        TokenClient.Answer answer = TokenClient.of(cluster)
                .set("client_id", token)
                .header("x-odd", token)
                .post();

        assertThat(answer.description()).contains("Application with identifier '(token)'");
        assertThat(entra.lastRequest().orElseThrow().toString()).doesNotContain("eyJ");
    }

    @Test
    void requestsAreCountedByOutcome(LocalCluster cluster, LocalEntra entra) throws Exception {
        TokenClient.of(cluster).post();
        TokenClient.of(cluster).without("scope").post();
        entra.faults().next(Fault.status(500));
        TokenClient.of(cluster).raw();

        assertThat(entra.tokenRequests()).isEqualTo(3);
        assertThat(entra.granted()).isEqualTo(1);
        assertThat(entra.refused()).isEqualTo(1);
    }

    @Test
    void overTlsItsOwnAuthorityIsTrusted() throws Exception {
        try (LocalEntra entra = LocalEntra.builder().https(true).start();
                LocalCluster cluster = LocalCluster.start()) {
            cluster.annotate(entra.registerApplication().trust(cluster));

            assertThat(entra.authorityHost()).hasScheme("https");
            assertThat(TokenClient.of(cluster)
                            .trusting(entra.sslContext())
                            .post()
                            .status())
                    .isEqualTo(200);
            assertThat(TokenClient.of(cluster)
                            .trusting(trusting(entra.certificatePem()))
                            .post()
                            .status())
                    .isEqualTo(200);
            assertThat(entra.trustManager().getAcceptedIssuers()).hasSize(1);
            TokenClient stranger = TokenClient.of(cluster);
            assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(stranger::post);
        }
    }

    @Test
    void overTlsAResetIsAReset() throws Exception {
        try (LocalEntra entra = LocalEntra.builder().https(true).start();
                LocalCluster cluster = LocalCluster.start()) {
            cluster.annotate(entra.registerApplication().trust(cluster));
            entra.faults().next(Fault.reset());
            TokenClient client = TokenClient.of(cluster).trusting(entra.sslContext());

            assertThatExceptionOfType(java.io.IOException.class).isThrownBy(client::post);
        }
    }

    @Test
    void plainHttpHasNoCertificate(LocalEntra entra) {
        assertThatIllegalStateException()
                .isThrownBy(entra::certificatePem)
                .withMessageContaining("builder().https(true)");
    }

    @Test
    void itListensOnLoopbackAddressesOnly() {
        LocalEntraBuilder builder = LocalEntra.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.address("192.0.2.1", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.address("not a host", 0));
        try (LocalEntra entra = builder.address("127.0.0.5", 0).start()) {
            assertThat(entra.authorityHost()).hasHost("127.0.0.5");
        }
    }

    @Test
    void anApplicationIsRegisteredOnce(LocalEntra entra, LocalCluster cluster) {
        LocalApplication application = entra.registerApplication("c1").trust(cluster);

        assertThat(entra.registerApplication("C1")).isSameAs(application);
        assertThat(entra.tenant(entra.tenantId())).isSameAs(entra.tenant());
        assertThatIllegalArgumentException().isThrownBy(() -> entra.registerApplication(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> application.trust(cluster));
        application.untrust(cluster.issuer(), cluster.subject());
        assertThat(application.credentials()).isEmpty();
    }

    @Test
    void anApplicationHasAtMostTwentyCredentials(LocalApplication application) {
        application.untrustAll();
        for (int i = 0; i < 20; i++) {
            application.trust("https://issuer/", "subject" + i, "audience");
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> application.trust("https://issuer/", "one too many", "audience"));
        assertThatIllegalArgumentException().isThrownBy(() -> application.trust(" ", "s", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> application.trust("i", "s".repeat(601), "a"));
    }

    private static String header(TokenClient.Answer answer, String name) {
        return answer.response().headers().firstValue(name).orElseThrow();
    }

    private static SSLContext trusting(String pem) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "authority",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new java.io.ByteArrayInputStream(
                                pem.getBytes(java.nio.charset.StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
