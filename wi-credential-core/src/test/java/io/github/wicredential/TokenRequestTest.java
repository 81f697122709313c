package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRequestTest {

    private static final String VAULT = "https://vault.azure.net/.default";

    @Test
    void oneScopeSeveralTimesIsOneScope() {
        TokenRequest request = TokenRequest.of(VAULT, " " + VAULT + "\n");

        assertThat(request.scope()).isEqualTo(VAULT);
        assertThat(request).isEqualTo(TokenRequest.of(VAULT)).hasSameHashCodeAs(TokenRequest.of(VAULT));
    }

    @Test
    void bothSlashesOfAResourceThatEndsInOneAreKept() {
        assertThat(TokenRequest.of("https://database.windows.net//.default").scope())
                .isEqualTo("https://database.windows.net//.default");
    }

    @Test
    void aRequestWithoutAScopeIsRefused() {
        assertThatThrownBy(() -> TokenRequest.of())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("No scope was given")
                .hasMessageContaining("https://vault.azure.net/.default");
    }

    @Test
    void scopesOfTwoResourcesAreRefusedAndNamed() {
        assertThatThrownBy(() -> TokenRequest.of(VAULT, "https://storage.azure.com/.default"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two resources")
                .hasMessageContaining("'" + VAULT + "'")
                .hasMessageContaining("'https://storage.azure.com/.default'")
                .hasMessageContaining("request one token for each");
    }

    @Test
    void scopesInOneTextAreReadLikeScopesInSeveral() {
        String storage = "https://storage.azure.com/.default";

        assertThat(TokenRequest.of(VAULT, " " + VAULT + "  " + VAULT).scope()).isEqualTo(VAULT);
        assertThatThrownBy(() -> TokenRequest.of(VAULT + " " + storage)).hasMessageContaining("two resources");
        assertThatThrownBy(() -> TokenRequest.of(storage, VAULT + " " + VAULT)).hasMessageContaining("two resources");
        assertThatThrownBy(() -> TokenRequest.of(VAULT + " " + VAULT, storage)).hasMessageContaining("two resources");
    }

    @ParameterizedTest
    @CsvSource({
        "https://vault.azure.net/.default https://storage.azure.com/.default,",
        "https://vault.azure.net/.default  https://storage.azure.com/.default,https://vault.azure.net/.default",
        "https://vault.azure.net/.default,https://vault.azure.net/.default https://storage.azure.com/.default",
        "https://vault.azure.net/.default https://vault.azure.net/.default,https://storage.azure.com/.default",
    })
    void twoResourcesInOneStringAreTwoResources(String first, @Nullable String second) {
        String[] scopes = second == null ? new String[] {first} : new String[] {first, second};

        assertThatThrownBy(() -> TokenRequest.of(scopes))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("two resources", "'" + VAULT + "' and 'https://storage.azure.com/.default'");
    }

    @Test
    void aScopeTwiceInOneStringIsOneScope() {
        assertThat(TokenRequest.of(VAULT + " " + VAULT).scope()).isEqualTo(VAULT);
        assertThat(TokenRequest.of(VAULT + " " + VAULT, VAULT).scope()).isEqualTo(VAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vault.azure.net",
                "https://vault.azure.net/",
                "https://graph.microsoft.com/User.Read",
                "/.default",
                "",
                "https://vault azure.net/.default",
                "https://vault.azure.net/\"/.default",
                "https://vault.azure.net\\/.default",
                "https://v\u00e4ult.azure.net/.default"
            })
    void aScopeThatDoesNotEndInDefaultOrHasOddCharactersIsRefusedWithAnExample(String scope) {
        assertThatThrownBy(() -> TokenRequest.of(scope))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("<resource>/.default")
                .hasMessageMatching("(?s).* Use (for example )?https://[a-z.]+/\\.default.*");
    }

    @Test
    void aLongScopeIsCutWhereItIsShown() {
        assertThatThrownBy(() -> TokenRequest.of("x".repeat(5000)))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
    }

    @Test
    void blankTenantAndClaimsCountAsNone() {
        TokenRequest request = TokenRequest.of(VAULT).withTenant(" ").withClaims("  ");

        assertThat(request.tenant()).isNull();
        assertThat(request.claims()).isNull();
    }

    @Test
    void claimsThatAreStillBase64AreRefused() {
        TokenRequest plain = TokenRequest.of(VAULT);

        assertThatThrownBy(() -> plain.withClaims("eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("base64")
                .hasMessageNotContaining("eyJh");
    }

    @Test
    void timesThatCannotBeMeantAreRefused() {
        TokenRequest plain = TokenRequest.of(VAULT);

        assertThatThrownBy(() -> plain.withTimeout(Duration.ZERO)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> plain.withTimeout(Duration.ofSeconds(-1))).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> plain.withMinRemaining(Duration.ofSeconds(-1)))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void eachWithChangesOnePart() {
        TokenRequest request = TokenRequest.of(VAULT)
                .withTenant("fabrikam.example")
                .withClaims("{}")
                .withCae(true)
                .withTimeout(Duration.ofSeconds(3))
                .withMinRemaining(Duration.ofMinutes(5));

        assertThat(request.scope()).isEqualTo(VAULT);
        assertThat(request.tenant()).isEqualTo("fabrikam.example");
        assertThat(request.claims()).isEqualTo("{}");
        assertThat(request.caeEnabled()).isTrue();
        assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(request.minRemaining()).isEqualTo(Duration.ofMinutes(5));
        assertThat(request)
                .hasToString("TokenRequest[scope=https://vault.azure.net/.default, tenant=fabrikam.example, claims={}, "
                        + "caeEnabled=true, timeout=PT3S, minRemaining=PT5M]");
    }

    @Test
    void requestsAreEqualIfAllTheirPartsAre() {
        TokenRequest plain = TokenRequest.of(VAULT);
        List<TokenRequest> different = List.of(
                plain,
                TokenRequest.of("https://storage.azure.com/.default"),
                plain.withTenant("fabrikam.example"),
                plain.withClaims("{}"),
                plain.withCae(true),
                plain.withTimeout(Duration.ofSeconds(3)),
                plain.withMinRemaining(Duration.ofMinutes(5)));

        for (int i = 0; i < different.size(); i++) {
            assertThat(different.subList(i + 1, different.size())).doesNotContain(different.get(i));
        }
        assertThat(plain.withCae(true).withTenant("t").withCae(false).withTenant(" "))
                .isEqualTo(plain)
                .hasSameHashCodeAs(plain);
        assertThat(plain).isNotEqualTo(VAULT);
    }
}
