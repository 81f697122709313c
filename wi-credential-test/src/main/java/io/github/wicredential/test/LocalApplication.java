package io.github.wicredential.test;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An application, managed identity, blueprint or agent identity registered in a {@link LocalTenant}. New applications
 * are enabled, have a service principal and trust no issuer. Changes take effect with the next request. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LocalApplication {

    private static final int MOST_CREDENTIALS = 20;

    private final LocalTenant tenant;
    private final String clientId;
    private final ClientKind kind;
    private final @Nullable LocalApplication blueprint;
    private final List<FederatedCredential> credentials = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> roles = new ConcurrentHashMap<>();
    private final AtomicInteger unaware = new AtomicInteger();
    private volatile boolean enabled = true;
    private volatile boolean servicePrincipal = true;
    private volatile boolean publicClient;
    private volatile boolean blocked;

    LocalApplication(LocalTenant tenant, String clientId, ClientKind kind, @Nullable LocalApplication blueprint) {
        this.tenant = tenant;
        this.clientId = clientId;
        this.kind = kind;
        this.blueprint = blueprint;
    }

    /** The kind of this application.
     *
     * @return {@link ClientKind#APPLICATION} unless it was registered as another kind
     */
    public ClientKind kind() {
        return kind;
    }

    /**
     * Registers an agent identity of this blueprint, with a generated id.
     *
     * @return the agent, whose client id and object id are the same GUID
     * @throws IllegalStateException unless this is a blueprint
     */
    public LocalApplication registerAgent() {
        return registerAgent(UUID.randomUUID().toString());
    }

    /**
     * Registers an agent identity of this blueprint.
     *
     * @param id a GUID
     * @return the agent, whose client id and object id are this GUID
     * @throws IllegalStateException unless this is a blueprint
     * @throws IllegalArgumentException if the id is not a GUID, or another client has it
     */
    public LocalApplication registerAgent(String id) {
        Objects.requireNonNull(id, "id");
        if (kind != ClientKind.BLUEPRINT) {
            throw new IllegalStateException("only a blueprint has agent identities, and this is " + this);
        }
        if (!Uuids.isOne(id)) {
            throw new IllegalArgumentException("the id of an agent must be a GUID");
        }
        LocalApplication agent = tenant.register(id, ClientKind.AGENT, this);
        if (agent.blueprint != this) {
            throw new IllegalArgumentException("another client already has this id");
        }
        return agent;
    }

    /**
     * The client id.
     *
     * @return the id it was registered with
     */
    public String clientId() {
        return clientId;
    }

    /**
     * The object id of the service principal, the {@code oid} of its tokens.
     *
     * @return an id that differs from the client id, except for an agent
     */
    public String objectId() {
        return kind == ClientKind.AGENT ? clientId : Uuids.of(tenant.id() + "/" + clientId);
    }

    /**
     * The tenant in which it is registered.
     *
     * @return the tenant's id
     */
    public String tenantId() {
        return tenant.id();
    }

    /**
     * The authority of the local Entra.
     *
     * @return the root, with a trailing slash
     */
    public URI authorityHost() {
        return tenant.authorityHost();
    }

    /**
     * Trusts the tokens that the cluster currently writes: its issuer, its current subject and its audience.
     *
     * @param cluster the cluster
     * @return this application
     */
    public LocalApplication trust(LocalCluster cluster) {
        Objects.requireNonNull(cluster, "cluster");
        return trust(cluster.issuer(), cluster.subject(), cluster.audience());
    }

    /**
     * Adds a federated credential.
     *
     * @param issuer the issuer to trust
     * @param subject the subject to trust
     * @param audience the audience to trust
     * @return this application
     * @throws IllegalArgumentException if issuer and subject are already trusted, or there are 20 credentials
     * @throws IllegalStateException if this is an agent identity, which has no credentials
     */
    public synchronized LocalApplication trust(String issuer, String subject, String audience) {
        Objects.requireNonNull(audience, "audience");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(issuer, "issuer");
        if (kind == ClientKind.AGENT) {
            throw new IllegalStateException("an agent identity has no credentials: let its blueprint trust the issuer");
        }
        FederatedCredential credential = new FederatedCredential(issuer, subject, audience);
        if (credentials.stream()
                .anyMatch(c -> c.issuer().equals(issuer) && c.subject().equals(subject))) {
            throw new IllegalArgumentException("another credential already has this issuer and subject");
        }
        if (credentials.size() == MOST_CREDENTIALS) {
            throw new IllegalArgumentException("an application has at most " + MOST_CREDENTIALS + " credentials");
        }
        credentials.add(credential);
        return this;
    }

    /**
     * Removes the credential with this issuer and subject, if there is one.
     *
     * @param issuer the issuer no longer trusted
     * @param subject the subject no longer trusted
     * @return this application
     */
    public LocalApplication untrust(String issuer, String subject) {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(issuer, "issuer");
        credentials.removeIf(c -> c.issuer().equals(issuer) && c.subject().equals(subject));
        return this;
    }

    /**
     * Removes all credentials.
     *
     * @return this application
     */
    public LocalApplication untrustAll() {
        credentials.clear();
        return this;
    }

    /**
     * The federated credentials.
     *
     * @return a copy, in the order of their creation
     */
    public List<FederatedCredential> credentials() {
        return List.copyOf(credentials);
    }

    /**
     * Simulates that a change of the credentials has not yet reached every node: the next requests find no matching
     * credential (AADSTS70021).
     *
     * @param requests how many requests
     * @return this application
     */
    public LocalApplication delayPropagation(int requests) {
        unaware.set(requests);
        return this;
    }

    /**
     * Disables or enables the application (AADSTS7000112).
     *
     * @param enabled whether tokens are issued
     * @return this application
     */
    public LocalApplication setEnabled(boolean enabled) {
        this.enabled = enabled;
        return this;
    }

    /**
     * Removes or restores the service principal (AADSTS7000229).
     *
     * @param present whether the tenant contains one
     * @return this application
     */
    public LocalApplication setServicePrincipalPresent(boolean present) {
        servicePrincipal = present;
        return this;
    }

    /**
     * Marks the application as a public client, which must not present a credential (AADSTS700025).
     *
     * @param publicClient whether it is a public client
     * @return this application
     */
    public LocalApplication setPublicClient(boolean publicClient) {
        this.publicClient = publicClient;
        return this;
    }

    /**
     * Blocks the application by a Conditional Access policy (AADSTS53003).
     *
     * @param blocked whether the policy applies
     * @return this application
     */
    public LocalApplication blockByConditionalAccess(boolean blocked) {
        this.blocked = blocked;
        return this;
    }

    /**
     * Assigns application roles of a resource. They appear as {@code roles} in its tokens and satisfy
     * {@link LocalTenant#requireAssignment}.
     *
     * @param resource the resource, for example {@code https://vault.azure.net}
     * @param names the roles
     * @return this application
     */
    public LocalApplication assignRoles(String resource, String... names) {
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(resource, "resource");
        roles.put(resource, List.of(names));
        return this;
    }

    @Override
    public String toString() {
        return "LocalApplication[" + (kind == ClientKind.APPLICATION ? "" : "kind=" + kind + ", ") + "clientId="
                + clientId + ", tenant=" + tenant.id() + "]";
    }

    LocalTenant tenant() {
        return tenant;
    }

    @Nullable
    LocalApplication blueprint() {
        return blueprint;
    }

    boolean enabled() {
        return enabled;
    }

    boolean hasServicePrincipal() {
        return servicePrincipal;
    }

    boolean publicClient() {
        return publicClient;
    }

    boolean blocked() {
        return blocked;
    }

    boolean assigned(String resource) {
        return roles.containsKey(resource);
    }

    List<String> roles(String resource) {
        return roles.getOrDefault(resource, List.of());
    }

    /** Whether this request still meets the state of before; each call uses up one of them. */
    boolean stillUnaware() {
        return unaware.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }
}
