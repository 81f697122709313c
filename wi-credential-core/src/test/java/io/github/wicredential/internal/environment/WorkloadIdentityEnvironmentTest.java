package io.github.wicredential.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Overrides;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Settings;
import io.github.wicredential.internal.guide.Evidence;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadIdentityEnvironmentTest {

    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";
    private static final String TENANT = "66666666-7777-8888-9999-aaaaaaaaaaaa";
    private static final String FILE = "/var/run/secrets/azure/wi/token/azure-identity-token";

    private static final AllowedTenants ANY_TENANT = new AllowedTenants("client", TENANT, List.of("*"), Evidence::new);

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "KUBERNETES_SERVICE_HOST", "10.0.0.1",
            "AZURE_CLIENT_ID", CLIENT,
            "AZURE_TENANT_ID", TENANT,
            "AZURE_FEDERATED_TOKEN_FILE", FILE,
            "AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/"));

    @Test
    void takesTheWebhooksVariables() {
        assertThat(settings())
                .isEqualTo(
                        new Settings(CLIENT, TENANT, Path.of(FILE), URI.create("https://login.microsoftonline.com")));
    }

    @Test
    void prefersTheBuilder() {
        Settings settings = settings(
                new Overrides("other-client", "contoso.example", Path.of("own"), "https://login.example:8443/", false));

        assertThat(settings.clientId()).isEqualTo("other-client");
        assertThat(settings.tenantId()).isEqualTo("contoso.example");
        assertThat(settings.tokenFile()).isEqualTo(Path.of("own"));
        assertThat(settings.authorityHost()).isEqualTo(URI.create("https://login.example:8443"));
    }

    @Test
    void fallsBackToThePublicCloud() {
        variables.put("AZURE_AUTHORITY_HOST", "  ");

        assertThat(settings().authorityHost()).isEqualTo(URI.create("https://login.microsoftonline.com"));
    }

    @Test
    void dropsWhiteSpaceAroundValues() {
        variables.replaceAll((name, value) -> " " + value + "\n");

        assertThat(settings().clientId()).isEqualTo(CLIENT);
        assertThat(settings().tokenFile()).isEqualTo(Path.of(FILE));
    }

    @Test
    void needsNoFileForAnOwnAssertion() {
        variables.remove("AZURE_FEDERATED_TOKEN_FILE");

        assertThat(settings(new Overrides(null, null, null, null, true)).tokenFile())
                .isNull();
    }

    @Test
    void ignoresTheFileVariableForAnOwnAssertion() {
        assertThat(settings(new Overrides(null, null, null, null, true)).tokenFile())
                .isNull();
    }

    @Test
    void refusesAFileBesideAnOwnAssertion() {
        assertThatThrownBy(() -> settings(new Overrides(null, null, Path.of("f"), null, true)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "Both a token file and an assertion source are set in the builder. Remove tokenFile(...) or "
                                + "assertion(...): an assertion comes from one place.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void neverShowsATokenThatIsInTheFilesPlace(boolean builder) {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2kiLCJzdWIiOiJzIn0.c2lnbmF0dXJlLW9mLWEtdG9rZW4";
        variables.put("AZURE_FEDERATED_TOKEN_FILE", builder ? FILE : token);
        Overrides overrides = builder ? new Overrides(null, null, Path.of(token), null, false) : Overrides.none();

        assertThatThrownBy(() -> settings(overrides))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The token file from "
                        + (builder ? "Builder.tokenFile(...)" : "AZURE_FEDERATED_TOKEN_FILE")
                        + " is a token, not the path of a file.")
                .message()
                .doesNotContain("eyJ");
    }

    @Test
    void namesAllThatIsMissingWhereItWasLookedForAndWhatSuppliesIt() {
        variables.keySet().removeIf(name -> name.startsWith("AZURE_"));

        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "The webhook did not mutate this container, so the workload identity is incomplete. "
                                + "Missing: client id (neither "
                                + "Builder.clientId(...) nor the variable AZURE_CLIENT_ID gives it), tenant id (neither "
                                + "Builder.tenantId(...) nor the variable AZURE_TENANT_ID gives it), token file (neither "
                                + "the builder nor the variable AZURE_FEDERATED_TOKEN_FILE gives it). Neither "
                                + "AZURE_FEDERATED_TOKEN_FILE nor AZURE_TENANT_ID is set; the webhook sets both.\n  One of: the label azure.workload.identity/use: \"true\" is "
                                + "missing on the pod template")
                .hasMessageContaining("variables are injected only when a pod is created")
                .hasMessageContaining("azure.workload.identity/skip-containers")
                .hasMessageContaining(": kubectl patch ")
                .message()
                .matches(text -> text.lines().count() == 5, "has five lines");
    }

    @Test
    void sendsNobodyToKubernetesWhoIsElsewhere() {
        variables.clear();

        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("workload identity works in a pod only", ": az login\n")
                .hasMessageNotContainingAny("kubectl", "azure.workload.identity/");

        variables.put("CONTAINER_APP_NAME", "orders");
        variables.put("IDENTITY_ENDPOINT", "http://localhost:42356/msi/token");

        assertThatThrownBy(this::settings)
                .hasMessageContainingAll(
                        "this is Azure Container Apps (orders)",
                        "ManagedIdentityCredentialBuilder",
                        "az containerapp list --query \"[?name=='orders']")
                .hasMessageNotContainingAny("kubectl", "azure.workload.identity/", "42356");
    }

    @Test
    void takesTheServiceAccountsNameFromTheTokenToMendItsAnnotation(@TempDir Path folder) throws IOException {
        String claims = Base64.getUrlEncoder()
                .encodeToString("{\"sub\":\"system:serviceaccount:shop:orders\"}".getBytes(StandardCharsets.UTF_8))
                .replace("=", "");
        variables.put("AZURE_CLIENT_ID", '"' + variables.get("AZURE_CLIENT_ID") + '"');
        variables.put(
                "AZURE_FEDERATED_TOKEN_FILE",
                Files.writeString(folder.resolve("token"), "eyJhbGciOiJSUzI1NiJ9." + claims + ".c2ln")
                        .toString());

        assertThatThrownBy(this::settings)
                .hasMessageContaining("kubectl annotate serviceaccount orders -n shop --overwrite");
    }

    @ParameterizedTest
    @CsvSource({
        "AZURE_CLIENT_ID, azure.workload.identity/client-id",
        "AZURE_TENANT_ID, azure.workload.identity/tenant-id",
        "AZURE_FEDERATED_TOKEN_FILE, azure.workload.identity/use"
    })
    void namesTheOneThatIsMissing(String variable, String supply) {
        variables.remove(variable);

        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("the variable " + variable + " gives it)", supply)
                .message()
                .containsOnlyOnce(" (neither ")
                .matches(text -> text.lines().count() <= 5, "has at most five lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"})
    void treatsABlankVariableAsMissingAndSaysSo(String variable) {
        variables.put(variable, " ");

        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the variable " + variable + " gives it; the variable is set, but blank)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://login.example.com | is plain http, which would expose the pod's token on the network; only loopback hosts may use it",
                "http://127.evil.example | is plain http",
                "http://localhost.evil.example | is plain http",
                "login.microsoftonline.com | is not an https URL",
                "login.microsoftonline.com:443 | is not an https URL",
                "ftp://login.example.com | is not an https URL",
                "https:///tenant | names no host",
                "https://under_score.example | names no host",
                "https://login.example.com?x=1 | has a query (after '?')",
                "https://login.example.com/?x=1 | has a query (after '?')",
                "https://login.example.com#x | has a fragment (after '#')",
                "https://login.example.com/tenant | has a path; the tenant belongs in AZURE_TENANT_ID",
                "https://login.example.com:99999 | has an invalid port",
                "https://login example.com | is not a URL (Illegal character in authority"
            })
    void refusesAnAuthorityThatCannotBeMeant(String value, String why) {
        variables.put("AZURE_AUTHORITY_HOST", value);

        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The authority ")
                .hasMessageContainingAll("from AZURE_AUTHORITY_HOST", why, "Set it to a URL such as https://");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login.microsoftonline.us | https://login.microsoftonline.us",
                "LOGIN.partner.microsoftonline.cn/ | https://login.partner.microsoftonline.cn",
                "//login.microsoftonline.us/tenant | https://login.microsoftonline.us",
                "login.example.com:8443 | https://login.example.com:8443",
                "https:/login.microsoftonline.us | https://login.microsoftonline.us",
                "ftp://login.example.com | https://login.example.com",
                "nonsense | https://login.microsoftonline.com",
                "https://adfs.example.com/ADFS/ | names an AD FS server (/adfs), which is not supported"
            })
    void proposesTheHostThatWasMeant(String value, String proposed) {
        variables.put("AZURE_AUTHORITY_HOST", value);

        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(proposed + (proposed.startsWith("https") ? "." : ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://user:s3cret@login.example.com", "https://s3cret@under_score", "https://u:s3cret@h/?q#f"
            })
    void refusesAnAuthorityWithUserInfoAndDoesNotShowIt(String value) {
        variables.put("AZURE_AUTHORITY_HOST", value);

        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The authority from AZURE_AUTHORITY_HOST contains a user name or password. Remove "
                        + "everything between '//' and '@': a federated credential needs no password.");
    }

    @Test
    void doesNotShowAnAuthorityThatCannotBeParsed() {
        variables.put("AZURE_AUTHORITY_HOST", "https://user:s3cret%zz@host");

        assertThatThrownBy(this::settings)
                .hasNoCause()
                .message()
                .startsWith("The authority from AZURE_AUTHORITY_HOST is not a URL")
                .doesNotContain("s3cret");
    }

    @Test
    void namesTheBuilderAsTheOriginOfAWrongAuthority() {
        assertThatThrownBy(() -> settings(new Overrides(null, null, null, "nowhere", false)))
                .hasMessageContaining("from Builder.authorityHost(...) is not an https URL");
    }

    @ParameterizedTest
    @CsvSource({
        "https://LOGIN.Example.com///, https://login.example.com",
        "HTTPS://login.example.com, https://login.example.com",
        "https://login.example.com:8443/, https://login.example.com:8443",
        "http://localhost:8080/, http://localhost:8080",
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "http://[::1]:8080/, http://[::1]:8080"
    })
    void bringsAnAuthorityIntoOneForm(String value, String expected) {
        variables.put("AZURE_AUTHORITY_HOST", value);

        assertThat(settings().authorityHost()).isEqualTo(URI.create(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "AZURE_TENANT_ID | tenant-id | \"66666666-7777-8888-9999-aaaaaaaaaaaa\"",
                "AZURE_CLIENT_ID | client-id | '66666666-7777-8888-9999-aaaaaaaaaaaa'",
                "AZURE_CLIENT_ID | client-id | 66666666-7777-8888-9999-aaaaaaaaaaaa 66666666"
            })
    void proposesTheAnnotationOfAnIdThatIsOneButForQuotationMarks(String variable, String annotation, String value) {
        variables.put(variable, value);

        assertThatThrownBy(this::settings)
                .message()
                .satisfies(message -> assertThat(message.contains("kubectl annotate serviceaccount "
                                + "\"${SERVICE_ACCOUNT:?service account}\" -n \"${NAMESPACE:?namespace}\" --overwrite azure.workload.identity/"
                                + annotation
                                + "=66666666-7777-8888-9999-aaaaaaaaaaaa\n"))
                        .isEqualTo(!value.contains(" ")))
                .satisfies(message -> assertThat(message.lines()).hasSizeLessThanOrEqualTo(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "common | is shared by all tenants",
                "Organizations | is shared by all tenants",
                "consumers | is shared by all tenants",
                "adfs | names another kind of authority",
                "00000000-0000-0000-0000-000000000000 | is the empty GUID, a placeholder",
                "a/b | only letters, digits, '.' and '-' are allowed",
                "a b | it contains white space",
                "\"contoso.example\" | it is in quotation marks",
                "a?b | only letters",
                "ä | only letters",
                ".. | is neither a tenant id nor a domain name",
                "a..b | is neither",
                ".a | is neither",
                "a. | is neither"
            })
    void refusesATenantThatGivesNoToken(String value, String why) {
        variables.put("AZURE_TENANT_ID", value);

        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The tenant '")
                .hasMessageContainingAll("from AZURE_TENANT_ID", why, "tenantId\" -o tsv");
        assertThatThrownBy(() -> ANY_TENANT.resolve(value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("from the token request", why);
    }

    @Test
    void refusesABlankTenantOfARequest() {
        assertThatThrownBy(() -> ANY_TENANT.resolve(" "))
                .hasMessageStartingWith("The tenant '' from the token request is blank.");
    }

    @Test
    void acceptsATenantOfARequest() {
        assertThat(ANY_TENANT.resolve(" contoso.onmicrosoft.com ")).isEqualTo("contoso.onmicrosoft.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a b' | it contains white space",
                "\"11111111\" | it is in quotation marks",
                "a&b | only letters, digits, '.', '_' and '-' are allowed",
                "<client-id> | only letters",
                "$(CLIENT) | is a reference that nothing has filled in",
                "00000000-0000-0000-0000-000000000000 | is the empty GUID"
            })
    void refusesAClientIdThatCannotBeMeant(String value, String why) {
        variables.put("AZURE_CLIENT_ID", value);

        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The client id from AZURE_CLIENT_ID is ")
                .hasMessageContainingAll(why, "Use the client ID of the app registration or managed identity");
    }

    @Test
    void doesNotShowATokenInTheWrongPlace() {
        variables.put("AZURE_CLIENT_ID", "Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln");

        assertThatThrownBy(this::settings).message().contains("'<hidden>'").doesNotContain("eyJ");
    }

    @Test
    void refusesAPathThatIsNone() {
        variables.put("AZURE_FEDERATED_TOKEN_FILE", "a\0b");

        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("AZURE_FEDERATED_TOKEN_FILE is not a path that this platform can open (Nul character not "
                        + "allowed). Set it to the file that the webhook mounts.")
                // It would quote the text.
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\u001b[31mb", "/a\nforged", "/a\u202eb", "/a\u2028forged", "/a\udb40\udc01b"})
    void refusesAPathThatAMessageCannotShow(String file) {
        variables.put("AZURE_FEDERATED_TOKEN_FILE", file);

        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "The token file from AZURE_FEDERATED_TOKEN_FILE is not the path of a file: it has an invisible "
                                + "character at position 2. Set it to the path at which the webhook mounts the token.");
    }

    @Test
    void readsTheEgressProxyFromVariablesInEitherCase() {
        variables.put("HTTPS_PROXY", " ");
        variables.put("https_proxy", " http://user:s3cret@proxy:3128 ");
        variables.put("no_proxy", "lower");
        variables.put("NO_PROXY", ".svc,10.0.0.0/8");

        Variables read = new Variables(variables::get);

        assertThat(read.httpsProxy()).isEqualTo("http://user:s3cret@proxy:3128");
        assertThat(read.noProxy()).isEqualTo(".svc,10.0.0.0/8");
        assertThat(read.toString() + settings()).doesNotContain("s3cret");
    }

    private Settings settings() {
        return settings(Overrides.none());
    }

    private Settings settings(Overrides overrides) {
        return new WorkloadIdentityEnvironment(new Variables(variables::get), overrides).settings();
    }
}
