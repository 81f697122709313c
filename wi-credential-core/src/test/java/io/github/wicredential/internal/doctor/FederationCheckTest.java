package io.github.wicredential.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TestJwt;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.ExchangeDetails;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FederationCheckTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ISSUER = "https://westeurope.oic.prod-aks.azure.com/1111/2222/";
    private static final String SUBJECT = "system:serviceaccount:shop:orders-v2";
    private static final String LIST =
            "read -r N G <<<\"$(az identity list --query \"[?clientId=='8b1f6a52-0000-4000-8000-000000000001' || "
                    + "principalId=='8b1f6a52-0000-4000-8000-000000000001'].[name,resourceGroup]\" -o tsv)\"; az identity federated-credential list "
                    + "--identity-name \"${N:?no managed identity of this subscription has this client id}\" -g \"$G\" --query \"[].{name:name,issuer:issuer,subject:subject,"
                    + "audience:audiences[0]}\" -o table";
    private static final String CREATE =
            "az identity federated-credential create --identity-name \"${N:?no managed identity has this client id}\" -g \"${G:?resource group}\" "
                    + "--name shop-orders-v2-2222 --issuer '" + ISSUER + "' --subject '" + SUBJECT
                    + "' --audiences 'api://AzureADTokenExchange'";

    private final FederationCheck check = at(URI.create("https://login.microsoftonline.com"));

    @Test
    void saysWhatDiffersAndEndsWithTheCommands() {
        assertThat(hint(700213).lines())
                .containsExactly(
                        "The pod runs as service account orders-v2 in namespace shop, and no federated credential of "
                                + "client 8b1f6a52-0000-4000-8000-000000000001 with this issuer has the subject "
                                + SUBJECT
                                + ". The comparison is case-sensitive.",
                        "  Usually: the credential names another service account or another namespace: the account was "
                                + "renamed, for example by a Helm release, the workload was moved, or the pod runs as "
                                + "the wrong account. Sent: issuer '" + ISSUER
                                + "'; audience 'api://AzureADTokenExchange'.",
                        "  what the identity trusts: " + LIST,
                        "  only if this workload is meant to be client 8b1f6a52-0000-4000-8000-000000000001: adds trust for its subject (after the "
                                + "line that reads N and G): " + CREATE,
                        "  More: main class io.github.wicredential.Doctor --explain AADSTS700213");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "700211 | The token's issuer is https://westeurope.oic.prod-aks.azure.com/1111/2222/",
                "700212 | The token's audience is api://AzureADTokenExchange",
                "70021 | None of the federated credentials of client 8b1f6a52-0000-4000-8000-000000000001",
                "70025 | Client 8b1f6a52-0000-4000-8000-000000000001 exists and has no federated credential.",
                "700016 | Tenant my-tenant has no application or managed identity with the client id 8b1f6a52-0000-4000-8000-000000000001.",
                "7000229 | : az ad sp create --id 8b1f6a52-0000-4000-8000-000000000001",
                "700024 | The token was issued 2026-03-01T11:30:00Z and expires 2026-03-01T12:30:00Z",
                "90061 | outside the cluster, as Entra reads it: curl -sS 'https://westeurope.oic.prod-aks.azure.com/1111/2222/.well-known/openid-configuration'",
                "90002 | https://login.microsoftonline.com has no tenant my-tenant.",
                "500011 | resource of the scope https://vault.azure.net/.default",
                "500011 | az ad sp list --filter \"servicePrincipalNames/any(n:n eq 'https://vault.azure.net')\"",
                "53003 | A Conditional Access policy for workload identities blocks client 8b1f6a52-0000-4000-8000-000000000001"
            })
    void fillsInWhatIsKnown(int code, String text) {
        assertThat(hint(code)).contains(text);
    }

    @Test
    void looksAtNoCertificateWhereThereIsNone() {
        FederationCheck local = at(URI.create("http://127.0.0.1:46523"));

        assertThat(local.hint(details(403, null, List.of()), sent("t", "s"), ClientAssertion.of("not a jwt")))
                .contains("curl -sSi \"http://127.0.0.1:46523/common/")
                .doesNotContain("openssl");
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com, login.microsoftonline.com:443 -servername login.microsoftonline.com",
        "https://login.example:8443, login.example:8443 -servername login.example"
    })
    void looksAtTheAuthoritysOwnPort(URI authority, String place) {
        FederationCheck there = at(authority);

        assertThat(there.hint(details(403, null, List.of()), sent("t", "s"), ClientAssertion.of("not a jwt")))
                .contains("\n  who responds (in the pod): openssl s_client -connect " + place + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Token is not active | The token is valid from 2026-03-01T12:10:00Z on, and the local clock says 2026-03-01T12:00:00Z.",
                "Token reuse detected | The authority accepts each assertion only once.",
                "Signature on JWT token failed validation | whether the issuer publishes the key id k1 (Doctor --issuer)",
                "Client not found | its response contains no code of Entra, so see its own message."
            })
    void saysWhatWasSentToAnAuthorityThatIsNotEntra(String words, String text) {
        FederationCheck there = at(URI.create("https://sso.example"));
        long from = NOW.plusSeconds(600).getEpochSecond();
        String assertion = TestJwt.of("{\"iss\":\"" + ISSUER + "\",\"sub\":\"" + SUBJECT
                + "\",\"aud\":\"https://sso.example/realms/x\",\"nbf\":" + from + "}");

        String hint = there.hint(words(words), sent("my-tenant", "api://x/.default"), ClientAssertion.of(assertion));

        assertThat(hint)
                .startsWith("https://sso.example is not a known host of Entra")
                .contains(text)
                .contains("\n  Sent: client '8b1f6a52-0000-4000-8000-000000000001'; issuer '" + ISSUER + "'; subject '"
                        + SUBJECT
                        + "'; audience 'https://sso.example/realms/x'; key id 'k1'; issued no time, valid from "
                        + "2026-03-01T12:10:00Z to no time.")
                .doesNotContain("Most likely", "Usually", "One of", "az ", TestJwt.SIGNATURE, "eyJ");
        assertThat(check.hint(words(words), sent("my-tenant", "api://x/.default"), ClientAssertion.of(assertion)))
                .as("Entra itself")
                .contains("Usually");
    }

    @Test
    void explainsACodeOfEntraWhoeverPassesItOn() {
        FederationCheck there = at(URI.create("https://sso.example"));

        assertThat(there.hint(
                        details(401, "invalid_client", List.of(700213)),
                        sent("t", "s"),
                        ClientAssertion.of("not a jwt")))
                .contains("--explain AADSTS700213");
    }

    @Test
    void comparesTheTokenWithWhatEntraQuotes() {
        ExchangeDetails refused =
                described("AADSTS70021: No matching federated identity record found for presented assertion. "
                        + "Assertion Issuer: '" + ISSUER
                        + "'. Assertion Subject: 'system:serviceaccount:shop:other'. Assertion "
                        + "Audience: 'api://AzureADTokenExchange'.");

        assertThat(hint(refused))
                .contains(" Sent: issuer '" + ISSUER + "';")
                .contains("subject '" + SUBJECT + "', in Entra's message 'system:serviceaccount:shop:other';");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"aud\":[\"api://AKSIdentityBinding\"] | is that of AKS identity bindings",
                "\"aud\":[\"https://kubernetes.default.svc\"] | The token is for the cluster's API server",
                "\"aud\":[\"a\",\"b\"] | The token has several audiences",
                "\"iss\":\"https://sts.windows.net/x/\" | The token was issued by Entra itself.",
                "\"iss\":\"https://kubernetes.default.svc.cluster.local\" | the cluster's OIDC issuer is not enabled",
                "\"iss\":\"https://x.oic.prod-aks.azure.com/1/2\" | The issuer does not end with a slash",
                "\"sub\":\"alice\" | The subject is not that of a Kubernetes service account",
                "\"sub\":\"system:serviceaccount:shop:default\" | runs as the service account 'default'"
            })
    void addsWhatIsUnusualAboutTheToken(String claim, String note) {
        assertThat(check.hint(
                        details(401, "invalid_client", List.of(70021)),
                        sent("t", "s"),
                        ClientAssertion.of(TestJwt.of("{" + claim + "}"))))
                .contains(note);
    }

    @ParameterizedTest
    @CsvSource({
        "70021, true",
        "7002999, true", // of the family AADSTS7002*
        "90061, true",
        "900612, false", // begins like AADSTS90061, and is about the keys alone
        "900619, false", // nobody knows it
        "700016, false"
    })
    void looksAtTheTokenOnlyIfTheGuideComparesIt(int code, boolean looks) {
        String assertion = TestJwt.of("{\"iss\":\"https://kubernetes.default.svc.cluster.local\"}");
        String hint = check.hint(
                details(401, "unauthorized_client", List.of(code)), sent("t", "s"), ClientAssertion.of(assertion));

        assertThat(hint.contains("the cluster's OIDC issuer is not enabled"))
                .as(hint)
                .isEqualTo(looks);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"aud\":[\"api://AKSIdentityBinding\"]",
                "\"aud\":[\"https://kubernetes.default.svc\"]",
                "\"iss\":\"https://sts.windows.net/x/\"",
                "\"iss\":\"https://kubernetes.default.svc.cluster.local\"",
                "\"sub\":\"system:serviceaccount:shop:default\""
            })
    void neverTellsToTrustATokenThatIsTheWrongOne(String claim) {
        for (int code : new int[] {70021, 700211, 700212, 700213, 70025}) {
            assertThat(check.hint(
                            details(401, "invalid_client", List.of(code)),
                            sent("t", "s"),
                            ClientAssertion.of(TestJwt.of("{" + claim + "}"))))
                    .doesNotContain("federated-credential create", "federated-credential update", "trusts this pod");
        }
    }

    @Test
    void anotherAudienceIsAChangeOfTheCredentialThatThereIs() {
        assertThat(hint(700212))
                .contains(
                        ": az identity federated-credential update --identity-name \"${N:?no managed identity has this client id}\" -g \"${G:?resource group}\" --name "
                                + "\"${CREDENTIAL:?name of the credential}\" ")
                .doesNotContain("federated-credential create");
    }

    @Test
    void addsNothingAboutAnOrdinaryToken() {
        assertThat(hint(700016))
                .contains(
                        "with the client id 8b1f6a52-0000-4000-8000-000000000001.\n  One of: the client id has a typing error, or the identity was deleted",
                        "\n  which managed identity it is, and so which cause applies: az identity list");
    }

    @Test
    void comparesTheClocksOnlyIfTheyDiffer() {
        assertThat(hint(at("2026-03-01 12:10:00Z"))).contains("Most likely: the node's clock is 10 min behind Entra's");
        assertThat(hint(at("2026-03-01T12:10:00Z"))).contains("Most likely: the node's clock is 10 min behind Entra's");
        assertThat(hint(at("2026-03-01 12:01:00Z"))).doesNotContain("Most likely", "min behind");
        assertThat(hint(at("soon"))).contains("One of: ", "the node's clock is wrong");
    }

    @Test
    void takesWhatEntraQuotesIfTheTokenCannotBeDecoded() {
        ExchangeDetails refused =
                described("AADSTS70021: No matching federated identity record found for presented assertion. "
                        + "Assertion Issuer: 'https://issuer.example/'. Assertion Subject: 'system:serviceaccount:a:b'. "
                        + "Assertion Audience: 'api://x'.");

        assertThat(check.hint(refused, sent("t", "s"), ClientAssertion.of("not a jwt")))
                .contains(" Sent: issuer not known, in Entra's message 'https://issuer.example/'")
                .contains("--issuer 'https://issuer.example/' --subject 'system:serviceaccount:a:b' --audiences "
                        + "'api://x'\n");
    }

    @Test
    void keepsTheNamesOfWhatIsNotKnown() {
        assertThat(check.hint(details(401, null, List.of(700213)), sent("t", "s"), ClientAssertion.of("not a jwt")))
                .startsWith("The pod runs as service account <serviceAccount> in namespace <namespace>, and no ");
    }

    @Test
    void makesClaimsFitForAShell() {
        String json = "{\"sub\":\"x'; rm -rf / #\",\"iss\":\"i\",\"aud\":\"api://AzureADTokenExchange\"}";

        assertThat(check.hint(
                        details(401, null, List.of(700212)), sent("t", "s"), ClientAssertion.of(TestJwt.of(json))))
                .contains("--subject 'x'\\''; rm -rf / #' --audiences 'api://AzureADTokenExchange'\n");
    }

    @Test
    void showsNothingElseOfTheToken() {
        String assertion = TestJwt.of(
                "{\"sub\":\"s\",\"jti\":\"hidden-id\",\"kubernetes.io\":{\"pod\":{\"uid\":\"hidden-uid\"}}}");

        for (int code : new int[] {70021, 700211, 700212, 700213, 70023, 70025, 700024, 1}) {
            assertThat(check.hint(
                            details(401, "invalid_client", List.of(code)),
                            sent("t", "s"),
                            ClientAssertion.of(assertion)))
                    .doesNotContain("hidden", TestJwt.SIGNATURE, "eyJ", "{client}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "700016 | com/22222222-0000-4000-8000-000000000002 | but the cluster's issuer is of tenant 22222222-0000-4000-8000-000000000002: | azure.workload.identity/tenant-id=22222222-0000-4000-8000-000000000002",
                "700016 | com/8b1f6a52-0000-4000-8000-000000000001 | AZURE_CLIENT_ID and AZURE_TENANT_ID are swapped | azure.workload.identity/client-id=11111111",
                "700016 | com/11111111-0000-4000-8000-000000000001 | One of: the client id has a typing error, or the identity was deleted | az identity list",
                "90002 | com/22222222-0000-4000-8000-000000000002 | but the cluster's issuer is of tenant 22222222-0000-4000-8000-000000000002. | azure.workload.identity/tenant-id=22222222-0000-4000-8000-000000000002",
                "90038 | us/11111111-0000-4000-8000-000000000001 | is of the cloud of https://login.microsoftonline.us/ | AZURE_AUTHORITY_HOST='https://login.microsoftonline.us/'",
                "90038 | com/11111111-0000-4000-8000-000000000001 | Usually: AZURE_AUTHORITY_HOST is that of another cloud | AZURE_AUTHORITY_HOST-",
            })
    void theClustersIssuerNamesItsTenantAndItsCloud(int code, String issuer, String cause, String command) {
        String assertion = TestJwt.of(
                "{\"iss\":\"https://west.oic.prod-aks.azure." + issuer + "/1/\",\"sub\":\"" + SUBJECT + "\"}");

        assertThat(check.hint(
                        details(400, "unauthorized_client", List.of(code)),
                        sent("11111111-0000-4000-8000-000000000001", "https://vault.azure.net/.default"),
                        ClientAssertion.of(assertion)))
                .contains(cause, command);
    }

    private static TokenExchange.Request sent(String tenant, String scope) {
        return new TokenExchange.Request(tenant, scope, null, false, Duration.ofSeconds(10));
    }

    private String hint(int code) {
        return hint(details(401, "invalid_client", List.of(code)));
    }

    private String hint(ExchangeDetails refused) {
        String assertion = TestJwt.of("{\"iss\":\"" + ISSUER + "\",\"sub\":\"" + SUBJECT
                + "\",\"aud\":[\"api://AzureADTokenExchange\"],\"kubernetes.io\":{\"pod\":{\"name\":\"orders-v2-x2k4p\"}},"
                + "\"iat\":"
                + NOW.minusSeconds(1800).getEpochSecond()
                + ",\"exp\":" + NOW.plusSeconds(1800).getEpochSecond() + "}");
        return check.hint(
                refused, sent("my-tenant", "https://vault.azure.net/.default"), ClientAssertion.of(assertion));
    }

    private static ExchangeDetails details(int status, @Nullable String error, List<Integer> codes) {
        return new ExchangeDetails(status, error, codes, null, "c", null, null, false, null, null);
    }

    private static ExchangeDetails words(String description) {
        return new ExchangeDetails(400, "invalid_client", List.of(), description, "c", null, null, false, null, null);
    }

    private static ExchangeDetails described(String description) {
        return new ExchangeDetails(
                401, "invalid_client", List.of(70021), description, "c", null, null, false, null, null);
    }

    private static ExchangeDetails at(String timestamp) {
        return new ExchangeDetails(401, null, List.of(700024), null, "c", null, timestamp, false, null, null);
    }

    private static FederationCheck at(URI authority) {
        return new FederationCheck("8b1f6a52-0000-4000-8000-000000000001", authority, null, InstantSource.fixed(NOW));
    }
}
