package com.azure.identity;

import com.azure.core.credential.TokenCredential;
import java.util.Collection;

/**
 * Builds a {@link ChainedTokenCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class ChainedTokenCredentialBuilder {

    private final io.github.wicredential.azure.ChainedTokenCredentialBuilder ours =
            new io.github.wicredential.azure.ChainedTokenCredentialBuilder();

    /** Creates a builder with an empty chain. */
    public ChainedTokenCredentialBuilder() {
        Bridge.require();
    }

    /**
     * Adds a credential at the beginning.
     *
     * @param credential the credential
     * @return this
     */
    public ChainedTokenCredentialBuilder addFirst(TokenCredential credential) {
        ours.addFirst(credential);
        return this;
    }

    /**
     * Adds a credential at the end.
     *
     * @param credential the credential
     * @return this
     */
    public ChainedTokenCredentialBuilder addLast(TokenCredential credential) {
        ours.addLast(credential);
        return this;
    }

    /**
     * Adds credentials at the end, in the given order.
     *
     * @param credentials the credentials
     * @return this
     */
    public ChainedTokenCredentialBuilder addAll(Collection<? extends TokenCredential> credentials) {
        ours.addAll(credentials);
        return this;
    }

    /**
     * Builds the chain.
     *
     * @return a credential
     * @throws IllegalStateException if the chain is empty
     */
    public ChainedTokenCredential build() {
        return new ChainedTokenCredential(ours.build());
    }
}
