package com.azure.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accepts every setting of azure-identity's builder, but {@link #build()} always throws. Not thread-safe.
 *
 * @deprecated Microsoft Entra is ending sign-ins with only a password
 * @since 0.1.0
 */
@Deprecated
public class UsernamePasswordCredentialBuilder extends AadCredentialBuilderBase<UsernamePasswordCredentialBuilder> {

    /** Creates a builder without settings. */
    public UsernamePasswordCredentialBuilder() {}

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param username not used
     * @return this
     */
    public UsernamePasswordCredentialBuilder username(@Nullable String username) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param password not used
     * @return this
     */
    public UsernamePasswordCredentialBuilder password(@Nullable String password) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public UsernamePasswordCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    @Override
    public UsernamePasswordCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    @Override
    public UsernamePasswordCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        return this;
    }

    /**
     * Always throws.
     *
     * @return never
     * @throws UnsupportedOperationException always; the message says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public UsernamePasswordCredential build() {
        throw NotOffered.USERNAME_PASSWORD.refusal();
    }
}
