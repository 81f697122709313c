package com.azure.identity;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link DefaultAzureCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class DefaultAzureCredentialBuilder extends CredentialBuilderBase<DefaultAzureCredentialBuilder> {

    private final io.github.wicredential.azure.DefaultAzureCredentialBuilder ours;

    /** Creates a builder without settings. */
    public DefaultAzureCredentialBuilder() {
        this(new io.github.wicredential.azure.DefaultAzureCredentialBuilder());
    }

    private DefaultAzureCredentialBuilder(io.github.wicredential.azure.DefaultAzureCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * Sets the tenant; default: {@code AZURE_TENANT_ID}.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public DefaultAzureCredentialBuilder tenantId(@Nullable String tenantId) {
        ours.tenantId(tenantId);
        return this;
    }

    /**
     * Sets the authority; default: {@code AZURE_AUTHORITY_HOST}, otherwise that of the public cloud.
     *
     * @param authorityHost an https URL
     * @return this
     */
    public DefaultAzureCredentialBuilder authorityHost(@Nullable String authorityHost) {
        ours.authorityHost(authorityHost);
        return this;
    }

    /**
     * Accepted without effect: this library does not use the sign-in of an IDE.
     *
     * @param databasePath not used
     * @return this
     * @deprecated not used
     */
    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    public DefaultAzureCredentialBuilder intelliJKeePassDatabasePath(@Nullable String databasePath) {
        return this;
    }

    /**
     * Sets the client id of the managed identity that the pod's service account is federated with.
     *
     * @param clientId the client id
     * @return this
     */
    public DefaultAzureCredentialBuilder managedIdentityClientId(@Nullable String clientId) {
        ours.managedIdentityClientId(clientId);
        return this;
    }

    /**
     * Sets the client id of the workload identity; default: that of {@link #managedIdentityClientId}, otherwise
     * {@code AZURE_CLIENT_ID}.
     *
     * @param clientId the client id
     * @return this
     */
    public DefaultAzureCredentialBuilder workloadIdentityClientId(@Nullable String clientId) {
        ours.workloadIdentityClientId(clientId);
        return this;
    }

    /**
     * Accepted, without effect on a workload identity, which is identified by its client id.
     *
     * @param resourceId the resource id
     * @return this
     */
    public DefaultAzureCredentialBuilder managedIdentityResourceId(@Nullable String resourceId) {
        ours.managedIdentityResourceId(resourceId);
        return this;
    }

    /**
     * Sets the executor that emits the results of asynchronous calls; default: the common pool.
     *
     * @param executorService an executor that the library never shuts down
     * @return this
     */
    public DefaultAzureCredentialBuilder executorService(ExecutorService executorService) {
        ours.executorService(executorService);
        return this;
    }

    /**
     * Allows requests for tenants other than the credential's own; default: {@code AZURE_ADDITIONALLY_ALLOWED_TENANTS}.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public DefaultAzureCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Allows requests for tenants other than the credential's own; default: {@code AZURE_ADDITIONALLY_ALLOWED_TENANTS}.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public DefaultAzureCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Sets how long a developer tool may run; default 10 s, at most 28 s.
     *
     * @param credentialProcessTimeout a positive duration
     * @return this
     */
    public DefaultAzureCredentialBuilder credentialProcessTimeout(Duration credentialProcessTimeout) {
        ours.credentialProcessTimeout(credentialProcessTimeout);
        return this;
    }

    /**
     * Accepted: this library never performs instance discovery.
     *
     * @return this
     */
    public DefaultAzureCredentialBuilder disableInstanceDiscovery() {
        ours.disableInstanceDiscovery();
        return this;
    }

    /**
     * Makes {@link #build()} fail if one of these variables is not set.
     *
     * @param envVars the variables
     * @return this
     */
    public DefaultAzureCredentialBuilder requireEnvVars(AzureIdentityEnvVars... envVars) {
        ours.requireEnvVars(Arrays.stream(envVars)
                .map(variable -> io.github.wicredential.azure.AzureIdentityEnvVars.fromString(variable.toString()))
                .toArray(io.github.wicredential.azure.AzureIdentityEnvVars[]::new));
        return this;
    }

    /**
     * Builds the credential. Sends nothing.
     *
     * @return a credential
     * @throws IllegalStateException if required variables are not set; the message names them
     * @throws IllegalArgumentException if {@code AZURE_TOKEN_CREDENTIALS} has an unknown value
     */
    public DefaultAzureCredential build() {
        return new DefaultAzureCredential(ours.build());
    }
}
