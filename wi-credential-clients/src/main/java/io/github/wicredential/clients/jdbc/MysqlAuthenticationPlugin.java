package io.github.wicredential.clients.jdbc;

import com.mysql.cj.conf.PropertyDefinitions.SslMode;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.exceptions.ExceptionFactory;
import com.mysql.cj.exceptions.UnableToConnectException;
import com.mysql.cj.protocol.AuthenticationPlugin;
import com.mysql.cj.protocol.Protocol;
import com.mysql.cj.protocol.a.NativePacketPayload;
import io.github.wicredential.clients.internal.ClientSettings;
import io.github.wicredential.clients.internal.Failures;
import io.github.wicredential.clients.internal.UnverifiedTlsWarning;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Provides MySQL's driver with an access token as the password, for Azure Database for MySQL.
 *
 * <pre>{@code
 * jdbc:mysql://orders.mysql.database.azure.com/orders?user=orders&sslMode=VERIFY_IDENTITY
 *     &authenticationPlugins=io.github.wicredential.clients.jdbc.MysqlAuthenticationPlugin
 *     &defaultAuthenticationPlugin=io.github.wicredential.clients.jdbc.MysqlAuthenticationPlugin
 * }</pre>
 *
 * <p>The user is the database user that was created for this identity. See
 * {@link io.github.wicredential.clients.ClientIdentities} for how connection properties choose an identity. The
 * property {@code azure.scopes} overrides the scope, by default that of the identity's cloud
 * ({@code https://ossrdbms-aad.database.windows.net/.default} in the public cloud).
 *
 * <p>Replaces the driver's own {@code mysql_clear_password}. A token is sent over TLS only. If the {@code sslMode} does
 * not verify the server's certificate, which is the driver's default, a warning is logged once.
 *
 * <p>The driver creates one instance per connection; all of them share the identity's tokens. Failures are
 * {@link java.sql.SQLException}s with state 08001 whose message says what to do.
 *
 * @since 0.1.0
 */
public final class MysqlAuthenticationPlugin implements AuthenticationPlugin<NativePacketPayload> {

    private static final String PROTOCOL_NAME = "mysql_clear_password";

    private @Nullable Protocol<NativePacketPayload> protocol;

    /** Called by the driver. */
    public MysqlAuthenticationPlugin() {}

    @Override
    public void init(Protocol<NativePacketPayload> connection) {
        this.protocol = connection;
    }

    @Override
    public void destroy() {
        this.protocol = null;
    }

    /** The name of the authentication method in MySQL's protocol. */
    @Override
    public String getProtocolPluginName() {
        return PROTOCOL_NAME;
    }

    /** Makes the driver refuse a connection without TLS. */
    @Override
    public boolean requiresConfidentiality() {
        return true;
    }

    @Override
    public boolean isReusable() {
        return true;
    }

    /** Does nothing: a configured password is not used. */
    @Override
    public void setAuthenticationParameters(@Nullable String user, @Nullable String password) {}

    /**
     * Answers with a token, whatever the server sent. Waits only if there is no valid token, for at most 30 s.
     *
     * @param fromServer the packet from the server
     * @param toServer receives the answer
     * @return true
     */
    @Override
    public boolean nextAuthenticationStep(
            @Nullable NativePacketPayload fromServer, List<NativePacketPayload> toServer) {
        Protocol<NativePacketPayload> connection = Objects.requireNonNull(protocol, "not initialized by the driver");
        toServer.clear();
        requireEncryption(connection);
        toServer.add(new NativePacketPayload(password(connection)));
        return true;
    }

    private static byte[] password(Protocol<NativePacketPayload> connection) {
        try {
            byte[] token = ClientSettings.of(
                            "The connection", connection.getPropertySet().exposeAsProperties())
                    .openSourceDatabaseToken()
                    .value()
                    .getBytes(StandardCharsets.US_ASCII);
            // Terminated by a zero byte, as the protocol requires for a clear-text password.
            return Arrays.copyOf(token, token.length + 1);
        } catch (RuntimeException e) {
            throw refused("No access token for the database: " + e.getMessage(), Failures.cause(e));
        }
    }

    private static void requireEncryption(Protocol<NativePacketPayload> connection) {
        if (!connection.getSocketConnection().isSSLEstablished()) {
            throw refused(
                    "The connection does not use TLS, and an access token is never sent in clear text. Set "
                            + "sslMode=VERIFY_IDENTITY.",
                    null);
        }
        SslMode mode = connection
                .getPropertySet()
                .<SslMode>getEnumProperty(PropertyKey.sslMode)
                .getValue();
        if (mode != SslMode.VERIFY_CA && mode != SslMode.VERIFY_IDENTITY) {
            UnverifiedTlsWarning.warn("MySQL", "sslMode=" + mode, "sslMode=VERIFY_IDENTITY");
        }
    }

    private static UnableToConnectException refused(String message, @Nullable Throwable cause) {
        return cause == null
                ? ExceptionFactory.createException(UnableToConnectException.class, message)
                : ExceptionFactory.createException(UnableToConnectException.class, message, cause);
    }
}
