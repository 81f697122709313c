package io.github.wicredential;

import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.internal.binding.IdentityBinding;
import io.github.wicredential.internal.cache.CacheSettings;
import io.github.wicredential.internal.cache.TokenCache;
import io.github.wicredential.internal.doctor.Progress;
import io.github.wicredential.internal.environment.Variables;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Overrides;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Settings;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.runtime.ForeignCode;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link WorkloadIdentity}. Not thread-safe. A setting that is not made comes from the environment variable
 * named in its description; a blank value counts as not set.
 *
 * @since 0.1.0
 */
public final class WorkloadIdentityBuilder {

    private static final Duration LEAST_WINDOW = Duration.ofSeconds(60);

    private Function<String, @Nullable String> environment = System::getenv;
    private @Nullable String clientId;
    private @Nullable String tenantId;
    private @Nullable String agent;
    private @Nullable Path tokenFile;
    private @Nullable String authorityHost;
    private @Nullable AssertionSource assertion;
    private @Nullable TokenTransport transport;
    private @Nullable URI proxy;
    private IdentityBindingMode identityBinding = IdentityBindingMode.AUTO;
    private List<String> allowedTenants = List.of();
    private Duration timeout = Duration.ofSeconds(30);
    private @Nullable Duration refreshWindow;
    private long maximumTokens = 1024;
    private @Nullable Executor callbackExecutor;
    private final List<IdentityListener> listeners = new ArrayList<>();
    private @Nullable RefreshRuntime runtime;

    WorkloadIdentityBuilder() {}

    /**
     * Sets where environment variables are looked up.
     *
     * @param environment returns the value of a variable, or null; default: the environment of the process
     * @return this
     */
    public WorkloadIdentityBuilder environment(Function<String, @Nullable String> environment) {
        this.environment = Objects.requireNonNull(environment, "environment");
        return this;
    }

    /**
     * Sets the application or managed identity; overrides {@code AZURE_CLIENT_ID}.
     *
     * @param clientId the client id, not the object id
     * @return this
     */
    public WorkloadIdentityBuilder clientId(@Nullable String clientId) {
        this.clientId = clientId;
        return this;
    }

    /**
     * Sets an agent identity of Microsoft Entra Agent ID, which {@link #build()} then returns; all other settings
     * describe its blueprint. Closing the agent also closes the blueprint. For several agents of one blueprint, see
     * {@link WorkloadIdentity#agent}.
     *
     * @param agentId the app ID of the agent identity, a GUID; null for none, the default
     * @return this
     */
    public WorkloadIdentityBuilder agent(@Nullable String agentId) {
        this.agent = agentId == null || agentId.isBlank() ? null : agentId;
        return this;
    }

    /**
     * Sets the tenant; overrides {@code AZURE_TENANT_ID}.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public WorkloadIdentityBuilder tenantId(@Nullable String tenantId) {
        this.tenantId = tenantId;
        return this;
    }

    /**
     * Sets the projected token file, which is read before each request; overrides {@code AZURE_FEDERATED_TOKEN_FILE}.
     *
     * @param tokenFile the path of the file
     * @return this
     */
    public WorkloadIdentityBuilder tokenFile(@Nullable Path tokenFile) {
        this.tokenFile = tokenFile;
        return this;
    }

    /**
     * Sets the authority; overrides {@code AZURE_AUTHORITY_HOST}. Default: {@code https://login.microsoftonline.com}.
     *
     * @param authorityHost an https URL without a path; plain http is allowed for loopback hosts only
     * @return this
     */
    public WorkloadIdentityBuilder authorityHost(@Nullable String authorityHost) {
        this.authorityHost = authorityHost;
        return this;
    }

    /**
     * Sets a source of assertions, used instead of the token file.
     *
     * @param assertion called before each request
     * @return this
     */
    public WorkloadIdentityBuilder assertion(@Nullable AssertionSource assertion) {
        this.assertion = assertion;
        return this;
    }

    /**
     * Sets the application's own HTTP transport, used instead of the library's.
     *
     * @param transport sends the requests; the library never closes it
     * @return this
     */
    public WorkloadIdentityBuilder transport(@Nullable TokenTransport transport) {
        this.transport = transport;
        return this;
    }

