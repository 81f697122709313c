package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link SharedTokenCacheCredential}. No setting has an effect. Not thread-safe.
 *
 * @deprecated use {@link AzureCliCredentialBuilder}
 * @since 0.1.0
 */
@Deprecated
public class SharedTokenCacheCredentialBuilder extends AadCredentialBuilderBase<SharedTokenCacheCredentialBuilder> {

    /** Creates a builder without settings. */
    public SharedTokenCacheCredentialBuilder() {}

    /**
     * Accepted, without effect.
     *
     * @param username not used
     * @return this
     */
    public SharedTokenCacheCredentialBuilder username(@Nullable String username) {
        return this;
    }

    /**
     * Accepted, without effect.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public SharedTokenCacheCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Accepted, without effect.
     *
     * @param authenticationRecord not used
     * @return this
     */
    public SharedTokenCacheCredentialBuilder authenticationRecord(@Nullable AuthenticationRecord authenticationRecord) {
        return this;
    }

    /**
     * Builds the credential.
     *
     * @return a credential that is never available
     */
    public SharedTokenCacheCredential build() {
        return new SharedTokenCacheCredential();
    }
}
