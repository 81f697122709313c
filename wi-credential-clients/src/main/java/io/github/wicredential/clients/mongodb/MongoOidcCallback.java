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
 * Logs MongoDB's driver in to Azure DocumentDB, and to other servers that take tokens of Entra by {@code MONGODB-OIDC}.
 *
 * <pre>{@code
 * MongoClient client = MongoClients.create(MongoOidcCallback.of(identity, "https://ossrdbms-aad.database.windows.net/.default")
 *         .in(MongoClientSettings.builder()
 *                 .applyConnectionString(new ConnectionString("mongodb+srv://NAME.global.mongocluster.cosmos.azure.com/"))));
 * }</pre>
 *
 * <p>The driver keeps a token until a server refuses it, and asks again then: for a new connection at once, for an existing
 * one when the server demands a new login (error 391).
 *
 * <p>Immutable and thread-safe. Waits only if there is no valid token, and no longer than the driver gives it.
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
     * The tokens of an identity.
     *
     * @param identity gives the tokens; not closed by this
     * @param scope what the server wants tokens for: {@code https://ossrdbms-aad.database.windows.net/.default} for Azure
     *     DocumentDB, the scope of an application of your own for another server
     * @return a callback for any number of clients
     * @throws ConfigurationException if the scope is invalid
     */
    public static MongoOidcCallback of(TokenProvider identity, String scope) {
        return new MongoOidcCallback(
                Objects.requireNonNull(identity, "identity"), TokenRequest.of(Objects.requireNonNull(scope, "scope")));
    }

    /**
     * Completes settings by this login. They must have TLS with a verified server and no credential of their own: a token
     * would be readable on the way, or another identity be the one that is used.
     *
     * @param settings what the client is to have otherwise; its credential is set
     * @return what a client is made with
     * @throws ConfigurationException if the settings have no TLS, take any server, or have a credential
     */
    public MongoClientSettings in(MongoClientSettings.Builder settings) {
        MongoClientSettings without =
                Objects.requireNonNull(settings, "settings").build();
        SslSettings tls = without.getSslSettings();
        if (!tls.isEnabled() || tls.isInvalidHostNameAllowed()) {
            throw new ConfigurationException("The settings for MongoDB have "
                    + (tls.isEnabled() ? "TLS that takes a server by any name" : "no TLS")
                    + ", so somebody else could get the access token. Set tls=true in the connection string, and not "
                    + "tlsAllowInvalidHostnames or tlsInsecure.");
        }
        if (without.getCredential() != null) {
            throw new ConfigurationException("The settings for MongoDB have a credential beside the workload identity. "
                    + "Remove user, password and authMechanism from the connection string.");
        }
        return settings.credential(MongoCredential.createOidcCredential(null)
                        .withMechanismProperty(MongoCredential.OIDC_CALLBACK_KEY, this))
                .build();
    }

    /**
     * The current token.
     *
     * @param context how long the driver waits
     * @return the token and how long it is valid
     * @throws WorkloadIdentityException if there is none; it is the cause of the driver's exception
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
