package io.github.wicredential;

import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import io.github.wicredential.internal.binding.IdentityBinding;
import io.github.wicredential.internal.cache.TokenCache;
import io.github.wicredential.internal.diagnosis.FederationCheck;
import io.github.wicredential.internal.diagnosis.Pod;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Overrides;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Settings;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.http.EgressProxy;
import io.github.wicredential.internal.http.HttpTransport;
import io.github.wicredential.internal.runtime.ForeignCode;
import io.github.wicredential.internal.runtime.LibraryThread;
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
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes an identity. Not thread-safe. A setting that is not made comes from the environment variable that is
 * named with it; a blank value counts as not set.
 */
public final class WorkloadIdentityBuilder {

    private static final Duration LEAST_WINDOW = Duration.ofSeconds(60);

    private Function<String, @Nullable String> environment = System::getenv;
    private @Nullable String clientId;
    private @Nullable String tenantId;
    private @Nullable Path tokenFile;
    private @Nullable String authorityHost;
    private @Nullable AssertionSource assertion;
    private @Nullable TokenTransport transport;
    private @Nullable URI proxy;
    private IdentityBindingMode bindingMode = IdentityBindingMode.AUTO;
    private boolean strictBinding;
    private List<String> allowedTenants = List.of();
    private Duration timeout = Duration.ofSeconds(30);
    private @Nullable Duration refreshWindow;
    private long maximumTokens = 1024;
    private boolean transportRetries;
    private @Nullable Executor callbackExecutor;
    private final List<IdentityListener> listeners = new ArrayList<>();
    private @Nullable RefreshRuntime runtime;

    WorkloadIdentityBuilder() {}

    /**
     * Where the environment variables are looked up.
     *
     * @param lookup gives the value of a variable or null; default: the process's environment
     * @return this
     */
    public WorkloadIdentityBuilder environment(Function<String, @Nullable String> lookup) {
        environment = Objects.requireNonNull(lookup, "lookup");
        return this;
    }

    /**
     * The application or managed identity, in place of {@code AZURE_CLIENT_ID}.
     *
     * @param id the client id, not the object id
     * @return this
     */
    public WorkloadIdentityBuilder clientId(@Nullable String id) {
        clientId = id;
        return this;
    }

    /**
     * The tenant, in place of {@code AZURE_TENANT_ID}.
     *
     * @param id a tenant id or verified domain name
     * @return this
     */
    public WorkloadIdentityBuilder tenantId(@Nullable String id) {
        tenantId = id;
        return this;
    }

    /**
     * The projected token, in place of {@code AZURE_FEDERATED_TOKEN_FILE}. Read before each request.
     *
     * @param file the path of the file
     * @return this
     */
    public WorkloadIdentityBuilder tokenFile(@Nullable Path file) {
        tokenFile = file;
        return this;
    }

    /**
     * The authority, in place of {@code AZURE_AUTHORITY_HOST}; default {@code https://login.microsoftonline.com}.
     *
     * @param host an https URL of a host alone; plain http for loopback only
     * @return this
     */
    public WorkloadIdentityBuilder authorityHost(@Nullable String host) {
        authorityHost = host;
        return this;
    }

    /**
     * An assertion from elsewhere, in place of the token file.
     *
     * @param source asked before each request
     * @return this
     */
    public WorkloadIdentityBuilder assertion(@Nullable AssertionSource source) {
        assertion = source;
        return this;
    }

    /**
     * HTTP of the application's own; default: OkHttp.
     *
     * @param own sends the requests; stays open when the credential is closed
     * @return this
     */
    public WorkloadIdentityBuilder transport(@Nullable TokenTransport own) {
        transport = own;
        return this;
    }

    /**
     * The egress proxy of the default transport. Without it the JVM's own proxy settings count, then
     * {@code HTTPS_PROXY} and {@code NO_PROXY}.
     *
     * @param address for example {@code http://user:password@proxy:3128}
     * @return this
     */
    public WorkloadIdentityBuilder proxy(@Nullable URI address) {
        proxy = address;
        return this;
    }

