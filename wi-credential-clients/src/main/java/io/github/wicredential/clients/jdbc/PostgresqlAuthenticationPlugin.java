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
 * Gives PostgreSQL's driver an access token as the password, for Azure Database for PostgreSQL.
 *
 * <pre>{@code
 * jdbc:postgresql://orders.postgres.database.azure.com/orders?user=orders&sslmode=verify-full
 *     &sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory
 *     &authenticationPluginClassName=io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPlugin
 * }</pre>
 *
 * <p>The user is the name of the database's role for this identity. Which identity, and by which properties of the
 * connection another one is chosen: {@link io.github.wicredential.clients.ClientIdentities}. The property {@code azure.scopes} replaces the scope,
 * which otherwise is that of the cloud ({@code https://ossrdbms-aad.database.windows.net/.default} in the public one).
 *
 * <p>A token is handed over only if the driver has to encrypt, that is with {@code sslmode} {@code require},
 * {@code verify-ca} or {@code verify-full}, and only to a server that asks for the password in clear text, as the servers
 * of Azure do within TLS. With {@code require} nobody knows that the server is the right one: a warning is logged once.
 *
 * <p>Made by the driver for each connection; the tokens are those of the shared identity. What fails is a
 * {@link PSQLException} of state 08004 whose message says what to do and whose cause is the library's exception.
 *
 * @since 0.1.0
 */
public final class PostgresqlAuthenticationPlugin implements AuthenticationPlugin {

    private final Properties properties;

    /**
     * Called by the driver.
     *
     * @param properties those of the connection, of the URL too
     */
    public PostgresqlAuthenticationPlugin(Properties properties) {
        this.properties = Objects.requireNonNull(properties, "properties");
    }

    /**
     * A token. Waits only if there is no valid one, 30 s at most.
     *
     * @param type what the server asks for
     * @return the token, for the driver to wipe
     * @throws PSQLException if there is none, or the server or the connection is not one for tokens
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
                            + " and not for an access token: Microsoft Entra authentication is not "
                            + "switched on there, or the role is not one of an Entra identity. Create the role with "
                            + "pgaadauth_create_principal.",
                    null);
        }
    }

    private static void requireEncryption(SslMode mode) throws PSQLException {
        if (!mode.requireEncryption()) {
            throw rejected(
                    "The connection may be without TLS (sslmode=" + mode.value
                            + "), and an access token is not sent in " + "clear text. Set sslmode=verify-full.",
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
