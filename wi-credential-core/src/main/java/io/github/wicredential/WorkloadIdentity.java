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
 * This pod's Azure identity: exchanges the projected service-account token for Microsoft Entra access tokens, caches them
 * and refreshes them before they expire.
 *
 * <p>Thread-safe; build one and share it. While a token is fresh, asking for it costs a map look-up. While a token is
 * valid, no caller waits and no caller fails, whatever Entra does. Without a valid token callers share one request and
 * wait for it until their deadline.
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
     * @return an identity; nothing was sent yet
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
    public static WorkloadIdentityBuilder builder() {
        return new WorkloadIdentityBuilder();
    }

    /**
     * An agent identity below this one, which is its blueprint (Microsoft Entra Agent ID): an identity of its own, with the
     * blueprint's settings, listeners, threads and connections. Nothing is sent until a token is asked for.
     *
     * <p>The pod's token is exchanged for a token of the blueprint that names the agent, and that one, as the assertion, for
     * the agent's access token. Both are cached, shared and refreshed before they expire. So the first token of an agent
     * costs two requests, and a token of the same agent for a further scope one. The blueprint's token is bound to the agent:
     * no other agent saves a request by it. A cached token costs what that of any identity does.
     *
     * <p>The same id gives the same identity, until that is closed. Closing the blueprint closes its agents; closing an
     * agent closes nothing else. Each agent holds some kilobytes for as long as it is open: close those that do not come
     * back. Opened again it begins anew, with two requests.
     *
     * <p>An agent gets tokens of its own tenant only, so {@link #tenantId()} must be that of the agent. It has no agents of
     * its own. Identity bindings know no agents: then its tokens fail, and say so. Entra does not give a blueprint tokens
     * for an ordinary resource (AADSTS82001), so only its agents are asked for these.
     *
     * @param agentId the app ID of the agent identity, a GUID
     * @return the agent's identity
     * @throws ConfigurationException if this is no GUID or the blueprint's own id, or if this identity is an agent itself
     * @throws IdentityClosedException if this identity was closed
     */
    public WorkloadIdentity agent(String agentId) {
        Objects.requireNonNull(agentId, "agentId");
        cache.requireOpen();
        if (blueprint != null) {
            throw new ConfigurationException(
                    "Agent " + clientId + " is asked for an agent of its own, but only a blueprint has "
                            + "agents. Ask the identity of blueprint " + blueprint.clientId + " for it.");
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
     * <p>The fastest way to a token: while it is fresh, the handle reads no clock, takes no lock and allocates nothing.
     */
    @Override
    public TokenSource source(TokenRequest request) {
        return cache.source(Objects.requireNonNull(request, "request"));
    }

    /**
     * Fetches tokens for scopes of the own tenant ahead of their use, for example before a pod reports ready.
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
     * Fetches tokens ahead of their use, for example before a pod reports ready.
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
     * is ignored, so a resource that rejects every token cannot trigger a request storm.
     *
     * @param token the token that was rejected
     * @return whether the token was dropped
     */
    public boolean invalidate(AccessToken token) {
        return cache.invalidate(Objects.requireNonNull(token, "token"));
    }

    /**
     * Examines every link of the chain, from the webhook's variables to the exchange, and says what is wrong and what
     * mends it. Takes 30 s at most. Requests tokens of its own: cached tokens are not touched.
     *
     * @param scopes the tokens to request; if none is named, one for Azure Resource Manager
     * @return the findings, in the order of the chain
     */
    public Diagnosis diagnose(String... scopes) {
        return diagnose(DiagnosisOptions.of(scopes));
    }

    /**
     * Examines every link of the chain, as far as the options say. Takes 30 s at most.
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
     * The blueprint of this agent identity.
     *
     * @return the identity whose {@link #agent} this is; empty if it is no agent
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
     * Adds a listener for future events, for code that is handed an existing identity.
     *
     * @param listener receives every event from now on
     * @return removes the listener when it is closed; may be ignored to listen for as long as the identity lives
     */
    public IdentityListener.Registration addListener(IdentityListener listener) {
        return events.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Stops issuing tokens, those of its agents included, and fails all waiting callers. Idempotent. */
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

    /** Names the identity; holds no secret. */
    @Override
    public String toString() {
        return "WorkloadIdentity[" + (blueprint == null ? "" : "blueprint=" + blueprint.clientId + ", ") + "clientId="
                + clientId + ", tenantId=" + tenantId + ", authorityHost=" + authorityHost
                + "]";
    }
}
