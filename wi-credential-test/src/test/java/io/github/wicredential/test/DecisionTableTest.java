package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LocalAzureExtension.class)
class DecisionTableTest {

    /** One thing that is wrong, on either side. */
    interface Change {
        void in(Scene scene) throws Exception;
    }

    record Scene(LocalCluster cluster, LocalEntra entra, LocalApplication application, TokenClient client) {

        void assertion(Consumer<ProjectedTokenBuilder> change) {
            ProjectedTokenBuilder token = cluster.mint();
            change.accept(token);
            client.set("client_assertion", token.serialize());
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.concat(Stream.concat(requests(), assertions()), Stream.concat(clients(), policies()));
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                row("a PUT", 400, "invalid_request", 900561, s -> s.client().method("PUT")),
                row(
                        "a JSON body",
                        400,
                        "invalid_request",
                        9002313,
                        s -> s.client().contentType("application/json")),
                row(
                        "a parameter 'resource'",
                        400,
                        "invalid_request",
                        901002,
                        s -> s.client().set("resource", "https://vault.azure.net")),
                row(
                        "no grant type",
                        400,
                        "invalid_request",
                        900144,
                        s -> s.client().without("grant_type")),
                row(
                        "an unknown grant type",
                        400,
                        "unsupported_grant_type",
                        70003,
                        s -> s.client().set("grant_type", "magic")),
                row(
                        "a password grant without a credential",
                        401,
                        "invalid_client",
                        7000218,
                        s -> s.client().set("grant_type", "password").without("client_assertion")),
                row(
                        "the grant type of the on-behalf-of flow",
                        400,
                        "invalid_request",
                        900144,
                        s -> s.client().set("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")),
                row(
                        "the on-behalf-of flow with the pod's token",
                        400,
                        "invalid_grant",
                        50013,
                        s -> s.client()
                                .set("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
                                .set("assertion", s.cluster().mint().serialize())),
                row(
                        "no client id",
                        400,
                        "invalid_request",
                        900144,
                        s -> s.client().without("client_id")),
                row(
                        "no assertion",
                        401,
                        "invalid_client",
                        7000216,
                        s -> s.client().without("client_assertion")),
                row(
                        "an empty assertion",
                        401,
                        "invalid_client",
                        7000216,
                        s -> s.client().set("client_assertion", "")),
                row(
                        "a secret instead of an assertion",
                        401,
                        "invalid_client",
                        7000215,
                        s -> s.client().without("client_assertion").set("client_secret", "s")),
                row(
                        "no credential and tenant common",
                        401,
                        "invalid_client",
                        7000216,
                        s -> s.client().tenant("common").without("client_assertion")),
                row(
                        "no assertion type",
                        400,
                        "invalid_request",
                        900144,
                        s -> s.client().without("client_assertion_type")),
                row(
                        "a wrong assertion type",
                        400,
                        "invalid_request",
                        50027,
                        s -> s.client().set("client_assertion_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")),
                row(
                        "an empty tenant",
                        400,
                        "invalid_request",
                        90019,
                        s -> s.client().tenant("")),
                row(
                        "tenant organizations",
                        400,
                        "invalid_request",
                        50059,
                        s -> s.client().tenant("organizations")),
                row(
                        "tenant common",
                        400,
                        "invalid_request",
                        9001023,
                        s -> s.client().tenant("common")),
                row(
                        "the empty GUID",
                        400,
                        "invalid_request",
                        900021,
                        s -> s.client().tenant("00000000-0000-0000-0000-000000000000")),
                row(
                        "tenant undefined",
                        400,
                        "invalid_request",
                        900023,
                        s -> s.client().tenant("undefined")),
                row(
                        "a tenant in quotes",
                        400,
                        "invalid_request",
                        900023,
                        s -> s.client().tenant('"' + s.entra().tenantId() + '"')),
                row(
                        "an unknown tenant",
                        400,
                        "invalid_tenant",
                        90002,
                        s -> s.client().tenant("99999999-9999-4999-8999-999999999999")),
                row(
                        "a tenant of another cloud",
                        400,
                        "invalid_request",
                        90038,
                        s -> s.entra().tenant().moveToCloud("microsoftonline.us")));
    }

