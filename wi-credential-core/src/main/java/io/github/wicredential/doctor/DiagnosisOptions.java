package io.github.wicredential.doctor;

import java.util.List;
import java.util.Objects;

/**
 * What the doctor examines. Immutable.
 *
 * @since 0.1.0
 */
public final class DiagnosisOptions {

    private final List<String> scopes;
    private final boolean issuerDocuments;
    private final boolean offline;

    private DiagnosisOptions(List<String> scopes, boolean issuerDocuments, boolean offline) {
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
        return new DiagnosisOptions(List.of(scopes), false, false);
    }

    /**
     * A copy that reads the issuer's discovery document and keys, or does not.
     *
     * @param issuerDocuments whether to read them; default false
     * @return the changed copy
     */
    public DiagnosisOptions withIssuerDocuments(boolean issuerDocuments) {
        return new DiagnosisOptions(scopes, issuerDocuments, offline);
    }

    /**
     * A copy that stays off the network, or does not.
     *
     * @param offline whether to send nothing; default false
     * @return the changed copy
     */
    public DiagnosisOptions withOffline(boolean offline) {
        return new DiagnosisOptions(scopes, issuerDocuments, offline);
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
