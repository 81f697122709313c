package io.github.wicredential.internal.cloud;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Azure's clouds: the hosts of Entra in each, with all their names, and the resources for which tokens are requested
 * (Microsoft Authentication Library for Go, known metadata; the endpoints of each cloud in Azure's own
 * documentation).
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of
public enum Cloud {
    PUBLIC(
            "public cloud",
            "https://management.azure.com",
            "https://database.windows.net",
            "https://ossrdbms-aad.database.windows.net",
            Hosts.PUBLIC,
            "login.windows.net",
            "login.microsoft.com",
            "sts.windows.net"),
    CHINA(
            "China, 21Vianet",
            "https://management.chinacloudapi.cn",
            "https://database.chinacloudapi.cn",
            "https://ossrdbms-aad.database.chinacloudapi.cn",
            Hosts.CHINA,
            "login.partner.microsoftonline.cn"),
    US_GOVERNMENT(
            "US Government",
            "https://management.usgovcloudapi.net",
            "https://database.usgovcloudapi.net",
            "https://ossrdbms-aad.database.usgovcloudapi.net",
            Hosts.US_GOVERNMENT,
            "login.usgovcloudapi.net"),
    /** Closed since 2021; kept because configurations may still name it. */
    GERMANY(
            "Germany, closed since 2021",
            "https://management.microsoftazure.de",
            "https://database.cloudapi.de",
            "https://ossrdbms-aad.database.cloudapi.de",
            Hosts.GERMANY),
    /** Several clouds, whose resources are not known. */
    SOVEREIGN(
            "sovereign cloud",
            "",
            "",
            "",
            "login.sovcloud-identity.fr",
            "login.sovcloud-identity.de",
            "login.sovcloud-identity.sg");

    /** The host by which a cloud is usually named. Compile-time constants, so that using one loads no class. */
    public static final class Hosts {

        public static final String PUBLIC = "login.microsoftonline.com";
        public static final String CHINA = "login.chinacloudapi.cn";
        public static final String US_GOVERNMENT = "login.microsoftonline.us";
        public static final String GERMANY = "login.microsoftonline.de";

        private Hosts() {}
    }

    private static final String SCOPE = "/.default";

    private final String words;
    private final String resourceManager;
    private final String sqlServer;
    private final String openSourceDatabase;
    private final List<String> hosts;

    Cloud(String words, String resourceManager, String sqlServer, String openSourceDatabase, String... hosts) {
        this.words = words;
        this.resourceManager = resourceManager;
        this.sqlServer = sqlServer;
        this.openSourceDatabase = openSourceDatabase;
        this.hosts = List.of(hosts);
    }

    /** The cloud of an authority; empty if it belongs to none, such as an emulator. */
    public static Optional<Cloud> of(URI authority) {
        String host = String.valueOf(authority.getHost()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(cloud -> cloud.hosts.contains(host))
                .findFirst();
    }

    /** The cloud whose Azure SQL has this resource. */
    public static Optional<Cloud> ofSqlServer(String resource) {
        return Arrays.stream(values())
                .filter(cloud -> !resource.isEmpty() && cloud.sqlServer.equalsIgnoreCase(resource))
                .findFirst();
    }

    /** The authorities of all clouds, without a trailing slash. */
    public static Stream<String> authorities() {
        return Arrays.stream(values()).flatMap(cloud -> cloud.hosts.stream()).map("https://"::concat);
    }

    /** Whether an issuer is Entra itself, in any cloud. */
    public static boolean issues(String issuer) {
        return authorities().anyMatch(authority -> issuer.startsWith(authority + "/"));
    }

    /** The name for people. */
    public String words() {
        return words;
    }

    /** Azure Resource Manager, which every tenant knows. */
    public Optional<String> resourceManagerScope() {
        return scope(resourceManager);
    }

    /** Azure SQL. */
    public Optional<String> sqlServerScope() {
        return scope(sqlServer);
    }

    /** Azure Database for PostgreSQL and MySQL. */
    public Optional<String> openSourceDatabaseScope() {
        return scope(openSourceDatabase);
    }

    private static Optional<String> scope(String resource) {
        return resource.isEmpty() ? Optional.empty() : Optional.of(resource + SCOPE);
    }
}
