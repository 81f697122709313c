package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * Where azure-identity would keep tokens on a disk; here for the sake of code that names it. This library keeps tokens in
 * memory only, and these options have no effect. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class TokenCachePersistenceOptions {

    private @Nullable String name;
    private boolean unencryptedStorageAllowed;

    /** Starts with nothing set. */
    public TokenCachePersistenceOptions() {}

    /**
     * The name of the cache.
     *
     * @param name any
     * @return this
     */
    public TokenCachePersistenceOptions setName(@Nullable String name) {
        this.name = name;
        return this;
    }

    /**
     * The name of the cache.
     *
     * @return what was set, or null
     */
    public @Nullable String getName() {
        return name;
    }

    /**
     * Whether the cache may be without encryption.
     *
     * @param unencryptedStorageAllowed true if so; default false
     * @return this
     */
    public TokenCachePersistenceOptions setUnencryptedStorageAllowed(boolean unencryptedStorageAllowed) {
        this.unencryptedStorageAllowed = unencryptedStorageAllowed;
        return this;
    }

    /**
     * Whether the cache may be without encryption.
     *
     * @return what was set
     */
    public boolean isUnencryptedStorageAllowed() {
        return unencryptedStorageAllowed;
    }
}
