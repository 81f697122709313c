package com.azure.identity;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link AzureCliCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class AzureCliCredentialBuilder extends CredentialBuilderBase<AzureCliCredentialBuilder> {

    private final io.github.wicredential.azure.AzureCliCredentialBuilder ours;

    /** Creates a builder without settings. */
    public AzureCliCredentialBuilder() {
        this(new io.github.wicredential.azure.AzureCliCredentialBuilder());
    }

    private AzureCliCredentialBuilder(io.github.wicredential.azure.AzureCliCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * Sets the tenant; default: the one that the tool is signed in to.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public AzureCliCredentialBuilder tenantId(@Nullable String tenantId) {
        ours.tenantId(tenantId);
        return this;
    }

    /**
     * Sets how long the tool may run; default 10 s, at most 28 s.
     *
     * @param processTimeout a positive duration
     * @return this
     */
    public AzureCliCredentialBuilder processTimeout(Duration processTimeout) {
        ours.processTimeout(processTimeout);
        return this;
    }

    /**
     * Allows requests for tenants other than the credential's own. Default: none if a tenant is set, otherwise any.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public AzureCliCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Allows requests for tenants other than the credential's own. Default: none if a tenant is set, otherwise any.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public AzureCliCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Sets the subscription whose account provides the tokens; default: the tool's current subscription.
     *
     * @param subscription its name or id
     * @return this
     */
    public AzureCliCredentialBuilder subscription(@Nullable String subscription) {
        ours.subscription(subscription);
        return this;
    }

    /**
     * Builds the credential. Sends nothing.
     *
     * @return a credential
     * @throws IllegalArgumentException if a setting contains characters that are not safe on a command line
     */
    public AzureCliCredential build() {
        return new AzureCliCredential(ours.build());
    }
}
