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
 * Provides SQL Server's driver with an access token, for Azure SQL.
 *
 * <pre>{@code
 * jdbc:sqlserver://orders.database.windows.net;databaseName=orders;encrypt=true;trustServerCertificate=false;
 *     accessTokenCallbackClass=io.github.wicredential.clients.jdbc.SqlServerTokenCallback
 * }</pre>
 *
 * <p>The driver does not pass connection properties to this hook. When named in a URL, it uses the default or the
 * environment's identity, see {@link io.github.wicredential.clients.ClientIdentities}. For any other identity, pass an
 * object to the driver: {@code SQLServerDataSource.setAccessTokenCallback(new SqlServerTokenCallback(identity))}.
 *
 * <p>The server states which resource it is. The hook provides a token only if that is Azure SQL in one of Azure's
 * clouds. The tenant and authority that the server also states are ignored: tokens come from the identity's own tenant.
 *
 * <p>Thread-safe; all instances share the identity's tokens. When named in a URL, failures are
 * {@code SQLServerException}s with the driver's own message, and the cause says what to do.
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
     * Uses the given identity.
     *
     * @param identity the identity whose tokens the server receives
     */
    public SqlServerTokenCallback(TokenProvider identity) {
        this.identity = Objects.requireNonNull(identity, "identity");
        this.scope = null;
    }

    /**
     * Uses the given identity for a server that is not Azure SQL.
     *
     * @param identity the identity whose tokens the server receives
     * @param scope the scope of the tokens, whatever resource the server states
     */
    public SqlServerTokenCallback(TokenProvider identity, String scope) {
        this.identity = Objects.requireNonNull(identity, "identity");
        this.scope = Objects.requireNonNull(scope, "scope");
    }

    /**
     * Returns a token for the server. Waits only if there is no valid token, for at most 30 s.
     *
     * @param spn the resource that the server states
     * @param stsurl ignored
     * @return the token and its expiry
     * @throws IllegalStateException if no token can be obtained, with the message of the library's exception, which is
     *     the cause
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
        String wanted = ClientSettings.withoutSlash(resource);
        return Cloud.ofSqlServer(wanted)
                .flatMap(Cloud::sqlServerScope)
                .orElseThrow(() ->
                        new ConfigurationException("The server requests a token for '" + ClientSettings.shown(wanted)
                                + "', which is not the resource of Azure SQL in any cloud, so none is sent. If it is "
                                + "correct, pass the driver a SqlServerTokenCallback with that scope."));
    }
}