    /**
     * When the token proxy of AKS identity bindings is asked instead of the authority; default
     * {@link IdentityBindingMode#AUTO}. Where it is, and what to trust, is read from {@code AZURE_KUBERNETES_TOKEN_PROXY},
     * {@code AZURE_KUBERNETES_SNI_NAME}, {@code AZURE_KUBERNETES_CA_FILE} and {@code AZURE_KUBERNETES_CA_DATA}.
     *
     * <p>The proxy is asked directly, never through an egress proxy, and never with a transport of the
     * application's own: such a transport is refused with {@link IdentityBindingMode#ON}, and otherwise kept for the
     * authority.
     *
     * @param mode the mode
     * @return this
     */
    public WorkloadIdentityBuilder identityBinding(IdentityBindingMode mode) {
        bindingMode = Objects.requireNonNull(mode, "mode");
        return this;
    }

    /**
     * Whether {@code AZURE_KUBERNETES_CA_FILE} and {@code AZURE_KUBERNETES_CA_DATA} may not be set together, as in
     * Microsoft's libraries; default false: the file counts if it is there and not empty, else the data.
     *
     * @param strict whether both are refused
     * @return this
     */
    public WorkloadIdentityBuilder strictIdentityBinding(boolean strict) {
        strictBinding = strict;
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
     * @param limit a positive duration
     * @return this
     */
    public WorkloadIdentityBuilder timeout(Duration limit) {
        timeout = Objects.requireNonNull(limit, "limit");
        return this;
    }

    /**
     * How long before its end a token is renewed. Default: as the authority says, else a quarter of an hour for a
     * token of one hour, and half of its life for one of two hours or more. Up to a tenth earlier by chance.
     *
     * @param beforeEnd at least 60 s
     * @return this
     */
    public WorkloadIdentityBuilder refreshWindow(@Nullable Duration beforeEnd) {
        refreshWindow = beforeEnd;
        return this;
    }

    /**
     * How many tokens are kept; default 1,024.
     *
     * @param most at least 1
     * @return this
     */
    public WorkloadIdentityBuilder maximumTokens(long most) {
        maximumTokens = most;
        return this;
    }

    /**
     * Whether the transport retries by itself, so that a token request makes one call of it; default false.
     *
     * @param retries whether it does
     * @return this
     */
    public WorkloadIdentityBuilder transportRetries(boolean retries) {
        transportRetries = retries;
        return this;
    }

    /**
     * Where the futures of {@link WorkloadIdentity#tokenAsync} are completed, if they were not complete at once;
     * default: threads of the library on which nobody else depends. If the executor refuses, or has not come to it
     * when the caller's time is over, such a thread completes the future all the same.
     *
     * @param executor never shut down by the library
     * @return this
     */
    public WorkloadIdentityBuilder callbackExecutor(Executor executor) {
        callbackExecutor = Objects.requireNonNull(executor, "executor");
        return this;
    }

    /**
     * Adds somebody who hears what happens.
     *
     * @param added the listener
     * @return this
     */
    public WorkloadIdentityBuilder listener(IdentityListener added) {
        listeners.add(Objects.requireNonNull(added, "added"));
        return this;
    }

    WorkloadIdentityBuilder runtime(RefreshRuntime other) {
        runtime = other;
        return this;
    }

    /**
     * Makes the credential. Nothing is sent and no thread is started.
     *
     * @return a credential that is complete
     * @throws ConfigurationException naming everything that is missing, or the first setting that is wrong
     */
    public WorkloadIdentity build() {
        requireSense();
        Settings settings = new WorkloadIdentityEnvironment(environment).settings(overrides());
        RefreshRuntime running = runtime != null ? runtime : RefreshRuntime.shared();
        InstantSource clock = () -> Instant.ofEpochMilli(running.millis());
        HttpTransport made = transport == null
                ? HttpTransport.standard(
                        proxy, settings.proxy().httpsProxy(), settings.proxy().noProxy())
                : null;
        TokenTransport sending = made != null ? made : Objects.requireNonNull(transport, "transport");
        AssertionSource assertions = assertions(settings, clock);
        IdentityBinding binding = binding();
        Route direct = Route.toAuthority(
                settings.authorityHost(),
                made != null ? made : foreign(sending),
                transport != null,
                new FederationCheck(settings.clientId(), settings.authorityHost()));
        TokenExchange exchange =
                new TokenExchange(binding.routes(direct, settings.clientId()), settings.clientId(), assertions, clock);
        IdentityEvents events = new IdentityEvents(listeners, running::nanos, running::tell);
        TokenCache.Settings kept = new TokenCache.Settings(
                settings.tenantId(),
                allowedTenants,
                settings.authorityHost(),
                settings.clientId(),
                timeout,
                refreshWindow,
                maximumTokens,
                transportRetries,
                callbackExecutor,
                () -> ThreadLocalRandom.current().nextDouble());
        TokenCache cache = new TokenCache(kept, exchange::exchange, events, running);
        events.built(settings.clientId(), settings.tenantId(), settings.authorityHost(), settings.tokenFile());
        return new WorkloadIdentity(
                settings, cache, events, closing(binding, made), pod(binding, assertions, exchange, sending, clock));
    }

    private IdentityBinding binding() {
        return IdentityBinding.of(environment, new IdentityBinding.Wish(bindingMode, strictBinding, transport));
    }

    private static AutoCloseable closing(IdentityBinding binding, @Nullable HttpTransport made) {
        return () -> {
            binding.close();
            if (made != null) {
                made.close();
            }
        };
    }

    /**
     * Diagnoses what {@link #build()} would make, also when it can't be made.
     *
     * @param options what to look at
     * @return the findings, in the order of the chain
     */
    public Diagnosis diagnose(Diagnosis.Options options) {
        Objects.requireNonNull(options, "options");
        try (WorkloadIdentity identity = build()) {
            return identity.diagnose(options);
        } catch (ConfigurationException obstacle) {
            return WorkloadIdentity.diagnosis(without(obstacle), options);
        }
    }

    /** What can be looked at though there is no identity. */
    private Pod without(ConfigurationException obstacle) {
        IdentityBinding binding = null;
        ConfigurationException bindingObstacle = null;
        try {
            binding = binding();
        } catch (ConfigurationException refused) {
            bindingObstacle = refused;
        }
        return new Pod(
                environment,
                overrides(),
                binding,
                bindingObstacle,
                null,
                null,
                obstacle,
                uri -> Optional.empty(),
                null,
                InstantSource.system());
    }

    private Overrides overrides() {
        return new Overrides(clientId, tenantId, tokenFile, authorityHost, assertion != null);
    }

    private Supplier<Object> pod(
            IdentityBinding binding,
            AssertionSource assertions,
            TokenExchange exchange,
            TokenTransport sending,
            InstantSource clock) {
        Function<String, @Nullable String> lookup = environment;
        Overrides set = overrides();
        String login = proxy == null ? null : proxy.getUserInfo();
        return () -> new Pod(
                lookup,
                set,
                binding,
                null,
                assertions,
                exchange,
                null,
                sending instanceof EgressProxy own ? own::proxyFor : null,
                login,
                clock);
    }

    private AssertionSource assertions(Settings settings, InstantSource clock) {
        AssertionSource own = assertion;
        return own != null
                ? ProjectedTokenFile.checking(foreign(own), clock)
                : reading(Objects.requireNonNull(settings.tokenFile(), "tokenFile"), clock);
    }

    private static AssertionSource reading(Path file, InstantSource clock) {
        AssertionSource projected = new ProjectedTokenFile(file, clock);
        String doing = "it read the token file ".concat(file.toString());
        return () -> {
            LibraryThread.doing(doing);
            try {
                return projected.assertion();
            } finally {
                LibraryThread.doing(null);
            }
        };
    }

    private static AssertionSource foreign(AssertionSource own) {
        ForeignCode foreign = ForeignCode.ofThisThread();
        return () ->
                foreign.call("it asked the assertion source " + own.getClass().getName(), own::assertion);
    }

    private static TokenTransport foreign(TokenTransport own) {
        ForeignCode foreign = ForeignCode.ofThisThread();
        return request -> foreign.call(
                "the transport " + own.getClass().getName() + " sent to "
                        + request.uri().getHost(),
                () -> own.post(request));
    }

    private void requireSense() {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new ConfigurationException("The timeout must be positive, but is " + timeout + ".");
        }
        if (refreshWindow != null && refreshWindow.compareTo(LEAST_WINDOW) < 0) {
            throw new ConfigurationException("The refresh window must be at least 60 s, but is " + refreshWindow
                    + ". Leave it unset to renew when the authority says.");
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
