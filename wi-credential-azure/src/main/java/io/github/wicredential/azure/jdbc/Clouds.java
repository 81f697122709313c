package io.github.wicredential.azure.jdbc;

import com.azure.core.util.Configuration;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.azure.AzureAuthorityHosts;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Azure's clouds: the authority that signs, and what databases of that cloud want tokens for.
 *
 * @param authorityHost the authority
 * @param openSource the resource of Azure Database for PostgreSQL and MySQL
 * @param sqlServer the resource of Azure SQL
 */
record Clouds(String authorityHost, String openSource, String sqlServer) {

    private static final Clouds PUBLIC = new Clouds(
            AzureAuthorityHosts.AZURE_PUBLIC_CLOUD,
            "https://ossrdbms-aad.database.windows.net",
            "https://database.windows.net");

    private static final List<Clouds> ALL = List.of(
            PUBLIC,
            new Clouds(
                    AzureAuthorityHosts.AZURE_CHINA,
                    "https://ossrdbms-aad.database.chinacloudapi.cn",
                    "https://database.chinacloudapi.cn"),
            new Clouds(
                    AzureAuthorityHosts.AZURE_GOVERNMENT,
                    "https://ossrdbms-aad.database.usgovcloudapi.net",
                    "https://database.usgovcloudapi.net"),
            new Clouds(
                    AzureAuthorityHosts.AZURE_GERMANY,
                    "https://ossrdbms-aad.database.cloudapi.de",
                    "https://database.cloudapi.de"));

    /** The scope for PostgreSQL and MySQL in the cloud of an authority; the public cloud's for an unknown one. */
    static String openSourceScope(@Nullable String authorityHost) {
        return scope(cloud(authorityHost).openSource);
    }

    /**
     * The scope for what an SQL Server says it is.
     *
     * @param resource what the server asks a token for
     * @throws ConfigurationException if that is no database of one of the clouds
     */
    static String sqlServerScope(String resource) {
        String wanted = trimmed(resource);
        for (Clouds cloud : ALL) {
            if (cloud.sqlServer.equalsIgnoreCase(wanted)) {
                return scope(cloud.sqlServer);
            }
        }
        throw new ConfigurationException(
                "The server asks for a token for '" + wanted + "', which is not the resource of "
                        + "Azure SQL in any cloud, so it gets none. If it is right, hand the driver a SqlServerTokenCallback "
                        + "with that scope.");
    }

    /**
     * Lets an authority pass that a connection names: a URL may choose among the places where the pod's token may go, but
     * not add one.
     */
    static @Nullable String known(@Nullable String authorityHost, String property) {
        if (authorityHost == null) {
            return null;
        }
        String wanted = trimmed(authorityHost);
        String environment = Configuration.getGlobalConfiguration().get(Configuration.PROPERTY_AZURE_AUTHORITY_HOST);
        if (environment != null && trimmed(environment.strip()).equalsIgnoreCase(wanted)) {
            return wanted;
        }
        for (Clouds cloud : ALL) {
            if (trimmed(cloud.authorityHost).equalsIgnoreCase(wanted)) {
                return wanted;
            }
        }
        throw new ConfigurationException("The connection's property " + property + " is not an authority of one of "
                + "Azure's clouds, and the pod's token goes nowhere else on the word of a URL. Remove it, or set "
                + "AZURE_AUTHORITY_HOST if this authority is right.");
    }

    private static Clouds cloud(@Nullable String authorityHost) {
        if (authorityHost != null) {
            String host = URI.create(authorityHost).getHost();
            for (Clouds cloud : ALL) {
                if (URI.create(cloud.authorityHost).getHost().equalsIgnoreCase(host)) {
                    return cloud;
                }
            }
        }
        return PUBLIC;
    }

    private static String scope(String resource) {
        return resource + "/.default";
    }

    private static String trimmed(String url) {
        String trimmed = url;
        while (trimmed.endsWith("/")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        return trimmed;
    }
}
