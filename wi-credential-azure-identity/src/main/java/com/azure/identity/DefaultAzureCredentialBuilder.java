package com.azure.identity;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link DefaultAzureCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class DefaultAzureCredentialBuilder extends CredentialBuilderBase<DefaultAzureCredentialBuilder> {

    private final io.github.wicredential.azure.DefaultAzureCredentialBuilder ours;

    /** Starts with nothing set. */
    public DefaultAzureCredentialBuilder() {
        this(new io.github.wicredential.azure.DefaultAzureCredentialBuilder());
    }

    private DefaultAzureCredentialBuilder(io.github.wicredential.azure.DefaultAzureCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * The tenant; default: {@code AZURE_TENANT_ID}.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public DefaultAzureCredentialBuilder tenantId(@Nullable String tenantId) {
        ours.tenantId(tenantId);
        return this;
    }

    /**
     * The authority; default: {@code AZURE_AUTHORITY_HOST}, else the public cloud's.
     *
     * @param authorityHost an https URL
     * @return this
     */
    public DefaultAzureCredentialBuilder authorityHost(@Nullable String authorityHost) {
        ours.authorityHost(authorityHost);
        return this;
    }

    /**
     * Accepted, without effect: the sign-in of an IDE is never read.
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
     * The client id of the managed identity that the pod's service account is federated with.
     *
     * @param clientId the client id
     * @return this
     */
    public DefaultAzureCredentialBuilder managedIdentityClientId(@Nullable String clientId) {
        ours.managedIdentityClientId(clientId);
        return this;
    }

    /**
     * The client id of the workload identity; default: that of {@link #managedIdentityClientId}, else {@code AZURE_CLIENT_ID}.
     *
     * @param clientId the client id
     * @return this
     */
    public DefaultAzureCredentialBuilder workloadIdentityClientId(@Nullable String clientId) {
        ours.workloadIdentityClientId(clientId);
        return this;
    }

    /**
     * Accepted: a resource id names no workload identity, whose client id counts.
     *
     * @param resourceId the resource id
     * @return this
     */
    public DefaultAzureCredentialBuilder managedIdentityResourceId(@Nullable String resourceId) {
        ours.managedIdentityResourceId(resourceId);
        return this;
    }

    /**
     * Where the results of asynchronous calls are emitted; default: the common pool.
     *
     * @param executorService stays open
     * @return this
     */
    public DefaultAzureCredentialBuilder executorService(ExecutorService executorService) {
        ours.executorService(executorService);
        return this;
    }

    /**
     * Tenants that a request may name beside the own one; default: those of {@code AZURE_ADDITIONALLY_ALLOWED_TENANTS}.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public DefaultAzureCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * Tenants that a request may name beside the own one; default: those of {@code AZURE_ADDITIONALLY_ALLOWED_TENANTS}.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public DefaultAzureCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return this;
    }

    /**
     * How long a developer tool may run; default 10 s, 28 s at most.
     *
     * @param credentialProcessTimeout a positive duration
     * @return this
     */
    public DefaultAzureCredentialBuilder credentialProcessTimeout(Duration credentialProcessTimeout) {
        ours.credentialProcessTimeout(credentialProcessTimeout);
        return this;
    }

    /**
     * Accepted: instance discovery is never asked for.
     *
     * @return this
     */
    public DefaultAzureCredentialBuilder disableInstanceDiscovery() {
        ours.disableInstanceDiscovery();
        return this;
    }

    /**
     * Lets {@link #build()} fail if one of these variables is not set.
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
     * Makes the credential. Nothing is sent yet.
     *
     * @return a credential
     * @throws IllegalStateException naming the required variables that are not set
     * @throws IllegalArgumentException if {@code AZURE_TOKEN_CREDENTIALS} has a value that means nothing
     */
    public DefaultAzureCredential build() {
        return new DefaultAzureCredential(ours.build());
    }
}
