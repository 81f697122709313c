package com.azure.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link AzurePowerShellCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class AzurePowerShellCredentialBuilder extends CredentialBuilderBase<AzurePowerShellCredentialBuilder> {

    private final io.github.wicredential.azure.AzurePowerShellCredentialBuilder ours;

    /** Creates a builder without settings. */
    public AzurePowerShellCredentialBuilder() {
        this(new io.github.wicredential.azure.AzurePowerShellCredentialBuilder());
    }

    private AzurePowerShellCredentialBuilder(io.github.wicredential.azure.AzurePowerShellCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * Sets the tenant; default: the one that the tool is signed in to.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public AzurePowerShellCredentialBuilder tenantId(@Nullable String tenantId) {
        ours.tenantId(tenantId);
        return this;
    }

    /**
     * Allows requests for tenants other than the credential's own. Default: none if a tenant is set, otherwise any.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public AzurePowerShellCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Allows requests for tenants other than the credential's own. Default: none if a tenant is set, otherwise any.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public AzurePowerShellCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Builds the credential. Sends nothing.
     *
     * @return a credential
     * @throws IllegalArgumentException if a setting contains characters that are not safe on a command line
     */
    public AzurePowerShellCredential build() {
        return new AzurePowerShellCredential(ours.build());
    }
}
