package com.azure.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link IntelliJCredential}. No setting has an effect. Not thread-safe.
 *
 * @since 0.1.0
 */
public class IntelliJCredentialBuilder extends CredentialBuilderBase<VisualStudioCodeCredentialBuilder> {

    /** Creates a builder without settings. */
    public IntelliJCredentialBuilder() {}

    /**
     * Accepted, without effect.
     *
     * @param tenantId not used
     * @return this
     */
    public IntelliJCredentialBuilder tenantId(@Nullable String tenantId) {
        return this;
    }

    /**
     * Accepted, without effect.
     *
     * @param databasePath not used
     * @return this
     * @deprecated not used
     */
    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    public IntelliJCredentialBuilder keePassDatabasePath(@Nullable String databasePath) {
        return this;
    }

    /**
     * Accepted, without effect.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    public IntelliJCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        return this;
    }

    /**
     * Accepted, without effect.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    public IntelliJCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        return this;
    }

    /**
     * Builds the credential.
     *
     * @return a credential that is never available
     */
    public IntelliJCredential build() {
        return new IntelliJCredential();
    }
}
