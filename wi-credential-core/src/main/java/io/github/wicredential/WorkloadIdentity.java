package io.github.wicredential;

import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import io.github.wicredential.internal.binding.IdentityBinding;
import io.github.wicredential.internal.cache.TokenCache;
import io.github.wicredential.internal.diagnosis.FederationCheck;
import io.github.wicredential.internal.diagnosis.Pod;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Overrides;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Settings;
import io.github.wicredential.internal.events.CredentialEvents;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The identity of this pod toward Azure: exchanges the projected service-account token for Microsoft Entra access
 * tokens, keeps them and renews them before they end.
 *
 * <p>Thread-safe; build one and share it. While a token is fresh, asking for it costs a map look-up. While a token is
 * valid, no caller waits and no caller fails, whatever the authority does. Without a valid token callers share one
 * request and wait for it until their deadline.
 *
 * <p>Threads are daemons, start when first needed and end when idle. A credential that is forgotten without being
 * closed is collected like any object.
 */
public final class WorkloadIdentity implements AutoCloseable {

    private final String clientId;
    private final String tenantId;
    private final URI authorityHost;
    private final @Nullable Path tokenFile;
    private final TokenCache cache;
    private final CredentialEvents events;
    private final AutoCloseable ownTransports;

    // Of no closer type, since linking it would load classes that a credential without trouble never needs.
    private final Supplier<Object> pod;

    private WorkloadIdentity(
            Settings settings,
            TokenCache cache,
            CredentialEvents events,
            AutoCloseable ownTransports,
            Supplier<Object> pod) {
        this.pod = pod;
        this.events = events;
        this.tokenFile = settings.tokenFile();
        this.clientId = settings.clientId();
        this.tenantId = settings.tenantId();
        this.authorityHost = settings.authorityHost();
        this.cache = cache;
        this.ownTransports = ownTransports;
    }

    /**
     * The identity that the webhook's environment variables describe.
     *
     * @return a credential; nothing was sent yet
     * @throws ConfigurationException naming everything that is missing, and what on the cluster side supplies it
     */
    public static WorkloadIdentity fromEnvironment() {
        return builder().build();
    }

    /**
     * Starts a builder. What it does not set comes from the environment.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a valid token for one scope of the own tenant.
     *
     * @param scope for example {@code https://vault.azure.net/.default}
     * @return a token that can be sent now
     * @throws WorkloadIdentityException if there is no valid token and none could be had within the timeout
     */
    public AccessToken token(String scope) {
        return cache.token(Objects.requireNonNull(scope, "scope"));
    }

    /**
     * Returns a valid token.
     *
     * @param request what the token is for
     * @return a token that can be sent now; a new one if the request carries claims
     * @throws WorkloadIdentityException if there is no valid token and none could be had within the timeout
     */
    public AccessToken token(TokenRequest request) {
        return cache.token(Objects.requireNonNull(request, "request"));
    }

    /**
     * Returns a valid token without blocking the calling thread.
     *
     * @param request what the token is for
     * @return a future of the caller's own: to cancel it, or to block in its callbacks, disturbs nobody else. It fails
     *     with a {@link WorkloadIdentityException}
     */
    public CompletableFuture<AccessToken> tokenAsync(TokenRequest request) {
        return cache.tokenAsync(Objects.requireNonNull(request, "request"), false);
    }