    /**
     * Sets the egress proxy of the default transport. Default: the JVM's proxy settings, then {@code HTTPS_PROXY} and
     * {@code NO_PROXY}.
     *
     * @param proxy for example {@code http://user:password@proxy:3128}
     * @return this
     */
    public WorkloadIdentityBuilder proxy(@Nullable URI proxy) {
        this.proxy = proxy;
        return this;
    }

    /**
     * Sets when the token proxy of AKS identity bindings is used instead of Entra; default
     * {@link IdentityBindingMode#AUTO}. The address of the token proxy and the certificates to trust are read from
     * {@code AZURE_KUBERNETES_TOKEN_PROXY}, {@code AZURE_KUBERNETES_SNI_NAME}, {@code AZURE_KUBERNETES_CA_FILE} and
     * {@code AZURE_KUBERNETES_CA_DATA}.
     *
     * <p>The token proxy is always called directly, never through an egress proxy or the application's own transport. A
     * transport is refused with {@link IdentityBindingMode#ON} and {@link IdentityBindingMode#STRICT}; in the other
     * modes it serves the requests to Entra only.
     *
     * @param identityBinding the mode
     * @return this
     */
    public WorkloadIdentityBuilder identityBinding(IdentityBindingMode identityBinding) {
        this.identityBinding = Objects.requireNonNull(identityBinding, "identityBinding");
        return this;
    }

    /**
     * Allows requests for tenants other than the identity's own; default: none.
     *
     * @param tenants their ids or domain names, case-insensitive; {@code *} for any
     * @return this
     */
    public WorkloadIdentityBuilder additionallyAllowedTenants(String... tenants) {
        return additionallyAllowedTenants(Arrays.asList(Objects.requireNonNull(tenants, "tenants")));
    }

    /**
     * Allows requests for tenants other than the identity's own; default: none.
     *
     * @param tenants their ids or domain names, case-insensitive; {@code *} for any
     * @return this
     */
    public WorkloadIdentityBuilder additionallyAllowedTenants(Collection<String> tenants) {
        for (String tenant : Objects.requireNonNull(tenants, "tenants")) {
            Objects.requireNonNull(tenant, "tenant");
        }
        allowedTenants = List.copyOf(tenants);
        return this;
    }

