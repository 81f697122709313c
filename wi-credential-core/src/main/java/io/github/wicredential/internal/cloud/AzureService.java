package io.github.wicredential.internal.cloud;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Azure services that accept tokens over https: the suffixes of their hosts in the public cloud, in China and in the
 * US Government cloud, and the role that allows a pod to use their content (Azure's documentation of each service's
 * endpoints, and of the built-in roles).
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of
public enum AzureService {
    KEY_VAULT(
            "Key Vault Secrets User",
            "/secrets?api-version=7.4",
            "vault.azure.net",
            "vault.azure.cn",
            "vault.usgovcloudapi.net"),
    MANAGED_HSM(
            "", "/keys?api-version=7.4", "managedhsm.azure.net", "managedhsm.azure.cn", "managedhsm.usgovcloudapi.net"),
    BLOBS("Storage Blob Data Contributor", "/?comp=list", Storage.at("blob")),
    DATA_LAKE("Storage Blob Data Contributor", "/?resource=account", Storage.at("dfs")),
    QUEUES("Storage Queue Data Contributor", "/?comp=list", Storage.at("queue")),
    TABLES("Storage Table Data Contributor", "/Tables", Storage.at("table")),
    FILES("Storage File Data Privileged Contributor", "/?comp=list", Storage.at("file")),
    SERVICE_BUS(
            "Azure Service Bus Data Receiver",
            "/",
            "servicebus.windows.net",
            "servicebus.chinacloudapi.cn",
            "servicebus.usgovcloudapi.net"),
    EVENT_HUBS("Azure Event Hubs Data Receiver", "/"),
    APP_CONFIGURATION(
            "App Configuration Data Reader",
            "/kv?api-version=1.0",
            "azconfig.io",
            "azconfig.azure.cn",
            "azconfig.azure.us"),
    COSMOS_DB("", "/", "documents.azure.com", "documents.azure.cn", "documents.azure.us"),
    OPENAI(
            "Cognitive Services OpenAI User",
            "/openai/deployments",
            "openai.azure.com",
            "openai.azure.cn",
            "openai.azure.us"),
    AI_SERVICES(
            "Cognitive Services User",
            "/",
            "cognitiveservices.azure.com",
            "cognitiveservices.azure.cn",
            "cognitiveservices.azure.us"),
    SEARCH(
            "Search Index Data Reader",
            "/indexes?api-version=2024-07-01",
            "search.windows.net",
            "search.azure.cn",
            "search.azure.us"),
    REGISTRY("AcrPull", "/v2/", "azurecr.io", "azurecr.cn", "azurecr.us"),
    RESOURCE_MANAGER(
            "Reader",
            "/subscriptions?api-version=2022-12-01",
            "management.azure.com",
            "management.chinacloudapi.cn",
            "management.usgovcloudapi.net");

    private static final class Storage {

        static String[] at(String name) {
            return new String[] {
                name + ".core.windows.net", name + ".core.chinacloudapi.cn", name + ".core.usgovcloudapi.net"
            };
        }
    }

    private static final class Scopes {

        /** The end of a host, and the resource that is meant if it is another one. */
        static final List<List<String>> RIGHT = List.of(
                List.of("vault.azure.net"),
                List.of("vault.azure.cn"),
                List.of("vault.usgovcloudapi.net"),
                List.of("managedhsm.azure.net"),
                List.of("ossrdbms-aad.database.windows.net"),
                List.of("postgres.database.azure.com", "ossrdbms-aad.database.windows.net"),
                List.of("mysql.database.azure.com", "ossrdbms-aad.database.windows.net"),
                List.of("database.windows.net"),
                List.of("servicebus.windows.net", "servicebus.azure.net"),
                List.of("redis.cache.windows.net", "redis.azure.com"),
                List.of("openai.azure.com", "cognitiveservices.azure.com"),
                List.of("cognitiveservices.azure.com"),
                List.of("search.windows.net", "search.azure.com"),
                List.of("core.windows.net", "storage.azure.com"),
                List.of("storage.azure.com"),
                List.of("management.azure.com"),
                List.of("graph.microsoft.com"));

        /** The clouds in the order of each service's hosts. */
        static final List<Cloud> CLOUDS = List.of(Cloud.PUBLIC, Cloud.CHINA, Cloud.US_GOVERNMENT);

