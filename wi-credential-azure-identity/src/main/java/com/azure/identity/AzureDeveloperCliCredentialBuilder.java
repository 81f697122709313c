package com.azure.identity;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link AzureDeveloperCliCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class AzureDeveloperCliCredentialBuilder extends CredentialBuilderBase<AzureDeveloperCliCredentialBuilder> {

    private final io.github.wicredential.azure.AzureDeveloperCliCredentialBuilder ours;

    /** Starts with nothing set. */
    public AzureDeveloperCliCredentialBuilder() {
        this(new io.github.wicredential.azure.AzureDeveloperCliCredentialBuilder());
    }

    private AzureDeveloperCliCredentialBuilder(io.github.wicredential.azure.AzureDeveloperCliCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * The tenant to ask; default: the one that the tool is signed in to.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public AzureDeveloperCliCredentialBuilder tenantId(@Nullable String tenantId) {
        ours.tenantId(tenantId);
        return this;
    }

    /**
     * How long the tool may run; default 10 s, 28 s at most.
     *
     * @param processTimeout a positive duration
     * @return this
     */
    public AzureDeveloperCliCredentialBuilder processTimeout(Duration processTimeout) {
        ours.processTimeout(processTimeout);
        return this;
    }

    /**
     * Tenants that a request may name beside the own one. Default: none if a tenant is set, else any.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public AzureDeveloperCliCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Tenants that a request may name beside the own one. Default: none if a tenant is set, else any.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public AzureDeveloperCliCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Makes the credential. Nothing is sent yet.
     *
     * @return a credential
     * @throws IllegalArgumentException if a setting cannot be put on a command line
     */
    public AzureDeveloperCliCredential build() {
        return new AzureDeveloperCliCredential(ours.build());
    }
}
