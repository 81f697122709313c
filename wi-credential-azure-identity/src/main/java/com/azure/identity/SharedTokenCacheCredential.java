package com.azure.identity;

/**
 * The token cache that Microsoft's developer tools share, which is not offered. Every call says that it is unavailable, so that a chain goes on. Thread-safe.
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
