package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import io.github.wicredential.thirdparty.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Assertions that Entra itself has issued: what becomes of them depends on how they were obtained. */
@WorkloadIdentityTest
class EntraTokensAsAssertionsTest {

    private static final String EXCHANGE = "api://AzureADTokenExchange";

    private LocalCluster cluster;
    private LocalEntra entra;
    private LocalApplication identity;
    private LocalApplication application;

    /** The pod's identity, and an application that trusts it as Microsoft's page on managed identities says. */
    @BeforeEach
    void start(LocalCluster cluster, LocalEntra entra, LocalApplication identity) {
        this.cluster = cluster;
        this.entra = entra;
        this.identity = identity;
        application = entra.registerApplication()
                .trust(
                        "https://login.microsoftonline.com/" + entra.tenantId() + "/v2.0",
                        identity.objectId(),
                        EXCHANGE);
    }

    @Test
    void whatThePlatformGaveAManagedIdentityIsTaken() throws Exception {
        entra.setExpiresIn(Duration.ofHours(24));

        TokenClient.Answer answer = asked(entra.issue(identity, TokenOrigin.MANAGED_IDENTITY, EXCHANGE));

        assertThat(answer.status()).as(answer.description()).isEqualTo(200);
        assertThat(SignedJWT.parse(answer.accessToken()).getJWTClaimsSet().getClaim("appid"))
                .isEqualTo(application.clientId());
    }

    @Test
    void whatThePodsTokenWasExchangedForIsNot() throws Exception {
        String exchanged = TokenClient.of(cluster)
                .set("scope", EXCHANGE + "/.default")
                .post()
                .accessToken();

        assertRefused(asked(exchanged), 700231);
    }

    @ParameterizedTest
    @CsvSource({
        "FEDERATED_CREDENTIAL, api://AzureADTokenExchange, 700231",
        "APP_REGISTRATION, api://AzureADTokenExchange, 700226",
        "USER, api://AzureADTokenExchange, 700229",
        "MANAGED_IDENTITY, https://vault.azure.net, 700227"
    })
    void otherTokensOfEntraAreRefusedByHowTheyWereObtained(TokenOrigin origin, String resource, int code)
            throws Exception {
        assertRefused(asked(entra.issue(identity, origin, resource)), code);
    }

    @Test
    void aManagedIdentityOfAnotherTenantIsRefused() throws Exception {
        LocalApplication elsewhere =
                entra.tenant("11111111-0000-4000-8000-000000000000").registerApplication();

        assertRefused(asked(entra.issue(elsewhere, TokenOrigin.MANAGED_IDENTITY, EXCHANGE)), 700236);
    }

    @ParameterizedTest
    @CsvSource({"issuer, 700211", "subject, 700213", "audience, 700212"})
    void aManagedIdentityIsComparedAsUsual(String what, int code) throws Exception {
        String issuer = "https://login.microsoftonline.com/" + entra.tenantId() + "/v2.0";
        application
                .untrustAll()
                .trust(
                        what.equals("issuer") ? issuer + "/" : issuer,
                        what.equals("subject") ? identity.clientId() : identity.objectId(),
                        what.equals("audience") ? "api://other" : EXCHANGE);

        assertRefused(asked(entra.issue(identity, TokenOrigin.MANAGED_IDENTITY, EXCHANGE)), code);
    }

    @Test
    void aTokenOfAnotherEntraIsOneOfWhichNothingIsKnown() throws Exception {
        try (LocalEntra other = LocalEntra.start()) {
            assertRefused(
                    asked(other.issue(other.registerApplication(), TokenOrigin.MANAGED_IDENTITY, EXCHANGE)), 700222);
        }
    }

    @Test
    void aTokenForAnExchangeHasTheRealOnesClaims() throws Exception {
        String token = entra.issue(identity, TokenOrigin.MANAGED_IDENTITY, EXCHANGE);
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();

        assertThat(Documents.verified(token, entra.jwksUri())).isTrue();
        assertThat(claims.getIssuer()).isEqualTo("https://login.microsoftonline.com/" + entra.tenantId() + "/v2.0");
        assertThat(claims.getAudience()).containsExactly("fb60f99c-7a34-4190-8149-302f77469936");
        assertThat(claims.getSubject()).isEqualTo(identity.objectId());
        assertThat(claims.getClaim("azp")).isEqualTo(identity.clientId());
        assertThat(claims.getClaim("ver")).isEqualTo("2.0");
    }

    private TokenClient.Answer asked(String assertion) throws Exception {
        return TokenClient.of(cluster)
                .set("client_id", application.clientId())
                .set("client_assertion", assertion)
                .post();
    }

    private static void assertRefused(TokenClient.Answer answer, int code) {
        assertThat(answer.code()).as(answer.description()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_client");
        assertThat(answer.description()).doesNotContain("eyJ");
    }
}
