package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * Accepts every setting of azure-identity's builder, but {@link #build()} always throws. Not thread-safe.
 *
 * @since 0.1.0
 */
public class ClientSecretCredentialBuilder extends AadCredentialBuilderBase<ClientSecretCredentialBuilder> {

    /** Creates a builder without settings. */
    public ClientSecretCredentialBuilder() {}

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param clientSecret not used
     * @return this
     */
    public ClientSecretCredentialBuilder clientSecret(@Nullable String clientSecret) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public ClientSecretCredentialBuilder tokenCachePersistenceOptions(
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
    public ClientSecretCredential build() {
        throw NotOffered.CLIENT_SECRET.refusal();
    }
}
