package com.azure.identity;

import com.azure.core.client.traits.HttpTrait;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.ProxyOptions;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.ClientOptions;
import com.azure.core.util.Configuration;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Base class of all builders: passes each setting on to the library's builder of the same name. Not thread-safe.
 *
 * @param <T> the builder
 * @since 0.1.0
 */
public abstract class CredentialBuilderBase<T extends CredentialBuilderBase<T>> implements HttpTrait<T> {

    private final io.github.wicredential.azure.CredentialBuilderBase<?> ours;

    /** For unsupported credentials: settings are checked and discarded. */
    CredentialBuilderBase() {
        this(new io.github.wicredential.azure.WorkloadIdentityCredentialBuilder());
    }

    CredentialBuilderBase(io.github.wicredential.azure.CredentialBuilderBase<?> ours) {
        Bridge.require();
        this.ours = ours;
    }

    /**
     * Sends token requests with the application's HTTP client.
     *
     * @param client the client
     * @return this
     */
    @Override
    public T httpClient(HttpClient client) {
        ours.httpClient(client);
        return self();
    }

    /**
     * Sends token requests through the application's HTTP pipeline, whose retry policy then retries.
     *
     * @param pipeline the pipeline, or null
     * @return this
     */
    @Override
    public T pipeline(@Nullable HttpPipeline pipeline) {
        ours.pipeline(pipeline);
        return self();
    }

    /**
     * Same as {@link #pipeline}.
     *
     * @param httpPipeline the pipeline, or null
     * @return this
     * @deprecated use {@link #pipeline}
     */
    @Deprecated
    public T httpPipeline(@Nullable HttpPipeline httpPipeline) {
        ours.httpPipeline(httpPipeline);
        return self();
    }

    /**
     * Sets the egress proxy of token requests.
     *
     * @param proxyOptions the proxy, or null
     * @return this
     * @deprecated set the proxy in the environment, or in an HTTP client
     */
    @Deprecated
    public T proxyOptions(@Nullable ProxyOptions proxyOptions) {
        ours.proxyOptions(proxyOptions);
        return self();
    }

    /**
     * Adds a policy that token requests pass through.
     *
     * @param policy the policy
     * @return this
     */
    @Override
    public T addPolicy(HttpPipelinePolicy policy) {
        ours.addPolicy(policy);
        return self();
    }

    /**
     * Makes azure-core's retry policy retry token requests, within 30 s.
     *
     * @param retryOptions the options, or null
     * @return this
     */
    @Override
    public T retryOptions(@Nullable RetryOptions retryOptions) {
        ours.retryOptions(retryOptions);
        return self();
    }

    /**
     * Makes this policy retry token requests, within 30 s.
     *
     * @param retryPolicy the policy, or null
     * @return this
     */
    public T retryPolicy(@Nullable RetryPolicy retryPolicy) {
        ours.retryPolicy(retryPolicy);
        return self();
    }

    /**
     * Accepted without effect: this library never calls a metadata service.
     *
     * @param maxRetry not used
     * @return this
     */
    public T maxRetry(int maxRetry) {
        return self();
    }

    /**
     * Accepted without effect: this library never calls a metadata service.
     *
     * @param retryTimeout not used
     * @return this
     */
    public T retryTimeout(@Nullable Function<Duration, Duration> retryTimeout) {
        return self();
    }

    /**
     * Sets how requests and responses are logged; bodies are never logged.
     *
     * @param logOptions the options, or null
     * @return this
     */
    @Override
    public T httpLogOptions(@Nullable HttpLogOptions logOptions) {
        ours.httpLogOptions(logOptions);
        return self();
    }

    /**
     * Sets the application id and headers of token requests.
     *
     * @param clientOptions the options, or null
     * @return this
     */
    @Override
    public T clientOptions(@Nullable ClientOptions clientOptions) {
        ours.clientOptions(clientOptions);
        return self();
    }

    /**
     * Sets where variables are looked up; default: azure-core's global configuration.
     *
     * @param configuration the configuration
     * @return this
     */
    public T configuration(Configuration configuration) {
        ours.configuration(configuration);
        return self();
    }

    /**
     * Accepted without effect: client, tenant and authority are logged at INFO; claims of a token are never logged.
     *
     * @return this
     */
    public T enableAccountIdentifierLogging() {
        return self();
    }

    @SuppressWarnings("unchecked")
    final T self() {
        return (T) this;
    }
}
