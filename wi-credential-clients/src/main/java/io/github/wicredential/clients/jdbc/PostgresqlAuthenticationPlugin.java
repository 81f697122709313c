package io.github.wicredential.clients.jdbc;

import io.github.wicredential.clients.internal.ClientSettings;
import io.github.wicredential.clients.internal.Failures;
import io.github.wicredential.clients.internal.UnverifiedTlsWarning;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.SslMode;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Provides PostgreSQL's driver with an access token as the password, for Azure Database for PostgreSQL.
 *
 * <pre>{@code
 * jdbc:postgresql://orders.postgres.database.azure.com/orders?user=orders&sslmode=verify-full
 *     &sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory
 *     &authenticationPluginClassName=io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPlugin
 * }</pre>
 *
 * <p>The user is the database role that was created for this identity. See
 * {@link io.github.wicredential.clients.ClientIdentities} for how connection properties choose an identity. The
 * property {@code azure.scopes} overrides the scope, by default that of the identity's cloud
 * ({@code https://ossrdbms-aad.database.windows.net/.default} in the public cloud).
 *
 * <p>A token is sent only if the driver must encrypt, that is with {@code sslmode} {@code require}, {@code verify-ca}
 * or {@code verify-full}, and only to a server that requests a clear-text password, as Azure's servers do over TLS.
 * {@code require} does not verify the server, so a warning is logged once.
 *
 * <p>The driver creates one instance per connection; all of them share the identity's tokens. Failures are
 * {@link PSQLException}s with state 08004 whose message says what to do and whose cause is the library's exception.
 *
 * @since 0.1.0
 */
public final class PostgresqlAuthenticationPlugin implements AuthenticationPlugin {

    private final Properties properties;

    /**
     * Called by the driver.
     *
     * @param properties the connection properties, including those of the URL
     */
    public PostgresqlAuthenticationPlugin(Properties properties) {
        this.properties = Objects.requireNonNull(properties, "properties");
    }

    /**
     * Returns a token as the password. Waits only if there is no valid token, for at most 30 s.
     *
     * @param type what the server requests
     * @return the token, which the driver clears after use
     * @throws PSQLException if no token can be obtained, or the server or the connection does not support tokens
     */
    @Override
    public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
        requireClearText(type);
        requireEncryption(SslMode.of(properties));
        try {
            return ClientSettings.of("The connection", properties)
                    .openSourceDatabaseToken()
                    .value()
                    .toCharArray();
        } catch (RuntimeException e) {
            throw rejected("No access token for the database: " + e.getMessage(), Failures.cause(e));
        }
    }

    private static void requireClearText(AuthenticationRequestType type) throws PSQLException {
        if (type != AuthenticationRequestType.CLEARTEXT_PASSWORD) {
            throw rejected(
                    "The server asks for " + type
                            + " and not for an access token: Microsoft Entra authentication is not enabled there, "
                            + "or the role does not belong to an Entra identity. Create the role with "
                            + "pgaadauth_create_principal.",
                    null);
        }
    }

    private static void requireEncryption(SslMode mode) throws PSQLException {
        if (!mode.requireEncryption()) {
            throw rejected(
                    "The connection might not use TLS (sslmode=" + mode.value
                            + "), and an access token is never sent in clear text. Set sslmode=verify-full.",
                    null);
        }
        if (!mode.verifyCertificate()) {
            UnverifiedTlsWarning.warn("PostgreSQL", "sslmode=" + mode.value, "sslmode=verify-full");
        }
    }

    private static PSQLException rejected(String message, @Nullable Throwable cause) {
        return new PSQLException(message, PSQLState.CONNECTION_REJECTED, cause);
    }
}
