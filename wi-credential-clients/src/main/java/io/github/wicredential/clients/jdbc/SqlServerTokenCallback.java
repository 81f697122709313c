package io.github.wicredential.clients.jdbc;

import com.microsoft.sqlserver.jdbc.SQLServerAccessTokenCallback;
import com.microsoft.sqlserver.jdbc.SqlAuthenticationToken;
import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.clients.internal.ClientSettings;
import io.github.wicredential.internal.cloud.Cloud;
import java.util.Date;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives SQL Server's driver an access token, for Azure SQL.
 *
 * <pre>{@code
 * jdbc:sqlserver://orders.database.windows.net;databaseName=orders;encrypt=true;trustServerCertificate=false;
 *     accessTokenCallbackClass=io.github.wicredential.clients.jdbc.SqlServerTokenCallback
 * }</pre>
 *
 * <p>The driver tells this hook nothing of the connection's properties. Named in a URL it uses the identity that was
 * registered as the default or the environment's, see {@link io.github.wicredential.clients.ClientIdentities}; for any other, hand the driver an object:
 * {@code SQLServerDataSource.setAccessTokenCallback(new SqlServerTokenCallback(identity))}.
 *
 * <p>The server says which resource it is. A token is issued only if that is Azure SQL in one of Azure's clouds. It also
 * names a tenant and an authority; both are ignored: tokens come from the identity's own tenant.
 *
 * <p>Thread-safe; the tokens are those of the shared identity. Named in a URL, what fails is an
 * {@code SQLServerException} with the driver's own message; what to do stands in its cause.
 *
 * @since 0.1.0
 */
public final class SqlServerTokenCallback implements SQLServerAccessTokenCallback {

    private final @Nullable TokenProvider identity;
    private final @Nullable String scope;

    /** Called by the driver. */
    public SqlServerTokenCallback() {
        this.identity = null;
        this.scope = null;
    }

    /**
     * Uses an identity of the application's.
     *
     * @param identity whose tokens the server gets
     */
    public SqlServerTokenCallback(TokenProvider identity) {
        this.identity = Objects.requireNonNull(identity, "identity");
        this.scope = null;
    }

    /**
     * Uses an identity of the application's for a server that is not Azure SQL.
     *
     * @param identity whose tokens the server gets
     * @param scope what the tokens are for, whatever the server says it is
     */
    public SqlServerTokenCallback(TokenProvider identity, String scope) {
        this.identity = Objects.requireNonNull(identity, "identity");
        this.scope = Objects.requireNonNull(scope, "scope");
    }

    /**
     * A token for the server. Waits only if there is no valid one, 30 s at most.
     *
     * @param spn the resource that the server says it is
     * @param stsurl ignored
     * @return the token and its end
     * @throws IllegalStateException if there is none, with the library's own message and exception
     */
    @Override
    public SqlAuthenticationToken getAccessToken(String spn, @Nullable String stsurl) {
        Objects.requireNonNull(spn, "spn");
        try {
            TokenProvider asked = identity != null ? identity : ClientSettings.NONE.identity();
            AccessToken token = asked.token(scope != null ? scope : scope(spn));
            return new SqlAuthenticationToken(token.value(), Date.from(token.expiresAt()));
        } catch (WorkloadIdentityException failure) {
            // The driver keeps the cause of what is thrown, some versions of it nothing else.
            throw new IllegalStateException(failure.getMessage(), failure);
        }
    }

    /** Of what an SQL Server says it is, if that is a database of one of the clouds. */
    private static String scope(String resource) {
        String wanted = resource.replaceFirst("/+$", "");
        return Cloud.ofSqlServer(wanted)
                .flatMap(Cloud::sqlServerScope)
                .orElseThrow(() -> new ConfigurationException(
                        "The server asks for a token for '" + wanted + "', which is not the resource of "
                                + "Azure SQL in any cloud, so it gets none. If it is right, hand the driver a "
                                + "SqlServerTokenCallback with that scope."));
    }
}
