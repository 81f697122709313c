package io.github.wicredential.examples.kafka;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.jspecify.annotations.Nullable;

/**
 * Gives Kafka's client the access tokens of the pod: {@code sasl.login.callback.handler.class} with the mechanism
 * {@code OAUTHBEARER}.
 *
 * <p>A token is for the namespace in {@code bootstrap.servers}, so it is of no use anywhere else. Kafka makes one object
 * for all clients with the same settings and asks it again when 80 % of a token's life are over; by then the library has
 * renewed it. If there is no token, the reason is the message of Kafka's {@code LoginException}.
 */
public final class WorkloadIdentityLogin implements AuthenticateCallbackHandler {

    private static final String NO_TOKEN = "no_token";

    private @Nullable WorkloadIdentity identity;
    private String scope = "";

    /** Made by Kafka's client. */
    public WorkloadIdentityLogin() {}

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> jaas) {
        if (!(configs.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) instanceof List<?> servers)
                || servers.size() != 1) {
            throw new ConfigException("bootstrap.servers has to be one server, NAMESPACE.servicebus.windows.net:9093");
        }
        scope = "https://" + URI.create("kafka://" + servers.get(0)).getHost() + "/.default";
        identity = WorkloadIdentity.fromEnvironment();
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof OAuthBearerTokenCallback wanted) {
                answer(wanted);
            } else if (!(callback instanceof SaslExtensionsCallback)) { // Event Hubs knows no extensions.
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private void answer(OAuthBearerTokenCallback wanted) {
        WorkloadIdentity configured = identity;
        if (configured == null) {
            throw new IllegalStateException("not configured");
        }
        try {
            wanted.token(new BearerToken(configured.token(scope), scope, configured.clientId()));
        } catch (WorkloadIdentityException e) {
            // Kafka replaces an exception by "An internal error occurred"; this text becomes that of its own exception.
            wanted.error(NO_TOKEN, e.getMessage(), null);
        }
    }

    @Override
    public void close() {
        if (identity != null) {
            identity.close();
        }
    }
}
