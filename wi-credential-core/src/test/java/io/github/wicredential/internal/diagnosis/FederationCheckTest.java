package io.github.wicredential.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.TokenExchangeException.Details;
import io.github.wicredential.internal.assertion.TestJwt;
import java.net.URI;
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
    private static final String LIST = "az identity federated-credential list --identity-name <identity> -g <group> "
            + "--query \"[].{issuer:issuer,subject:subject,audience:audiences[0]}\" -o table";
    private static final String CREATE = "az identity federated-credential create --name <name> --identity-name "
            + "<identity> -g <group> --issuer '" + ISSUER + "' --subject '" + SUBJECT
            + "' --audiences 'api://AzureADTokenExchange'";

    private final FederationCheck check =
            new FederationCheck("my-client", URI.create("https://login.microsoftonline.com"), InstantSource.fixed(NOW));

    @Test
    void namesTheSubjectThatNoCredentialTrusts() {
        assertThat(hint(700213))
                .startsWith("No federated credential of client my-client has the token's subject, which is " + SUBJECT
                        + " (case counts): the pod runs as service account orders-v2 in namespace shop.")
                .contains("kubectl get pod <pod> -n shop -o jsonpath='{.spec.serviceAccountName}'", LIST)
                .endsWith(CREATE);
    }

    @Test
    void namesTheIssuerThatNoCredentialTrusts() {
        assertThat(hint(700211))
                .startsWith("No federated credential of client my-client has the token's issuer, which is " + ISSUER
                        + ". It must be equal to the last character, a slash at the end included")
                .contains("az aks show -n <cluster>", LIST)
                .endsWith(CREATE);
    }

    @Test
    void namesTheAudienceThatNoCredentialTrusts() {
        assertThat(hint(700212)).contains("has the token's audience, which is api://AzureADTokenExchange.", LIST);
    }

    @Test
    void namesAllThreeForTheOlderCode() {
        assertThat(hint(70021))
                .contains("issuer " + ISSUER + ", subject " + SUBJECT + ", audience api://AzureADTokenExchange");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "70025 | has no federated credential at all",
                "700016 | Tenant my-tenant has no application with the client id my-client.",
                "7000229 | az ad sp create --id 'my-client'",
                "700024 | it was issued 2026-03-01T11:30:00Z and ends 2026-03-01T12:30:00Z",
                "7000272 | The key that signed the token is not among those that the issuer https://westeurope",
                "7000274 | and the signature does not fit it",
                "90061 | could not read the discovery document",
                "50166 | could not read the discovery document",
                "501661 | could not read the discovery document",
                "90002 | There is no tenant my-tenant at https://login.microsoftonline.com.",
                "900023 | The tenant my-tenant is neither a tenant id nor a verified domain name.",
                "500011 | Tenant my-tenant knows no resource of the scope https://vault.azure.net/.default.",
                "1002012 | is not of the form <resource>/.default",
                "70011 | The scope https://vault.azure.net/.default is not known.",
                "53003 | Conditional Access policy for workload identities blocks client my-client",
                "7000216 | found no assertion in the request",
                "70023 | lives longer than the 25 hours"
            })
    void explainsTheCommonCodes(int code, String text) {
        assertThat(hint(code)).contains(text);
    }

    @Test
    void fallsBackToTheFamilyOfAnUnknownCode() {
        assertThat(hint(7002131)).isEqualTo(hint(700213));
        assertThat(hint(700299)).startsWith("Entra does not accept the token as a federated credential");
    }

    @Test
    void fallsBackToTheErrorThenToTheStatusThenToTheGeneralAdvice() {
        assertThat(hint(details(400, "invalid_scope", List.of(123456)))).startsWith("The scope https://vault");
        assertThat(hint(details(429, null, List.of()))).startsWith("Too many token requests");
        assertThat(hint(details(503, null, List.of())))
                .startsWith("https://login.microsoftonline.com or a gateway before it has trouble of its own");
        assertThat(hint(details(599, "odd", List.of(1)))).contains("trouble of its own");
        assertThat(hint(details(418, "odd", List.of(1, 22, 333)))).startsWith("See docs/errors.md");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"aud\":[\"api://AKSIdentityBinding\"] | is that of AKS identity bindings",
                "\"aud\":[\"https://kubernetes.default.svc\"] | looks like the pod's default API token",
                "\"aud\":[\"a\",\"b\"] | The token has several audiences",
                "\"iss\":\"https://sts.windows.net/x/\" | The token was issued by Entra itself.",
                "\"iss\":\"https://kubernetes.default.svc.cluster.local\" | --enable-oidc-issuer",
                "\"sub\":\"alice\" | The subject is not that of a Kubernetes service account",
                "\"sub\":\"system:serviceaccount:shop:default\" | runs as the service account 'default'"
            })
    void addsWhatIsUnusualAboutTheToken(String claim, String note) {
        assertThat(check.hint(details(401, "invalid_client", List.of(700211)), TestJwt.of("{" + claim + "}"), "t", "s"))
                .contains(note);
    }

    @Test
    void addsNothingAboutAnOrdinaryToken() {
        assertThat(hint(700016)).endsWith("after a change recreate the pod.");
    }

    @Test
    void comparesTheClocksOnlyIfTheyDiffer() {
        assertThat(hint(at("2026-03-01 12:10:00Z")))
                .endsWith("Entra's clock says 2026-03-01 12:10:00Z, the local one 2026-03-01T12:00:00Z.");
        assertThat(hint(at("2026-03-01 12:01:00Z"))).doesNotContain("Entra's clock");
        assertThat(hint(at("soon"))).doesNotContain("Entra's clock");
    }

    @Test
    void takesWhatEntraQuotesIfTheTokenCannotBeDecoded() {
        Details refused = new Details(
                401,
                "invalid_client",
                List.of(70021),
                "AADSTS70021: No matching federated identity record found for presented assertion. Assertion Issuer: "
                        + "'https://issuer.example/'. Assertion Subject: 'system:serviceaccount:a:b'. Assertion "
                        + "Audience: 'api://x'.",
                "c",
                null,
                null,
                false,
                null,
                null);

        assertThat(check.hint(refused, "not a jwt", "t", "s"))
                .contains("issuer https://issuer.example/, subject system:serviceaccount:a:b, audience api://x;");
    }

    @Test
    void keepsTheNamesOfWhatIsNotKnown() {
        assertThat(check.hint(details(401, null, List.of(700213)), "not a jwt", "t", "s"))
                .contains("which is <subject> (case counts): the pod runs as service account <serviceAccount>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x'; rm -rf / #", "x`id`", "$(id)", "${clientId}", "a\nb", "\u001b[31m"})
    void makesClaimsFitForAShell(String subject) {
        String json = "{\"sub\":\"" + subject.replace("\n", "\\n").replace("\u001b", "\\u001b")
                + "\",\"iss\":\"i\",\"aud\":\"a\"}";

        assertThat(check.hint(details(401, null, List.of(700213)), TestJwt.of(json), "t", "s"))
                .contains("--subject '" + subject.replaceAll("[^A-Za-z0-9/-]", "?") + "'");
    }

    @Test
    void cutsAClaimThatIsTooLong() {
        String json = "{\"sub\":\"" + "s".repeat(1000) + "\"}";

        assertThat(check.hint(details(401, null, List.of(700213)), TestJwt.of(json), "t", "s"))
                .contains("which is " + "s".repeat(300) + "... (case");
    }

    @Test
    void showsNothingElseOfTheToken() {
        String assertion =
                TestJwt.of("{\"sub\":\"s\",\"jti\":\"secret-id\",\"kubernetes.io\":{\"pod\":\"secret-pod\"}}");

        for (int code : new int[] {70021, 700211, 700212, 700213, 70023, 70025, 700024, 1}) {
            assertThat(check.hint(details(401, "invalid_client", List.of(code)), assertion, "t", "s"))
                    .doesNotContain("secret", TestJwt.SIGNATURE, "eyJ", "${");
        }
    }

    private String hint(int code) {
        return hint(details(401, "invalid_client", List.of(code)));
    }

    private String hint(Details refused) {
        String assertion = TestJwt.of("{\"iss\":\"" + ISSUER + "\",\"sub\":\"" + SUBJECT
                + "\",\"aud\":[\"api://AzureADTokenExchange\"],\"iat\":"
                + NOW.minusSeconds(1800).getEpochSecond()
                + ",\"exp\":" + NOW.plusSeconds(1800).getEpochSecond() + "}");
        return check.hint(refused, assertion, "my-tenant", "https://vault.azure.net/.default");
    }

    private static Details details(int status, @Nullable String error, List<Integer> codes) {
        return new Details(status, error, codes, null, "c", null, null, false, null, null);
    }

    private static Details at(String timestamp) {
        return new Details(401, null, List.of(700024), null, "c", null, timestamp, false, null, null);
    }
}
