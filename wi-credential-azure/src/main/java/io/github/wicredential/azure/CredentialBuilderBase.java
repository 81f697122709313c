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
 * What all builders of credentials that send token requests have in common. Not thread-safe.
 *
 * <p>Without any of the HTTP settings the library sends with its own transport and no client of azure-core needs to be
 * on the class path.
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
     * Sends token requests with the application's own client.
     *
     * <p>Give no client here that gets its tokens from this credential, and none that follows redirects, which would
     * carry the pod's token elsewhere.
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
     * Sends token requests through the application's own pipeline. Its retry policy retries, if it has one; the library
     * does not. The other HTTP settings then have no effect.
     *
     * <p>An {@link com.azure.core.http.policy.HttpLoggingPolicy} of the pipeline is left out for token requests, which
     * could log the pod's token and the access token.
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
     * The same as {@link #pipeline}.
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
     * The egress proxy of token requests, in place of what the JVM's settings or {@code HTTPS_PROXY} name. The library's
     * own transport asks it: an HTTP client or pipeline of the application's own is then not used, as in azure-identity,
     * which is said at WARN.
     *
     * @param proxyOptions the proxy, HTTP or SOCKS, perhaps with the hosts that are reached without it; a user and
     *     password for an HTTP proxy only, Basic; null for none
     * @return this
     * @deprecated set the proxy in the environment ({@code HTTPS_PROXY}, {@code NO_PROXY}), or in an HTTP client
     */
    @Deprecated
    public T proxyOptions(@Nullable ProxyOptions proxyOptions) {
        http.proxy(proxyOptions);
        return self();
    }

    /**
     * Adds a policy through which token requests pass, at the position that it names itself.
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
     * Lets azure-core's retry policy retry in place of the library: a token request is tried as often as these options
     * say, within 30 s.
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
     * Lets this policy retry in place of the library, within 30 s.
     *
     * @param retryPolicy the policy, or null
     * @return this
     */
    public T retryPolicy(@Nullable RetryPolicy retryPolicy) {
        http.retryPolicy(retryPolicy);
        return self();
    }

    /**
     * Accepted for those who move from azure-identity, without effect: there it says how often a machine's metadata
     * service is asked, which this library never does. Token requests are retried as {@link #retryOptions} says.
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
     * Accepted for those who move from azure-identity, without effect, as {@link #maxRetry} is.
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
     * Accepted for those who move from azure-identity, without effect: client, tenant and authority of a workload
     * identity are logged at INFO when it is built, and the claims of a token never are.
     *
     * @return this
     */
    public T enableAccountIdentifierLogging() {
        return self();
    }

    /**
     * What requests and answers are logged; default: as {@code AZURE_HTTP_LOG_DETAIL_LEVEL} says.
     *
     * <p>Bodies of token requests are never logged: {@code BODY} counts as {@code BASIC} and {@code BODY_AND_HEADERS} as
     * {@code HEADERS}. Loggers of the application's own are not called, since they would be handed the bodies.
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
     * The application's id, put before the user agent, and headers that each token request carries.
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
     * Where variables are looked up; default: azure-core's global configuration, which has what was put into it, the
     * JVM's system properties and the process's environment, in this order.
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
