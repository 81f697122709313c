package com.azure.identity;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link AzureDeveloperCliCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class AzureDeveloperCliCredentialBuilder extends CredentialBuilderBase<AzureDeveloperCliCredentialBuilder> {

    private final io.github.wicredential.azure.AzureDeveloperCliCredentialBuilder ours;

    /** Creates a builder without settings. */
    public AzureDeveloperCliCredentialBuilder() {
        this(new io.github.wicredential.azure.AzureDeveloperCliCredentialBuilder());
    }

    private AzureDeveloperCliCredentialBuilder(io.github.wicredential.azure.AzureDeveloperCliCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * Sets the tenant; default: the one that the tool is signed in to.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public AzureDeveloperCliCredentialBuilder tenantId(@Nullable String tenantId) {
        ours.tenantId(tenantId);
        return this;
    }

    /**
     * Sets how long the tool may run; default 10 s, at most 28 s.
     *
     * @param processTimeout a positive duration
     * @return this
     */
    public AzureDeveloperCliCredentialBuilder processTimeout(Duration processTimeout) {
        ours.processTimeout(processTimeout);
        return this;
    }

    /**
     * Allows requests for tenants other than the credential's own. Default: none if a tenant is set, otherwise any.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public AzureDeveloperCliCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Allows requests for tenants other than the credential's own. Default: none if a tenant is set, otherwise any.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public AzureDeveloperCliCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Builds the credential. Sends nothing.
     *
     * @return a credential
     * @throws IllegalArgumentException if a setting contains characters that are not safe on a command line
     */
    public AzureDeveloperCliCredential build() {
        return new AzureDeveloperCliCredential(ours.build());
    }
}
