package io.github.wicredential.azure.internal.http;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.ProxyOptions;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.ClientOptions;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentityBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP settings of a builder, and the resulting transport. Not thread-safe.
 *
 * <p>Without settings, the library's own transport is used, through the given proxy if there is one. A proxy takes
 * precedence over client
 * and pipeline, as in azure-identity, and a pipeline over everything else. With any other setting a pipeline is made
 * around the given client, or around the library's own transport.
 */
public final class HttpSettings {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.wicredential");

    private final List<HttpPipelinePolicy> policies = new ArrayList<>();
    private @Nullable HttpClient client;
    private @Nullable HttpPipeline pipeline;
    private @Nullable ProxyOptions proxy;
    private @Nullable RetryPolicy retryPolicy;
    private @Nullable RetryOptions retryOptions;
    private @Nullable ClientOptions clientOptions;
    private @Nullable HttpLogOptions logOptions;

    /** Starts with nothing set. */
    public HttpSettings() {}

    /**
     * Sets the client.
     *
     * @param given sends the requests
     */
    public void client(HttpClient given) {
        client = given;
    }

    /**
     * Sets the pipeline.
     *
     * @param given replaces all other settings, or null
     */
    public void pipeline(@Nullable HttpPipeline given) {
        pipeline = given;
    }

    /**
     * Sets the egress proxy, which is reached by the library's own transport.
     *
     * @param given the proxy, or null
     */
    public void proxy(@Nullable ProxyOptions given) {
        proxy = given;
    }

    /**
     * Adds a policy.
     *
     * @param given the policy
     */
    public void policy(HttpPipelinePolicy given) {
        policies.add(given);
    }

    /**
     * Sets the policy that retries.
     *
     * @param given the policy, or null
     */
    public void retryPolicy(@Nullable RetryPolicy given) {
        retryPolicy = given;
    }

    /**
     * Sets how to retry.
     *
     * @param given the options, or null
     */
    public void retryOptions(@Nullable RetryOptions given) {
        retryOptions = given;
    }

    /**
     * Sets application id and headers.
     *
     * @param given the options, or null
     */
    public void clientOptions(@Nullable ClientOptions given) {
        clientOptions = given;
    }

    /**
     * Sets what is logged of requests.
     *
     * @param given the options, or null
     */
    public void logOptions(@Nullable HttpLogOptions given) {
        logOptions = given;
    }

    /**
     * Gives an identity the transport that was chosen, if any.
     *
     * @param identity the identity's builder
     * @param variables looks up the egress proxy's variables
     * @throws IllegalStateException if both a retry policy and retry options are set
     * @throws ConfigurationException if a proxy cannot be used
     */
    public void applyTo(WorkloadIdentityBuilder identity, Function<String, @Nullable String> variables) {
        if (retryPolicy != null && retryOptions != null) {
            throw new IllegalStateException("Both retryPolicy and retryOptions are set. Set one of them.");
        }
        if (proxy != null && (client != null || pipeline != null)) {
            LOG.warn("Token requests go through the proxy of proxyOptions with the library's own "
                    + "transport, so the HTTP client or pipeline that is also set is not used. Set the "
                    + "proxy in one place");
        }
        TokenTransport chosen = transport(variables);
        if (chosen != null) {
            identity.transport(chosen);
        }
    }

    private @Nullable TokenTransport transport(Function<String, @Nullable String> variables) {
        if (pipeline != null && piped()) {
            return new PipelineTransport(TokenPipeline.withoutLogging(pipeline), null, true);
        }
        TokenTransport proxied = proxy == null ? null : ProxiedTransport.through(proxy);
        boolean untold = (client == null || proxied != null)
                && policies.isEmpty()
                && retryPolicy == null
                && retryOptions == null
                && clientOptions == null
                && logOptions == null;
        if (untold) {
            return proxied;
        }
        RetryPolicy retry = retryOptions == null ? retryPolicy : new RetryPolicy(retryOptions);
        HttpClient sending = proxied != null
                ? new OwnHttpClient(proxied)
                : client != null ? client : OwnHttpClient.standard(variables);
        return new PipelineTransport(
                TokenPipeline.of(sending, policies, retry, clientOptions, logOptions), clientOptions, retry != null);
    }

    private boolean piped() {
        return pipeline != null && proxy == null;
    }
}