    static Stream<Arguments> assertions() {
        return Stream.of(
                row("no JWT", 400, "invalid_request", 50027, s -> s.client().set("client_assertion", "eyJhbGciOi")),
                row("two parts", 400, "invalid_request", 50027, s -> s.client().set("client_assertion", "e30.e30")),
                row(
                        "a body that is no JSON",
                        400,
                        "invalid_request",
                        50027,
                        s -> s.client().set("client_assertion", "eyJhbGciOiJSUzI1NiJ9.YQ.YQ")),
                row(
                        "'Bearer ' before the token",
                        400,
                        "invalid_request",
                        50027,
                        s -> s.client()
                                .set(
                                        "client_assertion",
                                        "Bearer " + s.cluster().mint().serialize())),
                row("no issuer", 400, "invalid_request", 90014, s -> s.assertion(t -> t.withoutClaim("iss"))),
                row("no audience", 400, "invalid_request", 90014, s -> s.assertion(t -> t.withoutClaim("aud"))),
                row("no expiry", 400, "invalid_request", 90014, s -> s.assertion(t -> t.withoutClaim("exp"))),
                row("no key id", 401, "invalid_client", 5002723, s -> s.assertion(t -> t.withoutKeyId())),
                row("a foreign type", 401, "invalid_client", 5002727, s -> s.assertion(t -> t.type("at+jwt"))),
                row(
                        "an elliptic curve signature",
                        401,
                        "invalid_client",
                        5002738,
                        s -> s.assertion(t -> t.algorithm("ES256"))),
                row(
                        "an assertion signed by the client itself",
                        401,
                        "invalid_client",
                        700027,
                        s -> s.assertion(t -> t.issuer(s.application().clientId())
                                .subject(s.application().clientId()))),
                row(
                        "an assertion of another client",
                        401,
                        "invalid_client",
                        700021,
                        s -> s.assertion(t -> t.issuer("other").subject("other"))),
                row(
                        "a life of a year",
                        401,
                        "invalid_client",
                        70023,
                        s -> s.assertion(
                                t -> t.lifetime(Duration.ofDays(365)).audience("https://kubernetes.default.svc"))),
                row(
                        "a life one second too long",
                        401,
                        "invalid_client",
                        70023,
                        s -> s.assertion(t -> t.lifetime(Duration.ofHours(25).plusSeconds(1)))),
                row("an expired token", 401, "invalid_client", 700024, s -> s.assertion(t -> t.expired())),
                row(
                        "a token of the future",
                        401,
                        "invalid_client",
                        700024,
                        s -> s.assertion(t -> t.issuedAt(Instant.now().plus(Duration.ofMinutes(10))))),
                row(
                        "an expiry that is no number",
                        401,
                        "invalid_client",
                        700024,
                        s -> s.assertion(t -> t.claim("exp", "soon"))),
                row(
                        "a time beyond all calendars",
                        401,
                        "invalid_client",
                        700024,
                        s -> s.assertion(t -> t.claim("exp", Long.MAX_VALUE))),
                row("a tampered token", 401, "invalid_client", 7000274, s -> s.assertion(t -> t.tampered())),
                row(
                        "an unpublished key",
                        401,
                        "invalid_client",
                        7000272,
                        s -> s.assertion(t -> t.signedByUnpublishedKey())),
                row("a key that is unpublished by now", 401, "invalid_client", 7000272, s -> {
                    s.cluster().rotateKeys();
                    s.cluster().unpublishOldKeys();
                }),
                row("another key under the id of a published one", 401, "invalid_client", 7000274, s -> {
                    String published = s.cluster().signingKey().getKeyID();
                    s.assertion(t -> t.signedByUnpublishedKey().keyId(published));
                }),
                row(
                        "an issuer that is gone",
                        400,
                        "invalid_request",
                        90061,
                        s -> s.cluster().faults().always(Fault.reset())),
                row("an issuer of another scheme", 400, "invalid_request", 90061, s -> {
                    s.application().trust("file:///etc/", s.cluster().subject(), "a");
                    s.assertion(t -> t.issuer("file:///etc/").audience("a"));
                }),
                row("an issuer that is no address", 400, "invalid_request", 90061, s -> {
                    s.application()
                            .trust("kubernetes/serviceaccount", s.cluster().subject(), "a");
                    s.assertion(t -> t.issuer("kubernetes/serviceaccount").audience("a"));
                }),
                row(
                        "an issuer that answers 404",
                        400,
                        "invalid_request",
                        50166,
                        s -> s.cluster().faults().next(Fault.status(404))),
                row(
                        "keys that answer 503",
                        400,
                        "invalid_request",
                        50166,
                        s -> s.cluster()
                                .faults()
                                .next(Fault.latency(Duration.ZERO))
                                .next(Fault.refusal(503, "x", 1, "unavailable"))),
                row(
                        "a discovery document that is HTML",
                        400,
                        "invalid_request",
                        501661,
                        s -> s.cluster().faults().next(Fault.html())),
                row(
                        "a discovery document of another issuer",
                        400,
                        "invalid_request",
                        501661,
                        s -> s.cluster().publishDiscovery("{\"issuer\":\"https://other/\"}")),
                row(
                        "a discovery document without subject types",
                        400,
                        "invalid_request",
                        501661,
                        s -> s.cluster()
                                .publishDiscovery("{\"issuer\":\"" + s.cluster().issuer()
                                        + "\",\"subject_types_supported\":[]}")),
                row(
                        "a discovery document with an empty endpoint",
                        400,
                        "invalid_request",
                        501661,
                        s -> s.cluster()
                                .publishDiscovery(
                                        "{\"issuer\":\"" + s.cluster().issuer()
                                                + "\",\"subject_types_supported\":\"public\",\"authorization_endpoint\":\"\"}")),
                row(
                        "a discovery document without keys",
                        400,
                        "invalid_request",
                        501661,
                        s -> s.cluster()
                                .publishDiscovery("{\"issuer\":\"" + s.cluster().issuer()
                                        + "\",\"subject_types_supported\":\"public\"}")),
                row(
                        "keys that cannot be parsed",
                        400,
                        "invalid_request",
                        900612,
                        s -> s.cluster().publishKeys("{\"keys\":[{}]}")));
    }

