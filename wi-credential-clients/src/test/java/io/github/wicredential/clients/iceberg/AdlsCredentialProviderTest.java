package io.github.wicredential.clients.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenRequestContext;
import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.clients.ClientIdentities;
import io.github.wicredential.clients.internal.PodEnvironment;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WorkloadIdentityTest
class AdlsCredentialProviderTest {

    private static final TokenRequestContext STORAGE = new TokenRequestContext()
            .addScopes("https://storage.azure.com/.default")
            .setCaeEnabled(true);

    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    private PodEnvironment environment;

    @BeforeEach
    void variables(LocalCluster cluster) {
        environment = new PodEnvironment(cluster.environment());
    }

    @AfterEach
    void restore() {
        environment.close();
    }

    @Test
    void manyFileSystemsShareOneToken(LocalEntra entra) {
        Set<String> tokens = new HashSet<>();

        for (int i = 0; i < 10; i++) {
            tokens.add(token(new AdlsCredentialProvider(), Map.of()));
        }

        assertThat(tokens).hasSize(1);
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void twoCatalogsMayHaveTwoIdentities(LocalEntra entra, LocalCluster cluster) {
        LocalApplication other = entra.registerApplication().trust(cluster);

        String first = token(new AdlsCredentialProvider(), Map.of());
        String second = token(new AdlsCredentialProvider(), Map.of("azure.clientId", other.clientId()));

        assertThat(second).isNotEqualTo(first);
        assertThat(entra.lastRequest().orElseThrow().clientId()).isEqualTo(other.clientId());
    }

    @Test
    void aRegisteredIdentityCanBeChosen() {
        try (ClientIdentities.Registration lake = ClientIdentities.register(
                "lake", () -> request -> new AccessToken("for " + request.scope(), FAR, FAR))) {
            assertThat(lake).isNotNull();
            assertThat(token(new AdlsCredentialProvider(), Map.of("azure.credentialName", "lake")))
                    .isEqualTo("for https://storage.azure.com/.default");
            assertThatThrownBy(() -> token(new AdlsCredentialProvider(), Map.of("azure.credentialName", "sea")))
                    .isInstanceOf(ConfigurationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure.clientSecret", "azure.scopes", "azure.tennantId", "clientId"})
    void whatHasNoMeaningIsRefusedWithWhatHas(String name) {
        AdlsCredentialProvider provider = new AdlsCredentialProvider();

        assertThatThrownBy(() -> provider.initialize(Map.of(name, "x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("adls.token-credential-provider")
                .hasMessageContaining(name)
                .hasMessageContaining("Remove the property");
    }

    private static String token(AdlsCredentialProvider provider, Map<String, String> properties) {
        provider.initialize(properties);
        return provider.credential().getTokenSync(STORAGE).getToken();
    }
}