    /**
     * Returns a valid token for one scope of the own tenant without blocking the calling thread.
     *
     * @param scope for example {@code https://vault.azure.net/.default}
     * @return a future of the caller's own; it fails with a {@link WorkloadIdentityException}
     */
    public CompletableFuture<AccessToken> tokenAsync(String scope) {
        Objects.requireNonNull(scope, "scope");
        try {
            return tokenAsync(TokenRequest.of(scope));
        } catch (ConfigurationException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /**
     * A handle on one kind of token, the fastest way to it. Nothing is sent until it is asked.
     *
     * @param scope for example {@code https://vault.azure.net/.default}
     * @return a handle to hold on to
     * @throws ConfigurationException if the scope can't be meant as given
     */
    public TokenSource source(String scope) {
        return source(TokenRequest.of(Objects.requireNonNull(scope, "scope")));
    }

    /**
     * A handle on one kind of token. Nothing is sent until it is asked.
     *
     * @param request what the tokens are for; without claims
     * @return a handle to hold on to
     * @throws ConfigurationException if the tenant is not allowed, or the request carries claims
     */
    public TokenSource source(TokenRequest request) {
        return cache.source(Objects.requireNonNull(request, "request"));
    }

    /**
     * Fetches tokens for scopes of the own tenant ahead of their use, for example before a pod says that it is ready.
     *
     * <p>They serve {@link #token(String)}. A client that asks for something else, as Azure's clients do, which declare
     * that they answer claims challenges, needs {@link #prefetch(TokenRequest...)} with the request that it makes.
     *
     * @param scopes one scope for each resource
     * @return a future that completes when all tokens are there, or fails with the first failure
     */
    public CompletableFuture<Void> prefetch(String... scopes) {
        TokenRequest[] requests = new TokenRequest[Objects.requireNonNull(scopes, "scopes").length];
        for (int i = 0; i < scopes.length; i++) {
            String scope = Objects.requireNonNull(scopes[i], "scope");
            try {
                requests[i] = TokenRequest.of(scope);
            } catch (ConfigurationException refused) {
                return CompletableFuture.failedFuture(refused);
            }
        }
        return prefetch(requests);
    }

    /**
     * Fetches tokens ahead of their use, for example before a pod says that it is ready.
     *
     * <p>A token serves requests for the same scope and tenant that declare the same about claims challenges
     * ({@link TokenRequest#caeEnabled()}).
     *
     * @param requests what will be asked for
     * @return a future that completes when all tokens are there, or fails with the first failure
     */
    public CompletableFuture<Void> prefetch(TokenRequest... requests) {
        List<CompletableFuture<AccessToken>> all = new ArrayList<>();
        for (TokenRequest request : Objects.requireNonNull(requests, "requests")) {
            all.add(cache.tokenAsync(Objects.requireNonNull(request, "request"), true));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Reports a token that a resource has rejected, so that it is not handed out again.
     *
     * <p>Does nothing if the token has been replaced already. A second rejection of the same kind of token within 30 s
     * is not believed, so that a resource which rejects everything causes no storm.
     *
     * @param rejected the token that was rejected
     * @return whether the token was dropped
     */
    public boolean invalidate(AccessToken rejected) {
        return cache.invalidate(Objects.requireNonNull(rejected, "rejected"));
    }

    /**
     * Looks at every link of the chain, from the webhook's variables to the exchange, and says what is wrong and what
     * mends it. Takes 30 s at most. Asks for tokens of its own: those that are kept are not touched.
     *
     * @param scopes the tokens to ask for; if none is named, one for Azure Resource Manager
     * @return the findings, in the order of the chain
     */
    public Diagnosis diagnose(String... scopes) {
        return diagnose(Diagnosis.Options.of(scopes));
    }

    /**
     * Looks at every link of the chain, as far as the options say. Takes 30 s at most.
     *
     * @param options what to look at
     * @return the findings, in the order of the chain
     */
    public Diagnosis diagnose(Diagnosis.Options options) {
        Objects.requireNonNull(options, "options");
        return diagnosis((Pod) pod.get(), options);
    }

    private static Diagnosis diagnosis(Pod pod, Diagnosis.Options options) {
        return new Diagnosis(pod.clock().instant(), FederationCheck.examine(pod, options));
    }

    /**
     * The application or managed identity for which tokens are issued.
     *
     * @return its client id
     */
    public String clientId() {
        return clientId;
    }

    /**
     * The credential's own tenant.
     *
     * @return a tenant id or domain name
     */
    public String tenantId() {
        return tenantId;
    }

    /**
     * Who issues the tokens.
     *
     * @return scheme and host, without a slash at the end
     */
    public URI authorityHost() {
        return authorityHost;
    }

    /**
     * The file that holds the pod's own token.
     *
     * @return its path; empty if the application supplies the assertion itself
     */
    public Optional<Path> tokenFile() {
        return Optional.ofNullable(tokenFile);
    }

    /**
     * Adds somebody who hears what happens from now on; for who gets a credential that others have built. Listeners
     * stay as long as the credential.
     *
     * @param added the listener
     */
    public void addListener(CredentialListener added) {
        events.add(Objects.requireNonNull(added, "added"));
    }

    /** Gives no more tokens, and frees everybody who waits for one. May be called again. */
    @Override
    public void close() {
        cache.close();
        try {
            ownTransports.close();
        } catch (Exception ignored) {
            // Idle connections end by themselves.
        }
    }

    /** Names the identity; holds no secret. */
    @Override
    public String toString() {
        return "WorkloadIdentity[clientId=" + clientId + ", tenantId=" + tenantId + ", authorityHost=" + authorityHost
                + "]";
    }

    /**
     * Describes a credential. Not thread-safe. A setting that is not made comes from the environment variable that is
     * named with it; a blank value counts as not set.
     */
    public static final class Builder {

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
        private final List<CredentialListener> listeners = new ArrayList<>();
        private @Nullable RefreshRuntime runtime;

        private Builder() {}

        /**
         * Where the environment variables are looked up.
         *
         * @param lookup gives the value of a variable or null; default: the process's environment
         * @return this
         */
        public Builder environment(Function<String, @Nullable String> lookup) {
            environment = Objects.requireNonNull(lookup, "lookup");
            return this;
        }

        /**
         * The application or managed identity, in place of {@code AZURE_CLIENT_ID}.
         *
         * @param id the client id, not the object id
         * @return this
         */
        public Builder clientId(@Nullable String id) {
            clientId = id;
            return this;
        }

        /**
         * The tenant, in place of {@code AZURE_TENANT_ID}.
         *
         * @param id a tenant id or verified domain name
         * @return this
         */
        public Builder tenantId(@Nullable String id) {
            tenantId = id;
            return this;
        }

        /**
         * The projected token, in place of {@code AZURE_FEDERATED_TOKEN_FILE}. Read before each request.
         *
         * @param file the path of the file
         * @return this
         */
        public Builder tokenFile(@Nullable Path file) {
            tokenFile = file;
            return this;
        }

        /**
         * The authority, in place of {@code AZURE_AUTHORITY_HOST}; default {@code https://login.microsoftonline.com}.
         *
         * @param host an https URL of a host alone; plain http for loopback only
         * @return this
         */
        public Builder authorityHost(@Nullable String host) {
            authorityHost = host;
            return this;
        }

        /**
         * An assertion from elsewhere, in place of the token file.
         *
         * @param source asked before each request
         * @return this
         */
        public Builder assertion(@Nullable AssertionSource source) {
            assertion = source;
            return this;
        }

        /**
         * HTTP of the application's own; default: OkHttp.
         *
         * @param own sends the requests; stays open when the credential is closed
         * @return this
         */
        public Builder transport(@Nullable TokenTransport own) {
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
        public Builder proxy(@Nullable URI address) {
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
        public Builder identityBinding(IdentityBindingMode mode) {
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
        public Builder strictIdentityBinding(boolean strict) {
            strictBinding = strict;
            return this;
        }

        /**
         * Tenants that a request may name beside the own one; default: none.
         *
         * @param tenants their ids or domain names, compared without regard to case; {@code *} for any
         * @return this
         */
        public Builder additionallyAllowedTenants(String... tenants) {
            return additionallyAllowedTenants(Arrays.asList(Objects.requireNonNull(tenants, "tenants")));
        }

        /**
         * Tenants that a request may name beside the own one; default: none.
         *
         * @param tenants their ids or domain names, compared without regard to case; {@code *} for any
         * @return this
         */
        public Builder additionallyAllowedTenants(Collection<String> tenants) {
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
        public Builder timeout(Duration limit) {
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
        public Builder refreshWindow(@Nullable Duration beforeEnd) {
            refreshWindow = beforeEnd;
            return this;
        }

        /**
         * How many tokens are kept; default 1,024.
         *
         * @param most at least 1
         * @return this
         */
        public Builder maximumTokens(long most) {
            maximumTokens = most;
            return this;
        }

        /**
         * Whether the transport retries by itself, so that a token request makes one call of it; default false.
         *
         * @param retries whether it does
         * @return this
         */
        public Builder transportRetries(boolean retries) {
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
        public Builder callbackExecutor(Executor executor) {
            callbackExecutor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Adds somebody who hears what happens.
         *
         * @param added the listener
         * @return this
         */
        public Builder listener(CredentialListener added) {
            listeners.add(Objects.requireNonNull(added, "added"));
            return this;
        }

        Builder runtime(RefreshRuntime other) {
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
                            proxy,
                            settings.proxy().httpsProxy(),
                            settings.proxy().noProxy())
                    : null;
            TokenTransport sending = made != null ? made : Objects.requireNonNull(transport, "transport");
            AssertionSource assertions = assertions(settings, clock);
            IdentityBinding binding = binding();
            Route direct = Route.toAuthority(
                    settings.authorityHost(),
                    made != null ? made : foreign(sending),
                    transport != null,
                    new FederationCheck(settings.clientId(), settings.authorityHost()));
            TokenExchange exchange = new TokenExchange(
                    binding.routes(direct, settings.clientId()), settings.clientId(), assertions, clock);
            CredentialEvents events = new CredentialEvents(listeners, running::nanos, running::tell);
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
                    settings,
                    cache,
                    events,
                    closing(binding, made),
                    pod(binding, assertions, exchange, sending, clock));
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
                return diagnosis(without(obstacle), options);
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
            return () -> foreign.call(
                    "it asked the assertion source " + own.getClass().getName(), own::assertion);
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
}