    static Stream<Arguments> clients() {
        return Stream.of(
                row(
                        "an unknown client",
                        400,
                        "unauthorized_client",
                        700016,
                        s -> s.client().set("client_id", "66666666-7777-8888-9999-000000000000")),
                row(
                        "the object id as client id",
                        400,
                        "unauthorized_client",
                        700016,
                        s -> s.client().set("client_id", s.application().objectId())),
                row(
                        "a client of another tenant",
                        400,
                        "unauthorized_client",
                        700016,
                        s -> s.client()
                                .set(
                                        "client_id",
                                        s.entra()
                                                .tenant("33333333-3333-4333-8333-333333333333")
                                                .registerApplication()
                                                .clientId())),
                row(
                        "no service principal",
                        401,
                        "invalid_client",
                        7000229,
                        s -> s.application().setServicePrincipalPresent(false)),
                row(
                        "a disabled client",
                        400,
                        "unauthorized_client",
                        7000112,
                        s -> s.application().setEnabled(false)),
                row(
                        "a public client",
                        401,
                        "invalid_client",
                        700025,
                        s -> s.application().setPublicClient(true)),
                row(
                        "federation blocked by policy",
                        401,
                        "invalid_client",
                        700223,
                        s -> s.entra().tenant().blockFederation(true)),
                row(
                        "no federated credential",
                        401,
                        "invalid_client",
                        70025,
                        s -> s.application().untrustAll()),
                row(
                        "a credential not propagated yet",
                        401,
                        "invalid_client",
                        70021,
                        s -> s.application().delayPropagation(1)),
                row(
                        "a token of Entra",
                        401,
                        "invalid_client",
                        700222,
                        s -> s.assertion(t ->
                                t.issuer("https://sts.windows.net/" + s.entra().tenantId() + "/"))),
                row(
                        "a token of this very Entra",
                        401,
                        "invalid_client",
                        700222,
                        s -> s.assertion(t -> t.issuer(s.entra().authorityHost() + "x"))),
                row(
                        "an issuer without its slash",
                        401,
                        "invalid_client",
                        700211,
                        s -> s.assertion(t -> t.issuer(s.cluster().issuer().replaceAll("/$", "")))),
                row(
                        "an issuer with a slash too many",
                        401,
                        "invalid_client",
                        700211,
                        s -> s.assertion(t -> t.issuer(s.cluster().issuer() + "/"))),
                row("a renamed service account", 401, "invalid_client", 700213, s -> {
                    s.cluster().renameServiceAccount("orders-v2");
                    s.assertion(t -> {});
                }),
                row("another namespace", 401, "invalid_client", 700213, s -> {
                    s.cluster().moveToNamespace("test");
                    s.assertion(t -> {});
                }),
                row(
                        "a subject in another case",
                        401,
                        "invalid_client",
                        700213,
                        s -> s.assertion(t -> t.subject("system:serviceaccount:Shop:orders"))),
                row(
                        "another audience",
                        401,
                        "invalid_client",
                        700212,
                        s -> s.assertion(t -> t.audience("api://AKSIdentityBinding"))),
                row(
                        "two audiences",
                        401,
                        "invalid_client",
                        700212,
                        s -> s.assertion(t -> t.audience(LocalCluster.DEFAULT_AUDIENCE, "other"))),
                row(
                        "audiences that are no text",
                        401,
                        "invalid_client",
                        700212,
                        s -> s.assertion(t -> t.claim("aud", 7))),
                row(
                        "all three wrong",
                        401,
                        "invalid_client",
                        700211,
                        s -> s.assertion(
                                t -> t.issuer("https://i/").subject("s").audience("a"))));
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                row("no scope", 400, "invalid_request", 900144, s -> s.client().without("scope")),
                row(
                        "a permission as scope",
                        400,
                        "invalid_scope",
                        1002012,
                        s -> s.client().set("scope", "https://graph.microsoft.com/User.Read")),
                row(
                        "a scope encoded twice",
                        400,
                        "invalid_scope",
                        1002012,
                        s -> s.client().set("scope", "https%3A%2F%2Fvault.azure.net%2F.default")),
                row(
                        "only scopes of OpenID Connect",
                        400,
                        "invalid_scope",
                        1002012,
                        s -> s.client().set("scope", "openid profile")),
                row(
                        "no resource in the scope",
                        400,
                        "invalid_scope",
                        70011,
                        s -> s.client().set("scope", "/.default")),
                row(
                        "two resources",
                        400,
                        "invalid_scope",
                        28000,
                        s -> s.client()
                                .set("scope", "https://vault.azure.net/.default https://storage.azure.com/.default")),
                row(
                        "claims that are still base64",
                        400,
                        "invalid_request",
                        9002313,
                        s -> s.client().set("claims", "eyJhY2Nlc3NfdG9rZW4iOnt9fQ")),
                row(
                        "an unknown resource",
                        400,
                        "invalid_resource",
                        500011,
                        s -> s.entra().tenant().limitResources("https://storage.azure.com")),
                row(
                        "a demanded role that is missing",
                        400,
                        "invalid_grant",
                        501051,
                        s -> s.entra().tenant().requireAssignment("https://vault.azure.net")),
                row(
                        "Conditional Access",
                        400,
                        "invalid_grant",
                        53003,
                        s -> s.application().blockByConditionalAccess(true)));
    }

