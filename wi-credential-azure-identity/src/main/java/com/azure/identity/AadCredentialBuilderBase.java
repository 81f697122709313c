package com.azure.identity;

import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Base class of the builders of credentials that send requests to Microsoft Entra. Not thread-safe.
 *
 * @param <T> the builder
 * @since 0.1.0
 */
public abstract class AadCredentialBuilderBase<T extends AadCredentialBuilderBase<T>> extends CredentialBuilderBase<T> {

    private final io.github.wicredential.azure.AadCredentialBuilderBase<?> ours;

    /** For unsupported credentials: settings are checked and discarded. */
    public AadCredentialBuilderBase() {
        this(new io.github.wicredential.azure.WorkloadIdentityCredentialBuilder());
    }

    AadCredentialBuilderBase(io.github.wicredential.azure.AadCredentialBuilderBase<?> ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * Sets the authority; default: {@code AZURE_AUTHORITY_HOST}, otherwise that of the public cloud.
     *
     * @param authorityHost an https URL
     * @return this
     */
    public T authorityHost(@Nullable String authorityHost) {
        ours.authorityHost(authorityHost);
        return self();
    }

    /**
     * Sets the application or managed identity; default: {@code AZURE_CLIENT_ID}.
     *
     * @param clientId its client id
     * @return this
     */
    public T clientId(@Nullable String clientId) {
        ours.clientId(clientId);
        return self();
    }

    /**
     * Sets the tenant; default: {@code AZURE_TENANT_ID}.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public T tenantId(@Nullable String tenantId) {
        ours.tenantId(tenantId);
        return self();
    }

    /**
     * Sets the executor that emits the results of asynchronous calls; default: the common pool.
     *
     * @param executorService an executor that the library never shuts down
     * @return this
     */
    public T executorService(ExecutorService executorService) {
        ours.executorService(executorService);
        return self();
    }

    /**
     * Allows requests for tenants other than the credential's own; default: none.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public T additionallyAllowedTenants(String... additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return self();
    }

    /**
     * Allows requests for tenants other than the credential's own; default: none.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public T additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return self();
    }

    /**
     * Accepted: this library never performs instance discovery.
     *
     * @return this
     */
    public T disableInstanceDiscovery() {
        return self();
    }

    /**
     * Accepted without effect, with a warning in the log: this library never logs tokens or personal data.
     *
     * @return this
     */
    public T enableUnsafeSupportLogging() {
        Bridge.withoutEffect("enableUnsafeSupportLogging()", "wi-credential never logs tokens or personal data");
        return self();
    }
}
