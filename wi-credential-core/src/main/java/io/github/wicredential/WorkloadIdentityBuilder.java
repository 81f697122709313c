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
 * Describes an identity. Not thread-safe. A setting that is not made comes from the environment variable that is
 * named with it; a blank value counts as not set.
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
     * Where the environment variables are looked up.
     *
     * @param environment gives the value of a variable or null; default: the process's environment
     * @return this
     */
    public WorkloadIdentityBuilder environment(Function<String, @Nullable String> environment) {
        this.environment = Objects.requireNonNull(environment, "environment");
        return this;
    }

    /**
     * The application or managed identity, in place of {@code AZURE_CLIENT_ID}.
     *
     * @param clientId the client id, not the object id
     * @return this
     */
    public WorkloadIdentityBuilder clientId(@Nullable String clientId) {
        this.clientId = clientId;
        return this;
    }

    /**
     * An agent identity of Microsoft Entra Agent ID: then {@link #build()} gives that, and all other settings are those of its
     * blueprint. Closing it closes the blueprint, too; for several agents of one, see {@link WorkloadIdentity#agent}.
     *
     * @param agentId the app ID of the agent identity, a GUID; null for none, which is the default
     * @return this
     */
    public WorkloadIdentityBuilder agent(@Nullable String agentId) {
        this.agent = agentId == null || agentId.isBlank() ? null : agentId;
        return this;
    }

    /**
     * The tenant, in place of {@code AZURE_TENANT_ID}.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public WorkloadIdentityBuilder tenantId(@Nullable String tenantId) {
        this.tenantId = tenantId;
        return this;
    }

    /**
     * The projected token, in place of {@code AZURE_FEDERATED_TOKEN_FILE}. Read before each request.
     *
     * @param tokenFile the path of the file
     * @return this
     */
    public WorkloadIdentityBuilder tokenFile(@Nullable Path tokenFile) {
        this.tokenFile = tokenFile;
        return this;
    }

    /**
     * The authority, in place of {@code AZURE_AUTHORITY_HOST}; default {@code https://login.microsoftonline.com}.
     *
     * @param authorityHost an https URL of a host alone; plain http for loopback only
     * @return this
     */
    public WorkloadIdentityBuilder authorityHost(@Nullable String authorityHost) {
        this.authorityHost = authorityHost;
        return this;
    }

    /**
     * An assertion from elsewhere, in place of the token file.
     *
     * @param assertion asked before each request
     * @return this
     */
    public WorkloadIdentityBuilder assertion(@Nullable AssertionSource assertion) {
        this.assertion = assertion;
        return this;
    }

    /**
     * HTTP of the application's own, in place of the library's.
     *
     * @param transport sends the requests; stays open when the identity is closed
     * @return this
     */
    public WorkloadIdentityBuilder transport(@Nullable TokenTransport transport) {
        this.transport = transport;
        return this;
    }

    /**
     * The egress proxy of the default transport. Without it the JVM's own proxy settings count, then
     * {@code HTTPS_PROXY} and {@code NO_PROXY}.
     *
     * @param proxy for example {@code http://user:password@proxy:3128}
     * @return this
     */
    public WorkloadIdentityBuilder proxy(@Nullable URI proxy) {
        this.proxy = proxy;
        return this;
    }

    /**
     * When the token proxy of AKS identity bindings is asked instead of the authority; default
     * {@link IdentityBindingMode#AUTO}. Where it is, and what to trust, is read from {@code AZURE_KUBERNETES_TOKEN_PROXY},
     * {@code AZURE_KUBERNETES_SNI_NAME}, {@code AZURE_KUBERNETES_CA_FILE} and {@code AZURE_KUBERNETES_CA_DATA}.
     *
     * <p>The token proxy is asked directly, never through an egress proxy, and never with a transport of the
     * application's own: such a transport is refused with {@link IdentityBindingMode#ON} and
     * {@link IdentityBindingMode#STRICT}, and otherwise used for the authority.
     *
     * @param identityBinding the mode
     * @return this
     */
    public WorkloadIdentityBuilder identityBinding(IdentityBindingMode identityBinding) {
        this.identityBinding = Objects.requireNonNull(identityBinding, "identityBinding");
        return this;
    }

    /**
     * Tenants that a request may name beside the own one; default: none.
     *
     * @param tenants their ids or domain names, compared without regard to case; {@code *} for any
     * @return this
     */
    public WorkloadIdentityBuilder additionallyAllowedTenants(String... tenants) {
        return additionallyAllowedTenants(Arrays.asList(Objects.requireNonNull(tenants, "tenants")));
    }

    /**
     * Tenants that a request may name beside the own one; default: none.
     *
     * @param tenants their ids or domain names, compared without regard to case; {@code *} for any
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
     * How long a caller waits when there is no valid token; default 30 s. A request may say otherwise.
     *
     * @param timeout a positive duration
     * @return this
     */
    public WorkloadIdentityBuilder timeout(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * How long before it expires a token is refreshed. Default: as Entra says, else a quarter of an hour for a token of
     * one hour, and half of its lifetime for one of two hours or more. Up to a tenth earlier by chance.
     *
     * @param refreshWindow at least 60 s, or null for the default
     * @return this
     */
    public WorkloadIdentityBuilder refreshWindow(@Nullable Duration refreshWindow) {
        this.refreshWindow = refreshWindow;
        return this;
    }

    /**
     * How many tokens are cached; default 1,024.
     *
     * @param maximumTokens at least 1
     * @return this
     */
    public WorkloadIdentityBuilder maximumTokens(long maximumTokens) {
        this.maximumTokens = maximumTokens;
        return this;
    }

    /**
     * Where the futures of {@link WorkloadIdentity#tokenAsync} are completed, if they were not complete at once;
     * default: threads of the library on which nobody else depends. If the executor refuses, or has not come to it
     * when the caller's time is over, such a thread completes the future all the same.
     *
     * @param callbackExecutor never shut down by the library
     * @return this
     */
    public WorkloadIdentityBuilder callbackExecutor(Executor callbackExecutor) {
        this.callbackExecutor = Objects.requireNonNull(callbackExecutor, "callbackExecutor");
        return this;
    }

    /**
     * Adds a listener, for as long as the identity lives; {@link WorkloadIdentity#addListener} adds one that can be
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
     * The wall clock, for tests: a test that sets it forward sees tokens refreshed and expire. Default: the system's.
     *
     * <p>Each call for a token looks at this clock, and so does the library ten times a second, so that a refresh happens
     * without a call, too. Pauses and timeouts go by the time that really passes. The identities of a builder
     * with a clock have threads of their own, and calls cost more: leave it out in production.
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
     * @return an identity that is complete
     * @throws ConfigurationException naming everything that is missing, or the first setting that is wrong
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
                        settings.authorityHost(), settings.clientId(), settings.tenantId(), allowedTenants),
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
     * Diagnoses what {@link #build()} would build, also if it cannot be built. Takes 30 s at most.
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
                    + ". Leave it unset to refresh when Entra says.");
        }
        if (maximumTokens < 1) {
            throw new ConfigurationException(
                    "At least one token must be kept, but the maximum is " + maximumTokens + ".");
        }
        if (transport != null && proxy != null) {
            throw new ConfigurationException("Both a transport and a proxy are set. Set the proxy in your own "
                    + "transport, or leave the transport out.");
        }
    }
}
