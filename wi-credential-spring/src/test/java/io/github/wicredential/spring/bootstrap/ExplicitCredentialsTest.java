package io.github.wicredential.spring.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ExplicitCredentialsTest {

    @ParameterizedTest
    @CsvSource({
        "spring.cloud.azure.credential.client-secret, s, true, true",
        "spring.cloud.azure.credential.clientSecret, s, true, true",
        "SPRING_CLOUD_AZURE_CREDENTIAL_CLIENT_SECRET, s, true, true",
        "spring.cloud.azure.credential.client-certificate-path, /c.pem, true, true",
        "spring.cloud.azure.credential.token-credential-bean-name, mine, true, true",
        "spring.cloud.azure.credential.managed-identity-enabled, true, false, false",
        "spring.cloud.azure.keyvault.secret.property-sources[0].credential.client-secret, s, true, true",
        "SPRING_CLOUD_AZURE_KEYVAULT_SECRET_PROPERTYSOURCES_0_CREDENTIAL_CLIENTSECRET, s, true, true",
        "spring.cloud.azure.storage.blob.credential.client-secret, s, true, false",
        "spring.datasource.azure.credential.client-secret, s, true, false",
        "spring.cloud.azure.credential.managed-identity-enabled, false, false, false",
        "spring.cloud.azure.credential.client-secret, ' ', false, false",
        "spring.cloud.azure.credential.client-id, c, false, false",
        "spring.security.user.password, p, false, false",
        "spring.datasource.password, p, false, false"
    })
    void whatChoosesACredential(String name, String value, boolean somewhere, boolean forKeyVault) {
        ExplicitCredentials explicit = with(name, value);
        assertThat(!explicit.all().isEmpty()).isEqualTo(somewhere);
        assertThat(!explicit.forKeyVault().isEmpty()).isEqualTo(forKeyVault);
    }

    @ParameterizedTest
    @CsvSource({
        // The same client, or none.
        "managed-identity-enabled, client-id, own, false, false",
        "managed-identity-enabled, client-id, OWN, false, false",
        "managed-identity-enabled, client-id, ' ', false, false",
        "managedIdentityEnabled, clientId, own, false, false",
        // Another one.
        "managed-identity-enabled, client-id, other, true, true",
        "managedIdentityEnabled, client_id, other, true, true"
    })
    void aManagedIdentityIsAnotherCredentialOnlyWithAnotherClientId(
            String enabled, String clientId, String value, boolean somewhere, boolean forKeyVault) {
        ExplicitCredentials explicit = with(Map.of(
                "spring.cloud.azure.credential." + enabled,
                "true",
                "spring.cloud.azure.credential." + clientId,
                value,
                "AZURE_CLIENT_ID",
                "own"));
        assertThat(!explicit.all().isEmpty()).isEqualTo(somewhere);
        assertThat(!explicit.forKeyVault().isEmpty()).isEqualTo(forKeyVault);
        assertThat(explicit.managedIdentity()).isEqualTo(somewhere);
    }

    @Test
    void aManagedIdentityOfOnePartHasTheClientIdOfThatPartAndElseTheOneForAll() {
        String blob = "spring.cloud.azure.storage.blob.credential.";
        assertThat(with(Map.of(
                                blob + "managed-identity-enabled",
                                "true",
                                blob + "client-id",
                                "own",
                                "spring.cloud.azure.credential.client-id",
                                "other",
                                "azure.workload-identity.client-id",
                                "own",
                                "AZURE_CLIENT_ID",
                                "webhook"))
                        .all())
                .isEmpty();
        assertThat(with(Map.of(
                                blob + "managed-identity-enabled",
                                "true",
                                "SPRING_CLOUD_AZURE_CREDENTIAL_CLIENT_ID",
                                "other",
                                "AZURE_CLIENT_ID",
                                "own"))
                        .all())
                .containsExactly(blob + "managed-identity-enabled");
        String source = "spring.cloud.azure.keyvault.secret.property-sources";
        assertThat(with(Map.of(
                                source + "[0].credential.managed-identity-enabled",
                                "true",
                                source + "[1].credential.client-id",
                                "other",
                                "AZURE_CLIENT_ID",
                                "own"))
                        .all())
                .as("another part's")
                .isEmpty();
    }

    @Test
    void inLocalDevelopmentAManagedIdentityStandsForTheDeveloper() {
        assertThat(with(Map.of(
                                "spring.cloud.azure.credential.managed-identity-enabled", "true",
                                "spring.cloud.azure.credential.client-id", "other",
                                "azure.workload-identity.local-development.enabled", "true"))
                        .all())
                .isEmpty();
    }

    private static ExplicitCredentials with(String name, String value) {
        return with(Map.of(name, value));
    }

    private static ExplicitCredentials with(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return ExplicitCredentials.in(environment);
    }
}
