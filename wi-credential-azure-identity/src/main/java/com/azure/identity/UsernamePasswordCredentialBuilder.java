package com.azure.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link UsernamePasswordCredential}. Takes every setting, keeps none, and refuses to build. Not thread-safe.
 *
 * @deprecated Microsoft Entra ends sign-ins with a password alone
 * @since 0.1.0
 */
@Deprecated
public class UsernamePasswordCredentialBuilder extends AadCredentialBuilderBase<UsernamePasswordCredentialBuilder> {

    /** Starts with nothing set. */
    public UsernamePasswordCredentialBuilder() {}

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param username not used
     * @return this
     */
    public UsernamePasswordCredentialBuilder username(@Nullable String username) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param password not used
     * @return this
     */
    public UsernamePasswordCredentialBuilder password(@Nullable String password) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public UsernamePasswordCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    @Override
    public UsernamePasswordCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    @Override
    public UsernamePasswordCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        return this;
    }

    /**
     * Refuses.
     *
     * @return never
     * @throws UnsupportedOperationException always; it says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public UsernamePasswordCredential build() {
        throw NotOffered.USERNAME_PASSWORD.refusal();
    }
}
