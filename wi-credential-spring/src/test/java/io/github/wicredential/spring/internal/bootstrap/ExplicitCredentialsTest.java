package io.github.wicredential.spring.internal.bootstrap;

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
        "spring.cloud.azure.credential.managed-identity-enabled, true, true, true",
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

    @Test
    void aManagedIdentityIsNoticed() {
        assertThat(with("spring.cloud.azure.credential.managed-identity-enabled", "true")
                        .managedIdentity())
                .isTrue();
        assertThat(with("spring.cloud.azure.credential.client-secret", "s").managedIdentity())
                .isFalse();
    }

    private static ExplicitCredentials with(String name, String value) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(name, value)));
        return ExplicitCredentials.in(environment);
    }
}
