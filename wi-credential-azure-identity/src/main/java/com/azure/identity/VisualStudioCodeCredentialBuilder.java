package com.azure.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link VisualStudioCodeCredential}. No setting has an effect. Not thread-safe.
 *
 * @since 0.1.0
 */
public class VisualStudioCodeCredentialBuilder extends CredentialBuilderBase<VisualStudioCodeCredentialBuilder> {

    /** Creates a builder without settings. */
    public VisualStudioCodeCredentialBuilder() {}

    /**
     * Accepted, without effect.
     *
     * @param tenantId not used
     * @return this
     */
    public VisualStudioCodeCredentialBuilder tenantId(@Nullable String tenantId) {
        return this;
    }

    /**
     * Accepted, without effect.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    public VisualStudioCodeCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        return this;
    }

    /**
     * Accepted, without effect.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    public VisualStudioCodeCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        return this;
    }

    /**
     * Builds the credential.
     *
     * @return a credential that is never available
     */
    public VisualStudioCodeCredential build() {
        return new VisualStudioCodeCredential();
    }
}
