package io.github.wicredential.internal.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantChallengeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bearer authorization=\"https://login.windows.net/t1\", resource=\"https://vault.azure.net\" | https://vault.azure.net",
                "Bearer authorization_uri=https://login.microsoftonline.com/t1/oauth2/authorize resource_id=https://storage.azure.com | https://storage.azure.com",
                "Bearer realm=\"\", authorization_uri=\"https://login.windows.net/t1\", error=\"invalid_token\" | "
            })
    void namesTheTenantAndTheResource(String header, String resource) {
        TenantChallenge challenge =
                TenantChallenge.in(List.of("Basic realm=x", header)).orElseThrow();

        assertThat(challenge.tenant()).isEqualTo("t1");
        assertThat(challenge.resource()).isEqualTo(resource);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer authorization=\"::\"",
                "Bearer authorization=\"https://login\"",
                "Basic authorization=\"https://login.windows.net/t1\""
            })
    void isNoneWithoutATenant(String header) {
        assertThat(TenantChallenge.in(List.of(header))).isEmpty();
    }

    @Test
    void isNoneWithoutAHeader() {
        assertThat(TenantChallenge.in(List.of())).isEmpty();
    }
}
