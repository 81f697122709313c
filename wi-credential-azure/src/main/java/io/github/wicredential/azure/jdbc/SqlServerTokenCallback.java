package io.github.wicredential.azure.jdbc;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.microsoft.sqlserver.jdbc.SQLServerAccessTokenCallback;
import com.microsoft.sqlserver.jdbc.SqlAuthenticationToken;
import io.github.wicredential.ConfigurationException;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives SQL Server's driver an access token, for Azure SQL.
 *
 * <pre>{@code
 * jdbc:sqlserver://orders.database.windows.net;databaseName=orders;encrypt=true;trustServerCertificate=false;
 *     accessTokenCallbackClass=io.github.wicredential.azure.jdbc.SqlServerTokenCallback
 * }</pre>
 *
 * <p>The driver tells this hook nothing of the connection's properties. Named in a URL it uses the credential that was
 * registered as the default or the environment's, see {@link DatabaseCredentials}; for any other, hand the driver an object:
 * {@code SQLServerDataSource.setAccessTokenCallback(new SqlServerTokenCallback(credential))}.
 *
 * <p>The server says which resource it is. A token is issued only if that is Azure SQL in one of Azure's clouds. It also
 * names a tenant and an authority; both are ignored: tokens come from the credential's own tenant.
 *
 * <p>Thread-safe; the tokens are those of the shared credential. Named in a URL, what fails is an
 * {@code SQLServerException} with the driver's own message; what to do stands in its cause.
 *
 * @since 0.1.0
 */
public final class SqlServerTokenCallback implements SQLServerAccessTokenCallback {

    private final @Nullable TokenCredential credential;
    private final @Nullable String scope;

    /** Called by the driver. */
    public SqlServerTokenCallback() {
        this.credential = null;
        this.scope = null;
    }

    /**
     * Uses a credential of the application's.
     *
     * @param credential whose tokens the server gets
     */
    public SqlServerTokenCallback(TokenCredential credential) {
        this.credential = Objects.requireNonNull(credential, "credential");
        this.scope = null;
    }

    /**
     * Uses a credential of the application's for a server that is not Azure SQL.
     *
     * @param credential whose tokens the server gets
     * @param scope what the tokens are for, whatever the server says it is
     */
    public SqlServerTokenCallback(TokenCredential credential, String scope) {
        this.credential = Objects.requireNonNull(credential, "credential");
        this.scope = Objects.requireNonNull(scope, "scope");
    }

    /**
     * A token for the server. Waits only if there is no valid one, 30 s at most.
     *
     * @param spn the resource that the server says it is
     * @param stsurl ignored
     * @return the token and its end
     * @throws ClientAuthenticationException if there is none; its cause is the library's own exception
     */
    @Override
    public SqlAuthenticationToken getAccessToken(String spn, @Nullable String stsurl) {
        Objects.requireNonNull(spn, "spn");
        try {
            TokenCredential asked =
                    credential != null ? credential : DatabaseTokens.credential(ConnectionSettings.NONE);
            AccessToken token =
                    DatabaseTokens.token(asked, List.of(scope != null ? scope : DatabaseScopes.sqlServer(spn)));
            return new SqlAuthenticationToken(
                    token.getToken(), Date.from(token.getExpiresAt().toInstant()));
        } catch (ConfigurationException wrong) {
            throw DatabaseTokens.failure(wrong);
        }
    }
}
