package io.github.wicredential;

import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.cache.TokenCache;
import io.github.wicredential.internal.doctor.Progress;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Settings;
import io.github.wicredential.internal.events.IdentityEvents;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * This pod's Azure identity. Exchanges the projected service-account token for Microsoft Entra access tokens, caches
 * them and refreshes them before they expire.
 *
 * <p>Thread-safe; build one and share it. Obtaining a fresh token costs one map lookup. While a token is valid, no
 * caller waits or fails, whatever Entra does. Without a valid token, callers share one request and wait for it until
 * their deadline.
 *
 * <p>Threads are daemons, start when first needed and end when idle. An identity that is never closed can still be
 * garbage-collected.
 *
 * @since 0.1.0
 */
public final class WorkloadIdentity implements TokenProvider, AutoCloseable {

    private final String clientId;
    private final String tenantId;
    private final URI authorityHost;
    private final @Nullable Path tokenFile;
    private final TokenCache cache;
    private final IdentityEvents events;
    private final Assembly assembly;

    // Of an agent identity, its blueprint; then there are no agents.
    private final @Nullable WorkloadIdentity blueprint;
    private final boolean ownsBlueprint;

    // By id, made when asked for; under its own monitor, within which nothing waits.
    private final Map<String, WorkloadIdentity> agents = new HashMap<>();

    WorkloadIdentity(Settings settings, TokenCache cache, IdentityEvents events, Assembly assembly) {
        this.assembly = assembly;
        this.events = events;
        this.tokenFile = settings.tokenFile();
        this.clientId = settings.clientId();
        this.tenantId = settings.tenantId();
        this.authorityHost = settings.authorityHost();
        this.cache = cache;
        this.blueprint = null;
        this.ownsBlueprint = false;
    }

    private WorkloadIdentity(WorkloadIdentity blueprint, boolean owned, String agent) {
        this.assembly = blueprint.assembly;
        this.events = blueprint.events.ofAgent(agent);
        this.tokenFile = blueprint.tokenFile;
        this.clientId = agent;
        this.tenantId = blueprint.tenantId;
        this.authorityHost = blueprint.authorityHost;
        this.cache = blueprint.cache.ofAgent(
                agent, TokenAudience.scope(authorityHost), assembly.exchange(agent)::exchange, events);
        this.blueprint = blueprint;
        this.ownsBlueprint = owned;
    }

    /**
     * The identity that the webhook's environment variables describe.
     *
     * @return an identity that has not sent anything yet
     * @throws ConfigurationException if variables are missing; the message names all of them and the part of the
     *     cluster that supplies them
     */
    public static WorkloadIdentity fromEnvironment() {
        return builder().build();
    }

    /**
     * Returns a builder. Settings that are not made on it come from the environment.
     *
     * @return an empty builder
     */
    public static WorkloadIdentityBuilder builder() {
        return new WorkloadIdentityBuilder();
    }

    /**
     * Returns an agent identity of this identity, which is its blueprint (Microsoft Entra Agent ID). The agent uses the
     * blueprint's settings, listeners, threads and connections. Nothing is sent until a token is requested.
     *
     * <p>The library exchanges the pod's token for a blueprint token that names the agent, and uses that token as the
     * assertion for the agent's access token. Both are cached, shared and refreshed before they expire. The first token
     * of an agent therefore takes two requests, and a token for a further scope takes one. A blueprint token is bound
     * to its agent and cannot serve another one. A cached token costs the same as that of any other identity.
     *
     * <p>The same id returns the same identity until that identity is closed. Closing the blueprint closes its agents;
     * closing an agent closes nothing else. An open agent occupies a few kilobytes: close agents that are no longer
     * needed. An agent that is opened again starts without tokens and takes two requests.
     *
     * <p>An agent obtains tokens from its own tenant only, so {@link #tenantId()} must be the agent's tenant. An agent
     * cannot have agents. Identity bindings do not support agents: requests then fail with an explanation. Entra does
     * not issue tokens for ordinary resources to a blueprint (AADSTS82001); request them from its agents.
     *
     * @param agentId the app ID of the agent identity, a GUID
     * @return the agent's identity
     * @throws ConfigurationException if the id is not a GUID or is the blueprint's own id, or if this identity is
     *     itself an agent
     * @throws IdentityClosedException if this identity was closed
     */
    public WorkloadIdentity agent(String agentId) {
        Objects.requireNonNull(agentId, "agentId");
        cache.requireOpen();
        if (blueprint != null) {
            throw new ConfigurationException("Agent " + clientId + " cannot have agents: only a blueprint has "
                    + "agents. Call agent(...) on the identity of blueprint " + blueprint.clientId + ".");
        }
        return agent(WorkloadIdentityEnvironment.agentId(agentId, clientId), false);
    }

    /** For an id that was checked. The agent that a builder is asked for owns its blueprint, which nobody else knows. */
    WorkloadIdentity agent(String id, boolean owner) {
        WorkloadIdentity made;
        synchronized (agents) {
            cache.requireOpen();
            WorkloadIdentity open = agents.get(id);
            if (open != null) {
                return open;
            }
            made = new WorkloadIdentity(this, owner, id);
            agents.put(id, made);
        }
        events.builtAgent(id, clientId);
        return made;
    }

