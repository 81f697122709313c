package com.azure.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link VisualStudioCodeCredential}. Nothing that is set has an effect. Not thread-safe.
 *
 * @since 0.1.0
 */
public class VisualStudioCodeCredentialBuilder extends CredentialBuilderBase<VisualStudioCodeCredentialBuilder> {

    /** Starts with nothing set. */
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
     * Makes the credential.
     *
     * @return a credential that is never available
     */
    public VisualStudioCodeCredential build() {
        return new VisualStudioCodeCredential();
    }
}
