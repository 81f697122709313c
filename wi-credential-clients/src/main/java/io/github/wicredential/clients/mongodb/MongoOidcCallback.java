package io.github.wicredential.clients.mongodb;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.MongoCredential.OidcCallback;
import com.mongodb.MongoCredential.OidcCallbackContext;
import com.mongodb.MongoCredential.OidcCallbackResult;
import com.mongodb.connection.SslSettings;
import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Logs MongoDB's driver in to Azure DocumentDB and to other servers that accept Entra tokens with {@code MONGODB-OIDC}.
 *
 * <pre>{@code
 * MongoClient client = MongoClients.create(MongoOidcCallback.of(identity, "https://ossrdbms-aad.database.windows.net/.default")
 *         .in(MongoClientSettings.builder()
 *                 .applyConnectionString(new ConnectionString("mongodb+srv://NAME.global.mongocluster.cosmos.azure.com/"))));
 * }</pre>
 *
 * <p>The driver caches a token until a server rejects it and then requests a new one: immediately for a new connection,
 * and for an existing one when the server demands a new login (error 391).
 *
 * <p>Immutable and thread-safe. Waits only if there is no valid token, and no longer than the driver allows.
 *
 * @since 0.1.0
 */
public final class MongoOidcCallback implements OidcCallback {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final TokenProvider identity;
    private final TokenRequest request;

    private MongoOidcCallback(TokenProvider identity, TokenRequest request) {
        this.identity = identity;
        this.request = request;
    }

    /**
     * Creates a callback for an identity.
     *
     * @param identity provides the tokens; never closed by this class
     * @param scope the scope that the server requires: {@code https://ossrdbms-aad.database.windows.net/.default} for
     *     Azure DocumentDB, the scope of your own application registration for another server
     * @return a callback for any number of clients
     * @throws ConfigurationException if the scope is invalid
     */
    public static MongoOidcCallback of(TokenProvider identity, String scope) {
        return new MongoOidcCallback(
                Objects.requireNonNull(identity, "identity"), TokenRequest.of(Objects.requireNonNull(scope, "scope")));
    }

    /**
     * Adds this login to settings. They must use TLS with a verified server and have no credential: otherwise the token
     * would be readable on the network, or another identity would be used.
     *
     * @param settings all other settings of the client; its credential is set
     * @return the settings for a client
     * @throws ConfigurationException if the settings do not use TLS, accept any server, or have a credential
     */
    public MongoClientSettings in(MongoClientSettings.Builder settings) {
        MongoClientSettings without =
                Objects.requireNonNull(settings, "settings").build();
        SslSettings tls = without.getSslSettings();
        if (!tls.isEnabled() || tls.isInvalidHostNameAllowed()) {
            throw new ConfigurationException("The settings for MongoDB have "
                    + (tls.isEnabled() ? "TLS that accepts any server name" : "no TLS")
                    + ", so another server could receive the access token. Set tls=true in the connection string, and not "
                    + "tlsAllowInvalidHostnames or tlsInsecure.");
        }
        if (without.getCredential() != null) {
            throw new ConfigurationException(
                    "The settings for MongoDB have a credential in addition to the workload identity. "
                            + "Remove user, password and authMechanism from the connection string.");
        }
        return settings.credential(MongoCredential.createOidcCredential(null)
                        .withMechanismProperty(MongoCredential.OIDC_CALLBACK_KEY, this))
                .build();
    }

    /** Returns the current token.
     *
     * @param context says how long the driver waits
     * @return the token and how long it is valid
     * @throws WorkloadIdentityException if no token can be obtained; it is the cause of the driver's exception
     */
    @Override
    public OidcCallbackResult onRequest(OidcCallbackContext context) {
        Duration wait = context.getTimeout();
        boolean usable = wait.compareTo(Duration.ZERO) > 0 && wait.compareTo(LONGEST_WAIT) < 0;
        AccessToken token = identity.token(request.withTimeout(usable ? wait : LONGEST_WAIT));
        Duration valid = Duration.between(Instant.now(), token.expiresAt());
        // To the driver zero is for ever.
        return new OidcCallbackResult(token.value(), valid.compareTo(Duration.ZERO) > 0 ? valid : Duration.ofMillis(1));
    }
}
