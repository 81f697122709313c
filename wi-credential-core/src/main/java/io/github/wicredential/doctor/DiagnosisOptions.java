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
     * Returns the default options: examine everything except a resource, and read the issuer's documents only if
     * Entra's response concerns them.
     *
     * @param scopes the tokens to request, for example {@code https://vault.azure.net/.default}; if none is given, the
     *     token that the resource asks for, otherwise one for Azure Resource Manager in the authority's cloud
     * @return the options
     */
    public static DiagnosisOptions of(String... scopes) {
        for (String scope : Objects.requireNonNull(scopes, "scopes")) {
            Objects.requireNonNull(scope, "scope");
        }
        return new DiagnosisOptions(List.of(scopes), false, false, TIMEOUT, null, null);
    }

    /**
     * Returns a copy that always reads the issuer's discovery document and keys, or only if Entra's response concerns
     * them.
     *
     * @param issuerDocuments whether to always read them; default false
     * @return the changed copy
     */
    public DiagnosisOptions withIssuerDocuments(boolean issuerDocuments) {
        return new DiagnosisOptions(scopes, issuerDocuments, offline, timeout, resource, agent);
    }

    /**
     * Returns a copy that stays offline, or does not.
     *
     * @param offline whether to send nothing; default false
     * @return the changed copy
     */
    public DiagnosisOptions withOffline(boolean offline) {
        return new DiagnosisOptions(scopes, issuerDocuments, offline, timeout, resource, agent);
    }

    /**
     * Returns a copy that requests the tokens for an agent identity of the examined identity.
     *
     * @param agentId the app ID of the agent identity, a GUID
     * @return the changed copy
     */
    public DiagnosisOptions withAgent(String agentId) {
        Objects.requireNonNull(agentId, "agentId");
        return new DiagnosisOptions(scopes, issuerDocuments, offline, timeout, resource, agentId);
    }

    /**
     * The agent identity that tokens are requested for.
     *
     * @return its id; empty for the identity itself
     */
    public Optional<String> agent() {
        return Optional.ofNullable(agent);
    }

    /**
     * Returns a copy with another time limit for the whole diagnosis. Checks that have not run by then are
     * {@link Status#SKIPPED}.
     *
     * @param timeout 1 second to 10 minutes; default 30 seconds
     * @return the changed copy
     * @throws IllegalArgumentException if the timeout is outside this range
     */
    public DiagnosisOptions withTimeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The timeout of a diagnosis must be from 1 second to 10 minutes.");
        }
        return new DiagnosisOptions(scopes, issuerDocuments, offline, timeout, resource, agent);
    }

    /**
     * Returns a copy that also calls a resource, once and without a token, to see which tokens it accepts.
     *
     * @param resource the https address of an Azure service without query, for example
     *     {@code https://orders.vault.azure.net}; null for none, the default
     * @return the changed copy
     * @throws IllegalArgumentException if it is not such an address; the message says why
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
     * @return their scopes; empty for the default token
     */
    public List<String> scopes() {
        return scopes;
    }

    /**
     * Whether to always read the issuer's discovery document and keys.
     *
     * @return true to always read them
     */
    public boolean issuerDocuments() {
        return issuerDocuments;
    }

    /**
     * Whether to stay offline.
     *
     * @return true if nothing is sent
     */
    public boolean offline() {
        return offline;
    }

    /**
     * The time limit for the whole diagnosis.
     *
     * @return 1 second to 10 minutes
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * The resource to call without a token.
     *
     * @return its address, if there is one
     */
    public Optional<URI> resource() {
        return Optional.ofNullable(resource);
    }
}
