package io.github.wicredential.test;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A tenant of a {@link LocalEntra}. By default it knows every resource, requires no role assignment and allows
 * federation. Changes take effect with the next request. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LocalTenant {

    private final String id;
    private final URI authorityHost;
    private final Map<String, LocalApplication> applications = new ConcurrentHashMap<>();
    private final Set<String> demanding = ConcurrentHashMap.newKeySet();
    private final Set<String> domains = ConcurrentHashMap.newKeySet();
    private volatile @Nullable List<String> resources;
    private volatile @Nullable String cloud;
    private volatile boolean federationBlocked;

    LocalTenant(String id, URI authorityHost) {
        this.id = id;
        this.authorityHost = authorityHost;
    }

    /**
     * The tenant's id.
     *
     * @return a GUID
     */
    public String id() {
        return id;
    }

    /**
     * The authority of the local Entra.
     *
     * @return the root, with a trailing slash
     */
    public URI authorityHost() {
        return authorityHost;
    }

    /**
     * Registers an application with a generated client id.
     *
     * @return the application, which trusts no issuer yet
     */
    public LocalApplication registerApplication() {
        return registerApplication(UUID.randomUUID().toString());
    }

    /**
     * Registers an application, or returns the registered one.
     *
     * @param clientId the client id; any text that is not blank
     * @return the application, which trusts no issuer if it is new
     */
    public LocalApplication registerApplication(String clientId) {
        Objects.requireNonNull(clientId, "clientId");
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("clientId must not be blank");
        }
        return register(clientId, ClientKind.APPLICATION, null);
    }

    /**
     * Registers a user-assigned managed identity with a generated client id.
     *
     * @return the identity, which trusts no issuer yet
     */
    public LocalApplication registerManagedIdentity() {
        return register(UUID.randomUUID().toString(), ClientKind.MANAGED_IDENTITY, null);
    }

    /**
     * Registers an agent identity blueprint (Microsoft Entra Agent ID) with a generated client id.
     * {@link LocalApplication#registerAgent()} registers its agents.
     *
     * @return the blueprint, which trusts no issuer yet
     */
    public LocalApplication registerBlueprint() {
        return register(UUID.randomUUID().toString(), ClientKind.BLUEPRINT, null);
    }

    LocalApplication register(String clientId, ClientKind kind, @Nullable LocalApplication blueprint) {
        return applications.computeIfAbsent(
                key(clientId), key -> new LocalApplication(this, clientId, kind, blueprint));
    }

    /**
     * Adds a verified domain by which the tenant can be addressed.
     *
     * @param name for example {@code contoso.example}
     * @return this tenant
     */
    public LocalTenant addDomain(String name) {
        Objects.requireNonNull(name, "name");
        domains.add(name);
        return this;
    }

    /**
     * Limits the resources that the tenant knows; requests for others are refused (AADSTS500011).
     *
     * @param known the resources, for example {@code https://vault.azure.net}
     * @return this tenant
     */
    public LocalTenant limitResources(String... known) {
        Objects.requireNonNull(known, "known");
        resources = List.of(known);
        return this;
    }

    /**
     * Requires a role assignment for a resource (AADSTS501051); see {@link LocalApplication#assignRoles}.
     *
     * @param resource the resource, for example {@code api://orders}
     * @return this tenant
     */
    public LocalTenant requireAssignment(String resource) {
        Objects.requireNonNull(resource, "resource");
        demanding.add(resource);
        return this;
    }

    /**
     * Blocks workload identity federation by policy (AADSTS700223).
     *
     * @param blocked whether the policy applies
     * @return this tenant
     */
    public LocalTenant blockFederation(boolean blocked) {
        federationBlocked = blocked;
        return this;
    }

    /**
     * Moves the tenant to another national cloud, so that this Entra does not serve it (AADSTS90038).
     *
     * @param name the cloud's name; null to move it back
     * @return this tenant
     */
    public LocalTenant moveToCloud(@Nullable String name) {
        cloud = name;
        return this;
    }

    @Override
    public String toString() {
        return "LocalTenant[" + id + "]";
    }

    boolean isNamed(String segment) {
        return id.equalsIgnoreCase(segment) || domains.stream().anyMatch(segment::equalsIgnoreCase);
    }

    @Nullable
    LocalApplication application(String clientId) {
        return applications.get(key(clientId));
    }

    boolean knows(String resource) {
        List<String> known = resources;
        return known == null || known.contains(resource);
    }

    boolean demandsAssignment(String resource) {
        return demanding.contains(resource);
    }

    boolean federationBlocked() {
        return federationBlocked;
    }

    @Nullable
    String cloud() {
        return cloud;
    }

    private static String key(String clientId) {
        return clientId.toLowerCase(Locale.ROOT);
    }
}
