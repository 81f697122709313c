package com.azure.identity;

/**
 * Uses the token cache of Microsoft's developer tools; not supported. Every call reports the credential as unavailable,
 * so a chain continues. Thread-safe.
 *
 * @deprecated use {@link AzureCliCredential}
 * @since 0.1.0
 */
@Deprecated
public class SharedTokenCacheCredential extends BridgedCredential {

    SharedTokenCacheCredential() {
        super(NotOffered.SHARED_TOKEN_CACHE.unavailable());
    }
}
