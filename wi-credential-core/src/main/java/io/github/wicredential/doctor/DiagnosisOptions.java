package io.github.wicredential.doctor;

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

    private final List<String> scopes;
    private final boolean issuerDocuments;
    private final boolean offline;
    private final @Nullable String agent;

    private DiagnosisOptions(List<String> scopes, boolean issuerDocuments, boolean offline, @Nullable String agent) {
        this.agent = agent;
        this.scopes = scopes;
        this.issuerDocuments = issuerDocuments;
        this.offline = offline;
    }

    /**
     * Everything but the issuer's documents.
     *
     * @param scopes the tokens to request, for example {@code https://vault.azure.net/.default}; if none is named, one for
     *     Azure Resource Manager of the authority's cloud
     * @return the options
     */
    public static DiagnosisOptions of(String... scopes) {
        for (String scope : Objects.requireNonNull(scopes, "scopes")) {
            Objects.requireNonNull(scope, "scope");
        }
        return new DiagnosisOptions(List.of(scopes), false, false, null);
    }

    /**
     * A copy that reads the issuer's discovery document and keys, or does not.
     *
     * @param issuerDocuments whether to read them; default false
     * @return the changed copy
     */
    public DiagnosisOptions withIssuerDocuments(boolean issuerDocuments) {
        return new DiagnosisOptions(scopes, issuerDocuments, offline, agent);
    }

    /**
     * A copy that stays off the network, or does not.
     *
     * @param offline whether to send nothing; default false
     * @return the changed copy
     */
    public DiagnosisOptions withOffline(boolean offline) {
        return new DiagnosisOptions(scopes, issuerDocuments, offline, agent);
    }

    /**
     * A copy that requests the tokens for an agent identity, below the identity that is examined.
     *
     * @param agentId the app ID of the agent identity, a GUID
     * @return the changed copy
     */
    public DiagnosisOptions withAgent(String agentId) {
        return new DiagnosisOptions(scopes, issuerDocuments, offline, Objects.requireNonNull(agentId, "agentId"));
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
     * The tokens to request.
     *
     * @return their scopes; empty for one of Azure Resource Manager
     */
    public List<String> scopes() {
        return scopes;
    }

    /**
     * Whether to read the issuer's discovery document and keys.
     *
     * @return true if they are read
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
}
