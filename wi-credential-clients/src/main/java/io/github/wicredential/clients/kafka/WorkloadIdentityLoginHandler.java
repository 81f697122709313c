package io.github.wicredential.clients.kafka;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.internal.ClientSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.jspecify.annotations.Nullable;

/**
 * Provides Kafka clients with the pod's access tokens for Event Hubs: producers, consumers, Connect, MirrorMaker and
 * anything else configured by properties.
 *
 * <pre>{@code
 * security.protocol=SASL_SSL
 * sasl.mechanism=OAUTHBEARER
 * sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required \
 *     azure.scopes="https://NAMESPACE.servicebus.windows.net/.default";
 * sasl.login.callback.handler.class=io.github.wicredential.clients.kafka.WorkloadIdentityLoginHandler
 * }</pre>
 *
 * <p>Settings are options in {@code sasl.jaas.config}, see {@link io.github.wicredential.clients.ClientIdentities}.
 * Without {@code azure.scopes} the token is for the namespace in {@code bootstrap.servers}. <strong>Set it if one JVM
 * uses two namespaces</strong>: Kafka clients with identical {@code sasl.*} settings share a login, whatever their
 * servers are, so the second client would send the first one's token.
 *
 * <p>Tokens are provided for {@code SASL_SSL} only. Kafka logs in once for all clients with the same settings and again
 * after about 80 % of a token's lifetime; by then the library has refreshed it. If no token can be obtained, the
 * message of Kafka's {@code LoginException} gives the reason.
 *
 * <p>Created by Kafka's client. Thread-safe once configured. Closing it does not close the identity.
 *
 * @since 0.1.0
 */
public final class WorkloadIdentityLoginHandler implements AuthenticateCallbackHandler {

    private static final String NO_TOKEN = "no_token";
    private static final List<String> OTHER_IDENTITIES =
            List.of("clientId", "clientSecret", "username", "password", "unsecuredLoginStringClaim_sub");
    private static final List<String> OTHER_SETTINGS = List.of(
            "sasl.oauthbearer.client.credentials.client.secret",
            "sasl.oauthbearer.assertion.file",
            "sasl.oauthbearer.assertion.private.key.file");

    private ClientSettings settings = ClientSettings.NONE;
    private @Nullable TokenRequest request;

    /** Called by Kafka's client. */
    public WorkloadIdentityLoginHandler() {}

    /**
     * Reads the settings. Nothing is sent.
     *
     * @param configs the configuration of the client
     * @param mechanism must be {@code OAUTHBEARER}
     * @param jaas the JAAS options
     * @throws ConfigurationException if the settings do not fit a workload identity; the message says what to change
     */
    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> jaas) {
        require("sasl.mechanism", "OAUTHBEARER", mechanism, "only that mechanism sends a token");
        require(
                "security.protocol",
                "SASL_SSL",
                String.valueOf(configs.get("security.protocol")),
                "a token is never sent in clear text");
        Map<String, String> options = new TreeMap<>();
        // Kafka's parser gives an option no name where the text is malformed.
        jaas.forEach(entry ->
                entry.getOptions().forEach((name, value) -> options.put(String.valueOf(name), String.valueOf(value))));
        OTHER_IDENTITIES.stream()
                .filter(options::containsKey)
                .findFirst()
                .ifPresent(name -> refuse("sasl.jaas.config", name));
        OTHER_SETTINGS.stream()
                .filter(name -> configs.get(name) != null)
                .findFirst()
                .ifPresent(name -> refuse("The client", name));
        ClientSettings read = ClientSettings.of("sasl.jaas.config", options);
        List<String> servers = configs.get("bootstrap.servers") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        request = read.request(EventHubsScope.of(servers, read));
        settings = read;
    }

    private static void require(String name, String wanted, String found, String why) {
        if (!wanted.equalsIgnoreCase(found)) {
            throw new ConfigurationException("The client has " + name + "=" + ClientSettings.shown(found) + ", and "
                    + why + ". Set " + name + "=" + wanted + ".");
        }
    }

    private static void refuse(String holder, String name) {
        throw new ConfigurationException(holder + " has " + name
                + ", which would be another identity than the pod's. Remove it, or use another "
                + "sasl.login.callback.handler.class.");
    }

    /**
     * Answers with a token. Waits only if there is no valid token, for at most 30 s.
     *
     * @param callbacks the requests of Kafka's client
     * @throws UnsupportedCallbackException for anything other than a token or extensions, which Event Hubs does not use
     */
    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof OAuthBearerTokenCallback wanted) {
                answer(wanted);
            } else if (!(callback instanceof SaslExtensionsCallback)) {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private void answer(OAuthBearerTokenCallback wanted) {
        TokenRequest asked = request;
        if (asked == null) {
            throw new IllegalStateException("not configured");
        }
        try {
            TokenProvider identity = settings.identity();
            AccessToken token = identity.token(asked);
            String principal = identity instanceof WorkloadIdentity known ? known.clientId() : "azure";
            wanted.token(new BearerToken(token, Set.of(asked.scope()), principal));
        } catch (RuntimeException e) {
            // Kafka replaces an exception by "An internal error occurred"; this text becomes that of its own exception.
            wanted.error(NO_TOKEN, "No access token for Kafka: " + e.getMessage(), null);
        }
    }

    /** Does nothing: the identity is shared. */
    @Override
    public void close() {}
}
