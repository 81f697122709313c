package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * Accepts every setting of azure-identity's builder, but {@link #build()} always throws. Not thread-safe.
 *
 * @since 0.1.0
 */
public class AzurePipelinesCredentialBuilder extends AadCredentialBuilderBase<AzurePipelinesCredentialBuilder> {

    /** Creates a builder without settings. */
    public AzurePipelinesCredentialBuilder() {}

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param serviceConnectionId not used
     * @return this
     */
    public AzurePipelinesCredentialBuilder serviceConnectionId(@Nullable String serviceConnectionId) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param systemAccessToken not used
     * @return this
     */
    public AzurePipelinesCredentialBuilder systemAccessToken(@Nullable String systemAccessToken) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public AzurePipelinesCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Always throws.
     *
     * @return never
     * @throws UnsupportedOperationException always; the message says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public AzurePipelinesCredential build() {
        throw NotOffered.AZURE_PIPELINES.refusal();
    }
}