        /** Whose host is the resource in each cloud. */
        static final Set<AzureService> NAMED_BY_HOST = Set.of(KEY_VAULT, MANAGED_HSM, RESOURCE_MANAGER);
    }

    private static final String WANTED =
            "Give the URL of an Azure service, for example https://orders.vault.azure.net.";

    private final String role;
    private final String path;
    private final List<String> hosts;

    AzureService(String role, String path, String... hosts) {
        this.role = role;
        this.path = path;
        this.hosts = List.of(hosts);
    }

    /** The service of an address. */
    public static Optional<AzureService> of(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(service -> service.hosts.stream().anyMatch(end -> isBelow(host, end)))
                .findFirst();
    }

    /** The service of a resource, if the resource identifies it. */
    public static Optional<AzureService> ofResource(String resource) {
        String host =
                resource.replaceFirst("^https://", "").replaceFirst("/+$", "").toLowerCase(Locale.ROOT);
        return switch (host) {
            case "storage.azure.com" -> Optional.of(BLOBS);
            case "servicebus.azure.net" -> Optional.of(SERVICE_BUS);
            case "eventhubs.azure.net" -> Optional.of(EVENT_HUBS);
            case "search.azure.com" -> Optional.of(SEARCH);
            default -> host.matches("[a-z0-9.-]+") ? of(URI.create("https://" + host)) : Optional.empty();
        };
    }

    /**
     * The scope that is meant by what is no resource: the address of one vault, server or account, or a resource in another
     * form. Nothing where that is not known, or what was named is right.
     */
    public static Optional<String> scopeInstead(String named) {
        String host = host(named);
        return Scopes.RIGHT.stream()
                .filter(known -> host.equals(known.get(0)) || host.endsWith("." + known.get(0)))
                .findFirst()
                .map(known -> "https://" + known.get(known.size() - 1))
                .filter(right -> !named.equals(right))
                .map(right -> right + "/.default");
    }

    private static String host(String named) {
        return named.replaceFirst("^(?i:https?)://", "")
                .replaceFirst("/.*$", "")
                .replaceFirst(":443$", "")
                .toLowerCase(Locale.ROOT);
    }

    /** The cloud in which a resource has this address; empty where the address does not tell. */
    public static Optional<Cloud> cloudOf(String resource) {
        String host = host(resource);
        return ofResource(host)
                .flatMap(service -> IntStream.range(0, service.hosts.size())
                        .filter(i -> isBelow(host, service.hosts.get(i)))
                        .mapToObj(Scopes.CLOUDS::get)
                        .findFirst());
    }

    /** The scope of the same service in another cloud; empty where that is not known. */
    public static Optional<String> scopeIn(Cloud cloud, String resource) {
        int at = Scopes.CLOUDS.indexOf(cloud);
        AzureService service = ofResource(host(resource)).orElse(null);
        if (at < 0 || service == null || service.hosts.isEmpty()) {
            return Optional.empty();
        }
        String there = "https://" + service.hosts.get(at);
        return Scopes.NAMED_BY_HOST.contains(service)
                ? Optional.of(there + "/.default")
                : cloud == Cloud.PUBLIC ? scopeInstead(there) : Optional.empty();
    }

    private static boolean isBelow(String host, String end) {
        return host.equals(end) || host.endsWith("." + end);
    }

    /** An address that may be probed: https, of one of these services, and without secrets. */
    public static URI address(String text) {
        URI address;
        try {
            address = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("The resource is not a URL. " + WANTED);
        }
        if (!"https".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException("The resource is not an https URL. " + WANTED);
        }
        if (address.getUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "The resource has a user, query or fragment, which may contain a secret. Give its URL without them.");
        }
        if (address.getPort() >= 0 && address.getPort() != 443) {
            throw new IllegalArgumentException("Azure services listen on port 443 only. Give the URL without a port.");
        }
        if (of(address).isEmpty()) {
            throw new IllegalArgumentException(address.getHost()
                    + " is not one of the Azure services that can be probed. Their hosts end in " + ends() + ".");
        }
        return address;
    }

    private static String ends() {
        return Arrays.stream(values())
                        .flatMap(service -> service.hosts.stream().limit(1))
                        .collect(Collectors.joining(", "))
                + ", and those of China and the US Government";
    }

    /** The role that is most often needed; empty if the service has its own roles. */
    public String role() {
        return role;
    }

    /**
     * What to request if the address has no path: something that every such service has and shows only with a token.
     */
    public String path() {
        return path;
    }
}
