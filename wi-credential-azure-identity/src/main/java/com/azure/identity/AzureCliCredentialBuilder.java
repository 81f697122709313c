package com.azure.identity;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link AzureCliCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class AzureCliCredentialBuilder extends CredentialBuilderBase<AzureCliCredentialBuilder> {

    private final io.github.wicredential.azure.AzureCliCredentialBuilder ours;

    /** Starts with nothing set. */
    public AzureCliCredentialBuilder() {
        this(new io.github.wicredential.azure.AzureCliCredentialBuilder());
    }

    private AzureCliCredentialBuilder(io.github.wicredential.azure.AzureCliCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * The tenant to ask; default: the one that the tool is signed in to.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public AzureCliCredentialBuilder tenantId(@Nullable String tenantId) {
        ours.tenantId(tenantId);
        return this;
    }

    /**
     * How long the tool may run; default 10 s, 28 s at most.
     *
     * @param processTimeout a positive duration
     * @return this
     */
    public AzureCliCredentialBuilder processTimeout(Duration processTimeout) {
        ours.processTimeout(processTimeout);
        return this;
    }

    /**
     * Tenants that a request may name beside the own one. Default: none if a tenant is set, else any.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public AzureCliCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Tenants that a request may name beside the own one. Default: none if a tenant is set, else any.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public AzureCliCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * The subscription whose account is asked; default: the one that the tool has chosen.
     *
     * @param subscription its name or id
     * @return this
     */
    public AzureCliCredentialBuilder subscription(@Nullable String subscription) {
        ours.subscription(subscription);
        return this;
    }

    /**
     * Makes the credential. Nothing is sent yet.
     *
     * @return a credential
     * @throws IllegalArgumentException if a setting cannot be put on a command line
     */
    public AzureCliCredential build() {
        return new AzureCliCredential(ours.build());
    }
}
