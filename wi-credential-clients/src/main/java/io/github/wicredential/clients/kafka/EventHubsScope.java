package io.github.wicredential.clients.kafka;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.clients.internal.ClientSettings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a token is for, by the servers that it will be shown to. */
final class EventHubsScope {

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9-]+\\.servicebus\\.[a-z0-9.-]+");
    private static final String ANY_NAMESPACE = "https://eventhubs.azure.net/.default";

    private EventHubsScope() {}

    /** The usual scope; throws if the servers do not tell it, or if the scopes that are set are not for them. */
    static String of(List<String> servers, ClientSettings settings) {
        TreeSet<String> hosts =
                new TreeSet<>(servers.stream().map(EventHubsScope::host).toList());
        boolean namespaces = !hosts.isEmpty()
                && hosts.stream().allMatch(host -> NAMESPACE.matcher(host).matches());
        String usual = hosts.isEmpty() ? "" : scope(hosts.first());
        if (!settings.scopes().isEmpty()) {
            for (String host : hosts) {
                if (NAMESPACE.matcher(host).matches()
                        && !settings.scopes().stream().allMatch(set -> isFor(set, host))) {
                    throw new ConfigurationException("The JAAS options have " + ClientSettings.SCOPES + "="
                            + ClientSettings.shown(String.join(",", settings.scopes()))
                            + ", but bootstrap.servers is " + host + ", whose scope is " + scope(host)
                            + ". A token is valid for one namespace only. Set "
                            + ClientSettings.SCOPES + " to that, or remove it.");
                }
            }
            return usual;
        }
        if (!namespaces || hosts.size() > 1) {
            throw new ConfigurationException("bootstrap.servers ("
                    + ClientSettings.shown(String.join(", ", hosts))
                    + ") is not a single Event Hubs namespace, so the scope of the token is unknown. Add "
                    + ClientSettings.SCOPES + "=\"https://NAMESPACE.servicebus.windows.net/.default\" to "
                    + "sasl.jaas.config.");
        }
        return usual;
    }

    private static boolean isFor(String set, String host) {
        return set.equalsIgnoreCase(scope(host)) || set.equalsIgnoreCase(ANY_NAMESPACE);
    }

    private static String scope(String host) {
        return "https://" + host + "/.default";
    }

    private static String host(String server) {
        try {
            String host = URI.create("kafka://" + server.substring(server.lastIndexOf('/') + 1))
                    .getHost();
            return host == null ? server : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException invalid) {
            return server;
        }
    }
}
