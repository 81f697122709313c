package io.github.wicredential.azure.jdbc;

import com.azure.core.util.Configuration;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.cloud.Cloud;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a database of a cloud wants a token for, and which authorities a connection may name. */
final class DatabaseScopes {

    private DatabaseScopes() {}

    /** The scope for PostgreSQL and MySQL in the cloud of an authority; the public cloud's for an unknown one. */
    static String openSource(@Nullable String authorityHost) {
        return Optional.ofNullable(authorityHost)
                .map(URI::create)
                .flatMap(Cloud::of)
                .flatMap(Cloud::openSourceDatabaseScope)
                .or(Cloud.PUBLIC::openSourceDatabaseScope)
                .orElseThrow();
    }

    /**
     * The scope for what an SQL Server says it is; throws a {@link ConfigurationException} if that is no database of one of
     * the clouds.
     */
    static String sqlServer(String resource) {
        String wanted = trimmed(resource);
        return Cloud.ofSqlServer(wanted)
                .flatMap(Cloud::sqlServerScope)
                .orElseThrow(() -> new ConfigurationException(
                        "The server asks for a token for '" + wanted + "', which is not the resource of "
                                + "Azure SQL in any cloud, so it gets none. If it is right, hand the driver a "
                                + "SqlServerTokenCallback with that scope."));
    }

    /**
     * Lets an authority pass that a connection names: a URL may choose among the places where the pod's token may go, but
     * not add one.
     */
    static @Nullable String knownAuthority(@Nullable String authorityHost, String property) {
        if (authorityHost == null) {
            return null;
        }
        String wanted = trimmed(authorityHost);
        String environment = Configuration.getGlobalConfiguration().get(Configuration.PROPERTY_AZURE_AUTHORITY_HOST);
        if ((environment != null && trimmed(environment.strip()).equalsIgnoreCase(wanted))
                || Cloud.authorities().anyMatch(wanted::equalsIgnoreCase)) {
            return wanted;
        }
        throw new ConfigurationException("The connection's property " + property + " is not an authority of one of "
                + "Azure's clouds, and the pod's token is never sent elsewhere because a URL says so. Remove it, or set "
                + "AZURE_AUTHORITY_HOST if this authority is right.");
    }

    private static String trimmed(String url) {
        String trimmed = url;
        while (trimmed.endsWith("/")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        return trimmed;
    }
}
