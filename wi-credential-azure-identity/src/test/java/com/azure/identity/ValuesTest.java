package com.azure.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The types that hold what they were given. */
class ValuesTest {

    @Test
    void theyHoldWhatTheyWereGiven() {
        OffsetDateTime end = OffsetDateTime.of(2030, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        DeviceCodeInfo code = new DeviceCodeInfo("user", "device", "url", end, "message");
        assertThat(code)
                .extracting(
                        DeviceCodeInfo::getUserCode,
                        DeviceCodeInfo::getDeviceCode,
                        DeviceCodeInfo::getVerificationUrl,
                        DeviceCodeInfo::getExpiresOn,
                        DeviceCodeInfo::getMessage)
                .containsExactly("user", "device", "url", end, "message");

        BrowserCustomizationOptions page =
                new BrowserCustomizationOptions().setSuccessMessage("yes").setErrorMessage("no");
        assertThat(page.getSuccessMessage() + page.getErrorMessage()).isEqualTo("yesno");

        TokenCachePersistenceOptions cache =
                new TokenCachePersistenceOptions().setName("name").setUnencryptedStorageAllowed(true);
        assertThat(cache.getName()).isEqualTo("name");
        assertThat(cache.isUnencryptedStorageAllowed()).isTrue();

        Exception cause = new Exception("cause");
        assertThat(new AuthenticationRequiredException("why", Pods.vault(), cause).getCause())
                .isSameAs(cause);
        assertThat(new AuthenticationRequiredException("why", Pods.vault())
                        .getTokenRequestContext()
                        .getScopes())
                .containsExactly("https://vault.azure.net/.default");
        assertThat(AzureAuthorityHosts.AZURE_GOVERNMENT).isEqualTo("https://login.microsoftonline.us/");
    }
}
