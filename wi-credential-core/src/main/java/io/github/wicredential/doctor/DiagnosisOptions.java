package io.github.wicredential.doctor;

import io.github.wicredential.internal.cloud.AzureService;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor examines. Immutable.
 *
 * @since 0.1.0
 */
public final class DiagnosisOptions {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final List<String> scopes;
    private final boolean issuerDocuments;
    private final boolean offline;
    private final Duration timeout;
    private final @Nullable URI resource;
    private final @Nullable String agent;

    private DiagnosisOptions(
            List<String> scopes,
            boolean issuerDocuments,
            boolean offline,
            Duration timeout,
            @Nullable URI resource,
            @Nullable String agent) {
        this.scopes = scopes;
        this.issuerDocuments = issuerDocuments;
        this.offline = offline;
        this.timeout = timeout;
        this.resource = resource;
        this.agent = agent;
    }

    /**
     * Everything but the issuer's documents, which are read if Entra's answer is about them, and no resource.
     *
     * @param scopes the tokens to request, for example {@code https://vault.azure.net/.default}; if none is named, one for
     *     the resource, if it says for whom it wants tokens, else one for Azure Resource Manager of the authority's cloud
     * @return the options
     */
    public static DiagnosisOptions of(String... scopes) {
        for (String scope : Objects.requireNonNull(scopes, "scopes")) {
            Objects.requireNonNull(scope, "scope");
        }
        return new DiagnosisOptions(List.of(scopes), false, false, TIMEOUT, null, null);
    }

    /**
     * A copy that reads the issuer's discovery document and keys in any case, or only if Entra's answer is about them.
     *
     * @param issuerDocuments whether to read them in any case; default false
     * @return the changed copy
     */
    public DiagnosisOptions withIssuerDocuments(boolean issuerDocuments) {
        return new DiagnosisOptions(scopes, issuerDocuments, offline, timeout, resource, agent);
    }

    /**
     * A copy that stays off the network, or does not.
     *
     * @param offline whether to send nothing; default false
     * @return the changed copy
     */
    public DiagnosisOptions withOffline(boolean offline) {
        return new DiagnosisOptions(scopes, issuerDocuments, offline, timeout, resource, agent);
    }

    /**
     * A copy that requests the tokens for an agent identity, below the identity that is examined.
     *
     * @param agentId the app ID of the agent identity, a GUID
     * @return the changed copy
     */
    public DiagnosisOptions withAgent(String agentId) {
        Objects.requireNonNull(agentId, "agentId");
        return new DiagnosisOptions(scopes, issuerDocuments, offline, timeout, resource, agentId);
    }

    /**
     * The agent identity for which tokens are requested.
     *
     * @return its id; empty to request them for the identity itself
     */
    public Optional<String> agent() {
        return Optional.ofNullable(agent);
    }

    /**
     * A copy with another time for all of it. What was not asked by then is {@link Status#SKIPPED}.
     *
     * @param timeout 1 second to 10 minutes; default 30 seconds
     * @return the changed copy
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public DiagnosisOptions withTimeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The time for a diagnosis is 1 second to 10 minutes.");
        }
        return new DiagnosisOptions(scopes, issuerDocuments, offline, timeout, resource, agent);
    }

    /**
     * A copy that also asks a resource, once and without a token, whose tokens it wants, or does not.
     *
     * @param resource the https address of an Azure service without query, for example
     *     {@code https://orders.vault.azure.net}; null for none, the default
     * @return the changed copy
     * @throws IllegalArgumentException if it is none; the message says why
     */
    public DiagnosisOptions withResource(@Nullable String resource) {
        return new DiagnosisOptions(
                scopes,
                issuerDocuments,
                offline,
                timeout,
                resource == null ? null : AzureService.address(resource),
                agent);
    }

    /**
     * The tokens to request.
     *
     * @return their scopes; empty for one of Azure Resource Manager
     */
    public List<String> scopes() {
        return scopes;
    }

    /**
     * Whether to read the issuer's discovery document and keys in any case.
     *
     * @return true if they are
     */
    public boolean issuerDocuments() {
        return issuerDocuments;
    }

    /**
     * Whether to send nothing.
     *
     * @return true if nothing is sent
     */
    public boolean offline() {
        return offline;
    }

    /**
     * The time for all of it.
     *
     * @return 1 second to 10 minutes
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * The resource that is asked without a token.
     *
     * @return its address, if one is to be asked
     */
    public Optional<URI> resource() {
        return Optional.ofNullable(resource);
    }
}
