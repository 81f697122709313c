package io.github.wicredential.internal.diagnosis;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A cloud of Entra and its hosts (Microsoft Authentication Library for Go, known metadata).
 *
 * @param words how people call it
 * @param scope the scope of its Azure Resource Manager, which every tenant knows; empty where it isn't known
 * @param hosts the authority's host and its aliases
 */
record Cloud(String words, String scope, List<String> hosts) {

    static final Cloud PUBLIC = new Cloud(
            "public cloud",
            "https://management.azure.com/.default",
            List.of("login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"));

    private static final List<Cloud> ALL = List.of(
            PUBLIC,
            new Cloud(
                    "China, 21Vianet",
                    "https://management.chinacloudapi.cn/.default",
                    List.of("login.partner.microsoftonline.cn", "login.chinacloudapi.cn")),
            new Cloud(
                    "US Government",
                    "https://management.usgovcloudapi.net/.default",
                    List.of("login.microsoftonline.us", "login.usgovcloudapi.net")),
            new Cloud(
                    "sovereign cloud",
                    "",
                    List.of("login.sovcloud-identity.fr", "login.sovcloud-identity.de", "login.sovcloud-identity.sg")));

    Cloud {
        hosts = List.copyOf(hosts);
    }

    static Optional<Cloud> of(URI authority) {
        String host = String.valueOf(authority.getHost()).toLowerCase(Locale.ROOT);
        return ALL.stream().filter(cloud -> cloud.hosts.contains(host)).findFirst();
    }
}
