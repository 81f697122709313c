package com.azure.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link AzurePowerShellCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class AzurePowerShellCredentialBuilder extends CredentialBuilderBase<AzurePowerShellCredentialBuilder> {

    private final io.github.wicredential.azure.AzurePowerShellCredentialBuilder ours;

    /** Starts with nothing set. */
    public AzurePowerShellCredentialBuilder() {
        this(new io.github.wicredential.azure.AzurePowerShellCredentialBuilder());
    }

    private AzurePowerShellCredentialBuilder(io.github.wicredential.azure.AzurePowerShellCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * The tenant to ask; default: the one that the tool is signed in to.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public AzurePowerShellCredentialBuilder tenantId(@Nullable String tenantId) {
        ours.tenantId(tenantId);
        return this;
    }

    /**
     * Tenants that a request may name beside the own one. Default: none if a tenant is set, else any.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public AzurePowerShellCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Tenants that a request may name beside the own one. Default: none if a tenant is set, else any.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public AzurePowerShellCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Makes the credential. Nothing is sent yet.
     *
     * @return a credential
     * @throws IllegalArgumentException if a setting cannot be put on a command line
     */
    public AzurePowerShellCredential build() {
        return new AzurePowerShellCredential(ours.build());
    }
}
