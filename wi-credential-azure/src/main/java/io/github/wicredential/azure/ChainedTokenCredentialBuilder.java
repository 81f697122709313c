package io.github.wicredential.azure;

import com.azure.core.credential.TokenCredential;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Builds a {@link ChainedTokenCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class ChainedTokenCredentialBuilder {

    private final Deque<TokenCredential> credentials = new ArrayDeque<>();

    /** Creates a builder with an empty chain. */
    public ChainedTokenCredentialBuilder() {}

    /**
     * Adds a credential at the beginning.
     *
     * @param credential the credential
     * @return this
     */
    public ChainedTokenCredentialBuilder addFirst(TokenCredential credential) {
        Objects.requireNonNull(credential, "credential");
        credentials.addFirst(credential);
        return this;
    }

    /**
     * Adds a credential at the end.
     *
     * @param credential the credential
     * @return this
     */
    public ChainedTokenCredentialBuilder addLast(TokenCredential credential) {
        Objects.requireNonNull(credential, "credential");
        credentials.addLast(credential);
        return this;
    }

    /**
     * Adds credentials at the end, in the given order.
     *
     * @param credentials the credentials
     * @return this
     */
    public ChainedTokenCredentialBuilder addAll(Collection<? extends TokenCredential> credentials) {
        Objects.requireNonNull(credentials, "credentials");
        this.credentials.addAll(credentials);
        return this;
    }

    /**
     * Builds the chain.
     *
     * @return a credential
     * @throws IllegalStateException if the chain is empty
     */
    public ChainedTokenCredential build() {
        if (credentials.isEmpty()) {
            throw new IllegalStateException("The chain is empty. Add a credential with addLast(...).");
        }
        return new ChainedTokenCredential(CredentialChain.untilConfigured(List.copyOf(credentials)));
    }
}
