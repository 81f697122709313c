package io.github.wicredential.test.webhook;

import java.util.Locale;
import java.util.Map;

/** The names of clouds that the webhook knows, with the authority host it injects; not always Entra's preferred one. */
final class WebhookClouds {

    private static final Map<String, String> AUTHORITY_HOSTS = Map.of(
            "AZUREPUBLICCLOUD", "https://login.microsoftonline.com/",
            "AZURECHINACLOUD", "https://login.chinacloudapi.cn/",
            "AZUREUSGOVERNMENTCLOUD", "https://login.microsoftonline.us/",
            "AZUREGERMANCLOUD", "https://login.microsoftonline.de/");

    private WebhookClouds() {}

    static String authorityHost(String cloud) {
        String host = AUTHORITY_HOSTS.get(cloud.toUpperCase(Locale.ROOT));
        if (host == null) {
            throw new IllegalArgumentException("the webhook does not know the cloud " + cloud);
        }
        return host;
    }
}