    @ParameterizedTest(name = "{0} is AADSTS{3}")
    @MethodSource("refusals")
    void refusesInEntrasForm(
            String what,
            int status,
            String error,
            int code,
            Change change,
            LocalCluster cluster,
            LocalEntra entra,
            LocalApplication application)
            throws Exception {
        TokenClient client = TokenClient.of(cluster);
        Scene scene = new Scene(cluster, entra, application, client);
        change.in(scene);

        TokenClient.Answer answer = client.post();

        assertThat(answer.code()).as(what).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.description()).startsWith("AADSTS" + code + ": ").doesNotContain("eyJ");
        assertThat(entra.refused()).isEqualTo(1);
        assertThat(entra.granted()).isZero();
    }

    static Stream<Arguments> grants() {
        return Stream.of(
                granted("nothing special", s -> {}),
                granted(
                        "an audience that is one text",
                        s -> s.assertion(t -> t.claim("aud", LocalCluster.DEFAULT_AUDIENCE))),
                granted("a life of exactly 25 hours", s -> s.assertion(t -> t.lifetime(Duration.ofHours(25)))),
                granted("no nbf", s -> s.assertion(t -> t.withoutClaim("nbf"))),
                granted(
                        "neither nbf nor iat",
                        s -> s.assertion(
                                t -> t.withoutClaim("nbf").withoutClaim("iat").lifetime(Duration.ofMinutes(3)))),
                granted("a type of JWT", s -> s.assertion(t -> t.type("JWT"))),
                granted("RS384", s -> s.assertion(t -> t.algorithm("RS384"))),
                granted(
                        "a token of four minutes ago",
                        s -> s.assertion(t -> t.issuedAt(Instant.now().minus(Duration.ofMinutes(64))))),
                granted("an old key that is still published", s -> s.cluster().rotateKeys()),
                granted("the tenant's domain", s -> {
                    s.entra().tenant().addDomain("contoso.example");
                    s.client().tenant("Contoso.Example");
                }),
                granted(
                        "a client id in upper case",
                        s -> s.client()
                                .set("client_id", s.application().clientId().toUpperCase(java.util.Locale.ROOT))),
                granted(
                        "scopes of OpenID Connect beside the one",
                        s -> s.client().set("scope", TokenClient.SCOPE + " openid profile offline_access")),
                granted("a known resource", s -> s.entra().tenant().limitResources("https://vault.azure.net")),
                granted("a demanded role that is assigned", s -> {
                    s.entra().tenant().requireAssignment("https://vault.azure.net");
                    s.application().assignRoles("https://vault.azure.net", "Secrets.Read");
                }),
                granted(
                        "a credential beside others",
                        s -> s.application()
                                .trust("https://other/", s.cluster().subject(), "other")
                                .trust(s.cluster().issuer(), "other", "other")),
                granted(
                        "a tenant back in its cloud",
                        s -> s.entra()
                                .tenant()
                                .moveToCloud("microsoftonline.us")
                                .moveToCloud(null)));
    }

    @ParameterizedTest(name = "{0} is granted")
    @MethodSource("grants")
    void grants(String what, Change change, LocalCluster cluster, LocalEntra entra, LocalApplication application)
            throws Exception {
        TokenClient client = TokenClient.of(cluster);
        change.in(new Scene(cluster, entra, application, client));

        TokenClient.Answer answer = client.post();

        assertThat(answer.status()).as(what + ": " + answer.description()).isEqualTo(200);
        assertThat(entra.granted()).isEqualTo(1);
    }

    @Test
    void aParameterThatComesTwiceIsMalformed() {
        assertThat(Form.parse("a=1&a=2").malformed()).isTrue();
        assertThat(Form.parse("a=%zz").malformed()).isTrue();
        assertThat(Form.parse("a&&b=").malformed()).isFalse();
        assertThat(Form.parse("a=secret")).hasToString("Form[a]");
    }

    @Test
    void aPasswordGrantWithACredentialIsUnsupported(LocalCluster cluster) throws Exception {
        TokenClient.Answer answer =
                TokenClient.of(cluster).set("grant_type", "password").post();

        assertThat(answer.code()).isEqualTo(70003);
    }

    @Test
    void theMixUpOfTheTwoUrnsIsNamed(LocalCluster cluster) throws Exception {
        TokenClient.Answer answer = TokenClient.of(cluster)
                .set("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
                .post();

        assertThat(answer.description()).contains("on-behalf-of", "grant_type=client_credentials");
    }

    @Test
    void propagationEndsAfterTheGivenNumberOfRequests(LocalCluster cluster, LocalApplication application)
            throws Exception {
        application.delayPropagation(2);

        assertThat(TokenClient.of(cluster).post().code()).isEqualTo(70021);
        assertThat(TokenClient.of(cluster).post().code()).isEqualTo(70021);
        assertThat(TokenClient.of(cluster).post().status()).isEqualTo(200);
    }

    @Test
    void aMismatchQuotesWhatWasPresented(LocalCluster cluster) throws Exception {
        cluster.renameServiceAccount("orders-v2");

        assertThat(TokenClient.of(cluster).post().description())
                .contains("presented assertion subject 'system:serviceaccount:shop:orders-v2'");
    }

    @Test
    void anIssuerIsNotAskedBeforeTheCredentialMatches(LocalCluster cluster) throws Exception {
        cluster.renameServiceAccount("orders-v2");
        cluster.faults().always(Fault.reset());

        assertThat(TokenClient.of(cluster).post().code()).isEqualTo(700213);
        assertThat(cluster.faults().met()).isZero();
    }

    private static Arguments row(String what, int status, String error, int code, Change change) {
        return arguments(what, status, error, code, change);
    }

    private static Arguments granted(String what, Change change) {
        return arguments(what, change);
    }
}