    /**
     * Sets how long a caller waits when there is no valid token; default 30 s. A request can override it.
     *
     * @param timeout a positive duration
     * @return this
     */
    public WorkloadIdentityBuilder timeout(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * Sets how long before its expiry a token is refreshed. Default: what Entra asks for; otherwise 15 minutes for a
     * token that is valid for one hour, and half the lifetime for one that is valid for two hours or more. A random
     * jitter makes the refresh up to 10 % earlier.
     *
     * @param refreshWindow at least 60 s, or null for the default
     * @return this
     */
    public WorkloadIdentityBuilder refreshWindow(@Nullable Duration refreshWindow) {
        this.refreshWindow = refreshWindow;
        return this;
    }

    /**
     * Sets how many tokens are cached; default 1,024.
     *
     * @param maximumTokens at least 1
     * @return this
     */
    public WorkloadIdentityBuilder maximumTokens(long maximumTokens) {
        this.maximumTokens = maximumTokens;
        return this;
    }

    /**
     * Sets the executor that completes the futures of {@link WorkloadIdentity#tokenAsync} that do not complete
     * immediately; default: dedicated threads of the library. If the executor rejects the task, or has not run it when
     * the caller's time is over, such a thread completes the future.
     *
     * @param callbackExecutor an executor that the library never shuts down
     * @return this
     */
    public WorkloadIdentityBuilder callbackExecutor(Executor callbackExecutor) {
        this.callbackExecutor = Objects.requireNonNull(callbackExecutor, "callbackExecutor");
        return this;
    }

    /**
     * Adds a listener for the lifetime of the identity; {@link WorkloadIdentity#addListener} adds one that can be
     * removed.
     *
     * @param listener receives every event
     * @return this
     */
    public WorkloadIdentityBuilder listener(IdentityListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Sets the wall clock, for tests: moving it forward makes tokens due for refresh and lets them expire. Default: the
     * system clock.
     *
     * <p>The library reads this clock on each call for a token and ten times a second, so that refreshes also happen
     * without a call. Pauses and timeouts use real time. Identities with such a clock have their own threads and slower
     * calls: do not set a clock in production.
     *
     * @param clock thread-safe; must neither block nor throw
     * @return this
     */
    public WorkloadIdentityBuilder clock(InstantSource clock) {
        runtime = RefreshRuntime.withWallClock(Objects.requireNonNull(clock, "clock"));
        return this;
    }

    WorkloadIdentityBuilder runtime(RefreshRuntime other) {
        runtime = other;
        return this;
    }

    /**
     * Builds the identity. Nothing is sent and no thread is started.
     *
     * @return a complete identity
     * @throws ConfigurationException if a setting is missing or invalid; the message names all missing settings, or the
     *     first invalid one
     */
    public WorkloadIdentity build() {
        RefreshRuntime running = running();
        return build(assembly(running), running);
    }

    private WorkloadIdentity build(Assembly assembly, RefreshRuntime running) {
        requireSense();
        Settings settings = assembly.settings();
        String id = agent == null ? null : WorkloadIdentityEnvironment.agentId(agent, settings.clientId());
        TokenExchange exchange = assembly.exchange();
        IdentityEvents events = new IdentityEvents(listeners, running::nanos, running::tell);
        TokenCache cache = new TokenCache(new CacheSettings(
                new CacheSettings.Client(
                        settings.authorityHost(), settings.clientId(), settings.tenantId(), allowedTenants, assembly),
                new CacheSettings.Limits(
                        timeout, refreshWindow, maximumTokens, transport != null && transport.retries()),
                exchange::exchange,
                events,
                running,
                callbackExecutor,
                ForeignCode.ofThisThread(),
                () -> ThreadLocalRandom.current().nextDouble()));
        events.built(settings.clientId(), settings.tenantId(), settings.authorityHost(), settings.tokenFile());
        WorkloadIdentity identity = new WorkloadIdentity(settings, cache, events, assembly);
        return id == null ? identity : identity.agent(id, true);
    }

    /**
     * Diagnoses the identity that {@link #build()} would build, even if it cannot be built. Takes at most the time that
     * the options allow, 30 s by default.
     *
     * @param options what to examine
     * @return the findings, in the order of the chain
     */
    public Diagnosis diagnose(DiagnosisOptions options) {
        return diagnose(options, Progress.UNSEEN);
    }

    Diagnosis diagnose(DiagnosisOptions options, Progress progress) {
        Objects.requireNonNull(options, "options");
        RefreshRuntime running = running();
        Assembly assembly = assembly(running);
        ConfigurationException obstacle = null;
        try {
            build(assembly, running).close();
        } catch (ConfigurationException refused) {
            obstacle = refused;
        }
        try {
            String own = agent;
            DiagnosisOptions wanted = own == null || options.agent().isPresent() ? options : options.withAgent(own);
            return assembly.diagnose(wanted, obstacle, progress);
        } finally {
            assembly.close();
        }
    }

    private RefreshRuntime running() {
        return runtime != null ? runtime : RefreshRuntime.shared();
    }

    private Assembly assembly(RefreshRuntime running) {
        return new Assembly(
                new WorkloadIdentityEnvironment(
                        new Variables(environment),
                        new Overrides(clientId, tenantId, tokenFile, authorityHost, assertion != null)),
                new IdentityBinding.Options(identityBinding, transport),
                assertion,
                proxy,
                () -> Instant.ofEpochMilli(running.millis()));
    }

    private void requireSense() {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new ConfigurationException("The timeout must be positive, but is " + timeout + ".");
        }
        if (refreshWindow != null && refreshWindow.compareTo(LEAST_WINDOW) < 0) {
            throw new ConfigurationException("The refresh window must be at least 60 s, but is " + refreshWindow
                    + ". Leave it unset to refresh when Entra says so.");
        }
        if (maximumTokens < 1) {
            throw new ConfigurationException(
                    "At least one token must be cached, but maximumTokens is " + maximumTokens + ".");
        }
        if (transport != null && proxy != null) {
            throw new ConfigurationException("Both a transport and a proxy are set. Set the proxy in your own "
                    + "transport, or leave the transport out.");
        }
    }
}
