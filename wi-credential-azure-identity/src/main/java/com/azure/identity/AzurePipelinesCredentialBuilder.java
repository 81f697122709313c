package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link AzurePipelinesCredential}. Takes every setting, keeps none, and refuses to build. Not thread-safe.
 *
 * @since 0.1.0
 */
public class AzurePipelinesCredentialBuilder extends AadCredentialBuilderBase<AzurePipelinesCredentialBuilder> {

    /** Starts with nothing set. */
    public AzurePipelinesCredentialBuilder() {}

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param serviceConnectionId not used
     * @return this
     */
    public AzurePipelinesCredentialBuilder serviceConnectionId(@Nullable String serviceConnectionId) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param systemAccessToken not used
     * @return this
     */
    public AzurePipelinesCredentialBuilder systemAccessToken(@Nullable String systemAccessToken) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public AzurePipelinesCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Refuses.
     *
     * @return never
     * @throws UnsupportedOperationException always; it says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public AzurePipelinesCredential build() {
        throw NotOffered.AZURE_PIPELINES.refusal();
    }
}
