package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * Options for azure-identity's token cache on disk, kept for source compatibility. This library caches tokens in memory
 * only, and these options have no effect. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class TokenCachePersistenceOptions {

    private @Nullable String name;
    private boolean unencryptedStorageAllowed;

    /** Creates a builder without settings. */
    public TokenCachePersistenceOptions() {}

    /**
     * The name of the cache.
     *
     * @param name the name
     * @return this
     */
    public TokenCachePersistenceOptions setName(@Nullable String name) {
        this.name = name;
        return this;
    }

    /**
     * The name of the cache.
     *
     * @return the name, or null if not set
     */
    public @Nullable String getName() {
        return name;
    }

    /**
     * Whether the cache may be unencrypted.
     *
     * @param unencryptedStorageAllowed true to allow it; default false
     * @return this
     */
    public TokenCachePersistenceOptions setUnencryptedStorageAllowed(boolean unencryptedStorageAllowed) {
        this.unencryptedStorageAllowed = unencryptedStorageAllowed;
        return this;
    }

    /**
     * Whether the cache may be unencrypted.
     *
     * @return true if allowed
     */
    public boolean isUnencryptedStorageAllowed() {
        return unencryptedStorageAllowed;
    }
}