    @Override
    public AccessToken token(String scope) {
        return cache.token(Objects.requireNonNull(scope, "scope"));
    }

    @Override
    public AccessToken token(TokenRequest request) {
        return cache.token(Objects.requireNonNull(request, "request"));
    }

    @Override
    public CompletableFuture<AccessToken> tokenAsync(TokenRequest request) {
        return cache.tokenAsync(Objects.requireNonNull(request, "request"));
    }

    /**
     * {@inheritDoc}
     *
     * <p>This is the fastest way to obtain a token: while the token is fresh, the source reads no clock, takes no lock
     * and allocates nothing.
     */
    @Override
    public TokenSource source(TokenRequest request) {
        return cache.source(Objects.requireNonNull(request, "request"));
    }

    /**
     * Obtains tokens for scopes of the identity's own tenant before they are needed, for example before a pod reports
     * ready.
     *
     * <p>They serve {@link #token(String)}. Azure's clients make different requests, because they declare that they
     * handle claims challenges: for those use {@link #prefetch(TokenRequest...)} with the same request.
     *
     * @param scopes one scope per resource
     * @return a future that completes when all tokens are cached, or fails with the first failure
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
     * Obtains tokens before they are needed, for example before a pod reports ready.
     *
     * <p>A token serves requests with the same scope, tenant and {@link TokenRequest#caeEnabled()}.
     *
     * @param requests the requests that will be made
     * @return a future that completes when all tokens are cached, or fails with the first failure
     */
    public CompletableFuture<Void> prefetch(TokenRequest... requests) {
        List<CompletableFuture<AccessToken>> all = new ArrayList<>();
        for (TokenRequest request : Objects.requireNonNull(requests, "requests")) {
            all.add(cache.tokenAsync(Objects.requireNonNull(request, "request"), true));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Reports a token that a resource has rejected, so that it is not returned again.
     *
     * <p>Does nothing if the token has already been replaced. A second rejection of the same kind of token within 30 s
     * is ignored, so a resource that rejects every token cannot trigger a request storm.
     *
     * @param token the token that was rejected
     * @return whether the token was dropped
     */
    public boolean invalidate(AccessToken token) {
        return cache.invalidate(Objects.requireNonNull(token, "token"));
    }

    /**
     * Examines every link of the chain, from the webhook's variables to the exchange, and reports problems and their
     * fixes. Takes at most 30 s. The diagnosis requests its own tokens and does not touch cached ones.
     *
     * @param scopes the tokens to request; if none is named, one for Azure Resource Manager
     * @return the findings, in the order of the chain
     */
    public Diagnosis diagnose(String... scopes) {
        return diagnose(DiagnosisOptions.of(scopes));
    }

    /**
     * Examines the links of the chain that the options select. Takes at most the time that the options allow, 30 s by
     * default.
     *
     * @param options what to examine
     * @return the findings, in the order of the chain
     */
    public Diagnosis diagnose(DiagnosisOptions options) {
        Objects.requireNonNull(options, "options");
        return assembly.diagnose(blueprint == null ? options : options.withAgent(clientId), null, Progress.UNSEEN);
    }

    /**
     * The application, managed identity or agent identity for which tokens are issued.
     *
     * @return its client id
     */
    public String clientId() {
        return clientId;
    }

    /**
     * The blueprint of this identity, if it is an agent.
     *
     * @return the identity whose {@link #agent} this is; empty if this identity is not an agent
     */
    public Optional<WorkloadIdentity> blueprint() {
        return Optional.ofNullable(blueprint);
    }

    /**
     * The identity's own tenant.
     *
     * @return a tenant id or domain name
     */
    public String tenantId() {
        return tenantId;
    }

    /**
     * The authority that issues the tokens.
     *
     * @return scheme and host, without a trailing slash
     */
    public URI authorityHost() {
        return authorityHost;
    }

    /**
     * The file that contains the pod's own token.
     *
     * @return its path; empty if the application supplies the assertion
     */
    public Optional<Path> tokenFile() {
        return Optional.ofNullable(tokenFile);
    }

    /**
     * Adds a listener for future events, for code that receives an existing identity.
     *
     * @param listener receives every event from now on
     * @return a registration that removes the listener when closed; ignore it if the listener stays for the lifetime of
     *     the identity
     */
    public IdentityListener.Registration addListener(IdentityListener listener) {
        return events.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Stops issuing tokens, including those of its agents, and fails all waiting callers. Idempotent. */
    @Override
    public void close() {
        if (blueprint != null) {
            cache.close();
            blueprint.closed(this);
            return;
        }
        cache.close();
        List<WorkloadIdentity> open;
        synchronized (agents) {
            open = List.copyOf(agents.values());
        }
        open.forEach(agent -> agent.cache.close());
        assembly.close();
    }

    private void closed(WorkloadIdentity agent) {
        synchronized (agents) {
            agents.remove(agent.clientId, agent);
        }
        if (agent.ownsBlueprint) {
            close();
        }
    }

    /** Describes the identity; contains no secret. */
    @Override
    public String toString() {
        return "WorkloadIdentity[" + (blueprint == null ? "" : "blueprint=" + blueprint.clientId + ", ") + "clientId="
                + clientId + ", tenantId=" + tenantId + ", authorityHost=" + authorityHost
                + "]";
    }
}
