package io.github.wicredential.clients.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try")
class ClientSettingsTest {

    private static final Map<String, String> POD = Map.of(
            "AZURE_CLIENT_ID", "00000000-0000-0000-0000-000000000001",
            "AZURE_TENANT_ID", "00000000-0000-0000-0000-000000000002",
            "AZURE_FEDERATED_TOKEN_FILE", "/nowhere/token",
            "AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/");

    @ParameterizedTest
    @ValueSource(strings = {"azure.clientid", "azure.scope", "azure.tenant", "azure."})
    void anUnknownNameIsRefusedWithTheKnownOnes(String name) {
        assertThatThrownBy(() -> ClientSettings.of("The file", Map.of(name, "never-shown")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The file has the property " + name + ",")
                .hasMessageContainingAll(ClientSettings.NAMES.toArray(String[]::new))
                .hasMessageNotContaining("never-shown");
    }

    @ParameterizedTest
    @CsvSource({
        "azure.clientid, Write azure.clientId.",
        "azure.client-id, Write azure.clientId.",
        "azure.AUTHORITY_HOST, Write azure.authorityHost.",
        "azure.scope, Write azure.scopes.",
        "azure.tenant, Write azure.tenantId.",
        "azure., Remove the property.",
        "azure.nothing, Remove the property."
    })
    void aNameThatIsMisspeltIsSaidAsItIsSpelt(String name, String said) {
        assertThatThrownBy(() -> ClientSettings.of("The file", Map.of(name, "x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith(said);
    }

    @Test
    void whatIsRefusedIsShownWithoutTokensAndControlCharacters() {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvcmRlcnMifQ.c2lnbmF0dXJl";
        ClientSettings named =
                ClientSettings.of("The file", Map.of(ClientSettings.CREDENTIAL_NAME, "a\u001b[31m" + token));

        assertThatThrownBy(() -> ClientSettings.of("The file", Map.of("azure.\n" + token, "x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The file has the property azure.?<hidden>,");
        assertThatThrownBy(named::identity)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The settings refer to the credential 'a?[31m<hidden>',");
    }

    @Test
    void othersNamesAreNotLookedAt() {
        assertThat(ClientSettings.of("The file", Map.of("user", "orders", "azureish", "x")))
                .isEqualTo(ClientSettings.NONE);
    }

    @Test
    void scopesAreTakenApartAtCommas() {
        ClientSettings settings = ClientSettings.of("The file", Map.of("azure.scopes", " api://a/.default ,, "));

        assertThat(settings.scopes()).isEqualTo(List.of("api://a/.default"));
        assertThat(settings.request("https://unused.example/.default").scope()).isEqualTo("api://a/.default");
    }

    @Test
    void theSameSettingsAreTheSameIdentity() {
        try (PodEnvironment environment = new PodEnvironment(POD)) {
            assertThat(client(1).identity())
                    .isSameAs(client(1).identity())
                    .isNotSameAs(client(2).identity());
        }
    }

    @Test
    void settingsThatAreMadeUpWithoutEndDoNotPileUp() {
        try (PodEnvironment environment = new PodEnvironment(POD)) {
            IntStream.range(0, 200).forEach(number -> client(number).identity());

            assertThat(client(199).identity()).isSameAs(client(199).identity());
            assertThat(EnvironmentIdentities.size()).isLessThanOrEqualTo(64);
        }
    }

    @Test
    void withoutAPodTheFirstErrorSaysWhatToAdd() {
        try (PodEnvironment environment = new PodEnvironment(Map.of())) {
            assertThatThrownBy(() -> standard(false))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(
                            "AZURE_FEDERATED_TOKEN_FILE", "io.github.wicredential:wi-credential-azure", "az login");
        }
    }

    @Test
    void withAzureADevelopersSignInIsAsked() {
        try (PodEnvironment environment = new PodEnvironment(Map.of())) {
            assertThat(standard(true).getClass().getSimpleName()).isEqualTo("CredentialTokens");
        }
    }

    @ParameterizedTest
    @CsvSource({"prod, true", "WorkloadIdentityCredential, true", "dev, false", "AzureCliCredential, false"})
    void theVariableThatNamesACredentialIsObeyedWithoutAzure(String word, boolean taken) {
        Map<String, String> variables = new HashMap<>(POD);
        variables.put("AZURE_TOKEN_CREDENTIALS", word);
        try (PodEnvironment environment = new PodEnvironment(variables)) {
            if (taken) {
                assertThat(standard(false)).isNotNull();
            } else {
                assertThatThrownBy(() -> standard(false))
                        .hasMessageContainingAll("AZURE_TOKEN_CREDENTIALS", "wi-credential-azure");
            }
        }
    }

    private static TokenProvider standard(boolean azure) {
        return EnvironmentIdentities.standard(EnvironmentIdentities.Key.of(ClientSettings.NONE), azure);
    }

    private static ClientSettings client(int number) {
        return ClientSettings.of(
                "The file", Map.of("azure.clientId", "00000000-0000-0000-0001-%012d".formatted(number)));
    }
}
