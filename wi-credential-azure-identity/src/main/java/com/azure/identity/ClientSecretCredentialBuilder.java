package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link ClientSecretCredential}. Takes every setting, keeps none, and refuses to build. Not thread-safe.
 *
 * @since 0.1.0
 */
public class ClientSecretCredentialBuilder extends AadCredentialBuilderBase<ClientSecretCredentialBuilder> {

    /** Starts with nothing set. */
    public ClientSecretCredentialBuilder() {}

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param clientSecret not used
     * @return this
     */
    public ClientSecretCredentialBuilder clientSecret(@Nullable String clientSecret) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public ClientSecretCredentialBuilder tokenCachePersistenceOptions(
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
    public ClientSecretCredential build() {
        throw NotOffered.CLIENT_SECRET.refusal();
    }
}
