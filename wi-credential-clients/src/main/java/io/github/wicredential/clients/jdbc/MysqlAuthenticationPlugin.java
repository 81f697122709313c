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
 * Gives MySQL's driver an access token as the password, for Azure Database for MySQL.
 *
 * <pre>{@code
 * jdbc:mysql://orders.mysql.database.azure.com/orders?user=orders&sslMode=VERIFY_IDENTITY
 *     &authenticationPlugins=io.github.wicredential.clients.jdbc.MysqlAuthenticationPlugin
 *     &defaultAuthenticationPlugin=io.github.wicredential.clients.jdbc.MysqlAuthenticationPlugin
 * }</pre>
 *
 * <p>The user is the name of the database's user for this identity. Which identity, and by which properties of the
 * connection another one is chosen: {@link io.github.wicredential.clients.ClientIdentities}. The property {@code azure.scopes} replaces the scope,
 * which otherwise is that of the cloud ({@code https://ossrdbms-aad.database.windows.net/.default} in the public one).
 *
 * <p>Takes the place of the driver's own {@code mysql_clear_password}. A token is handed over within TLS only. If the
 * {@code sslMode} does not verify the server's certificate, as the driver's default does not, a warning is logged once.
 *
 * <p>Made by the driver for each connection; the tokens are those of the shared identity. What fails is an
 * {@link java.sql.SQLException} of state 08001 whose message says what to do.
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

    /** The name of the method within MySQL's protocol. */
    @Override
    public String getProtocolPluginName() {
        return PROTOCOL_NAME;
    }

    /** The driver refuses a connection without TLS. */
    @Override
    public boolean requiresConfidentiality() {
        return true;
    }

    @Override
    public boolean isReusable() {
        return true;
    }

    /** Does nothing: a password that is configured is not used. */
    @Override
    public void setAuthenticationParameters(@Nullable String user, @Nullable String password) {}

    /**
     * Answers with a token, whatever the server said. Waits only if there is no valid one, 30 s at most.
     *
     * @param fromServer what the server said
     * @param toServer gets the answer
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
            // Ends with a zero, which is how the protocol has a password in clear text.
            return Arrays.copyOf(token, token.length + 1);
        } catch (RuntimeException e) {
            throw refused("No access token for the database: " + e.getMessage(), Failures.cause(e));
        }
    }

    private static void requireEncryption(Protocol<NativePacketPayload> connection) {
        if (!connection.getSocketConnection().isSSLEstablished()) {
            throw refused(
                    "The connection is without TLS, and an access token is not sent in clear text. Set "
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
