package io.github.wicredential.azure;

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
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.azure.internal.http.HttpSettings;
import io.github.wicredential.internal.artifacts.Artifacts;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Base class of the builders of credentials that send token requests. Not thread-safe.
 *
 * <p>Without HTTP settings the library uses its own transport, and the class path needs no HTTP client of azure-core.
 *
 * @param <T> the builder
 * @since 0.1.0
 */
public abstract class CredentialBuilderBase<T extends CredentialBuilderBase<T>> implements HttpTrait<T> {

    private final HttpSettings http = new HttpSettings();
    private @Nullable Configuration configuration;

    CredentialBuilderBase() {
        Artifacts.requireVersionOfCore("wi-credential-azure", CredentialBuilderBase.class);
    }

    /**
     * Sends token requests with the application's HTTP client.
     *
     * <p>Do not use a client that obtains its tokens from this credential, or one that follows redirects, which would
     * send the pod's token to another host.
     *
     * @param client the client
     * @return this
     */
    @Override
    public T httpClient(HttpClient client) {
        http.client(Objects.requireNonNull(client, "client"));
        return self();
    }

    /**
     * Sends token requests through the application's HTTP pipeline. If the pipeline has a retry policy, that policy
     * retries and the library does not. The other HTTP settings then have no effect.
     *
     * <p>Token requests skip an {@link com.azure.core.http.policy.HttpLoggingPolicy} of the pipeline, because it could
     * log the pod's token and the access token.
     *
     * @param pipeline the pipeline, or null
     * @return this
     */
    @Override
    public T pipeline(@Nullable HttpPipeline pipeline) {
        http.pipeline(pipeline);
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
        http.pipeline(httpPipeline);
        return self();
    }

    /**
     * Sets the egress proxy of token requests; overrides the JVM's settings and {@code HTTPS_PROXY}. The library's own
     * transport then sends the requests: as in azure-identity, an HTTP client or pipeline of the application is not
     * used, and a warning is logged.
     *
     * @param proxyOptions an HTTP or SOCKS proxy, optionally with hosts to connect to directly; only an HTTP proxy can
     *     have a user and password (Basic); null for none
     * @return this
     * @deprecated set the proxy in the environment ({@code HTTPS_PROXY}, {@code NO_PROXY}), or in an HTTP client
     */
    @Deprecated
    public T proxyOptions(@Nullable ProxyOptions proxyOptions) {
        http.proxy(proxyOptions);
        return self();
    }

    /**
     * Adds a policy that token requests pass through, at the position that the policy specifies.
     *
     * @param policy the policy
     * @return this
     */
    @Override
    public T addPolicy(HttpPipelinePolicy policy) {
        http.policy(Objects.requireNonNull(policy, "policy"));
        return self();
    }

    /**
     * Makes azure-core's retry policy retry token requests, as configured by these options and within 30 s; the library
     * does not retry.
     *
     * @param retryOptions the options, or null
     * @return this
     */
    @Override
    public T retryOptions(@Nullable RetryOptions retryOptions) {
        http.retryOptions(retryOptions);
        return self();
    }

    /**
     * Makes this policy retry token requests, within 30 s; the library does not retry.
     *
     * @param retryPolicy the policy, or null
     * @return this
     */
    public T retryPolicy(@Nullable RetryPolicy retryPolicy) {
        http.retryPolicy(retryPolicy);
        return self();
    }

    /**
     * Accepted for compatibility with azure-identity, without effect: there it limits calls of the metadata service,
     * which this library never calls. See {@link #retryOptions} for retries of token requests.
     *
     * @param maxRetry not used
     * @return this
     * @deprecated use {@link #retryOptions}
     */
    @Deprecated
    public T maxRetry(int maxRetry) {
        return self();
    }

    /**
     * Accepted for compatibility with azure-identity, without effect, like {@link #maxRetry}.
     *
     * @param retryTimeout not used
     * @return this
     * @deprecated use {@link #retryOptions}
     */
    @Deprecated
    public T retryTimeout(@Nullable Function<Duration, Duration> retryTimeout) {
        return self();
    }

    /**
     * Accepted for compatibility with azure-identity, without effect: client, tenant and authority of a workload
     * identity are logged at INFO when it is built; claims of a token are never logged.
     *
     * @return this
     */
    public T enableAccountIdentifierLogging() {
        return self();
    }

    /**
     * Sets how requests and responses are logged; default: {@code AZURE_HTTP_LOG_DETAIL_LEVEL}.
     *
     * <p>Bodies of token requests are never logged: {@code BODY} is treated as {@code BASIC} and
     * {@code BODY_AND_HEADERS} as {@code HEADERS}. Custom request and response loggers are not called, because they
     * would receive the bodies.
     *
     * @param logOptions the options, or null
     * @return this
     */
    @Override
    public T httpLogOptions(@Nullable HttpLogOptions logOptions) {
        http.logOptions(logOptions);
        return self();
    }

    /**
     * Sets the application id, which is put in front of the user agent, and headers for each token request.
     *
     * @param clientOptions the options, or null
     * @return this
     */
    @Override
    public T clientOptions(@Nullable ClientOptions clientOptions) {
        http.clientOptions(clientOptions);
        return self();
    }

    /**
     * Sets where variables are looked up; default: azure-core's global configuration, which consists of values put into
     * it, the JVM's system properties and the environment of the process, in this order.
     *
     * @param configuration the configuration
     * @return this
     */
    public T configuration(Configuration configuration) {
        this.configuration = Objects.requireNonNull(configuration, "configuration");
        return self();
    }

    final Configuration configuration() {
        return configuration != null ? configuration : Configuration.getGlobalConfiguration();
    }

    final @Nullable String variable(String name) {
        return configuration().get(name);
    }

    /** Starts an identity with the variables and the transport of this builder. */
    final WorkloadIdentityBuilder identity() {
        WorkloadIdentityBuilder identity = WorkloadIdentity.builder().environment(this::variable);
        try {
            http.applyTo(identity, this::variable);
        } catch (ConfigurationException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
        return identity;
    }

    @SuppressWarnings("unchecked")
    final T self() {
        return (T) this;
    }
}
