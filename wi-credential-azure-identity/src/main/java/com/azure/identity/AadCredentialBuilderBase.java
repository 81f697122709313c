package com.azure.identity;

import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * What all builders of credentials that ask Microsoft Entra themselves have in common. Not thread-safe.
 *
 * @param <T> the builder
 * @since 0.1.0
 */
public abstract class AadCredentialBuilderBase<T extends AadCredentialBuilderBase<T>> extends CredentialBuilderBase<T> {

    private final io.github.wicredential.azure.AadCredentialBuilderBase<?> ours;

    /** For what is not offered: settings are checked and go nowhere. */
    public AadCredentialBuilderBase() {
        this(new io.github.wicredential.azure.WorkloadIdentityCredentialBuilder());
    }

    AadCredentialBuilderBase(io.github.wicredential.azure.AadCredentialBuilderBase<?> ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * The authority; default: {@code AZURE_AUTHORITY_HOST}, else the public cloud's.
     *
     * @param authorityHost an https URL
     * @return this
     */
    public T authorityHost(@Nullable String authorityHost) {
        ours.authorityHost(authorityHost);
        return self();
    }

    /**
     * The application or managed identity; default: {@code AZURE_CLIENT_ID}.
     *
     * @param clientId its client id
     * @return this
     */
    public T clientId(@Nullable String clientId) {
        ours.clientId(clientId);
        return self();
    }

    /**
     * The tenant; default: {@code AZURE_TENANT_ID}.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public T tenantId(@Nullable String tenantId) {
        ours.tenantId(tenantId);
        return self();
    }

    /**
     * Where the results of asynchronous calls are emitted; default: the common pool.
     *
     * @param executorService stays open
     * @return this
     */
    public T executorService(ExecutorService executorService) {
        ours.executorService(executorService);
        return self();
    }

    /**
     * Tenants that a request may name beside the own one; default: none.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public T additionallyAllowedTenants(String... additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return self();
    }

    /**
     * Tenants that a request may name beside the own one; default: none.
     *
     * @param additionallyAllowedTenants ids or domain names; {@code *} for any
     * @return this
     */
    public T additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        ours.additionallyAllowedTenants(additionallyAllowedTenants);
        return self();
    }

    /**
     * Accepted: instance discovery is never asked for.
     *
     * @return this
     */
    public T disableInstanceDiscovery() {
        return self();
    }

    /**
     * Accepted, without effect, which is said at WARN: nothing makes this library log tokens or personal data.
     *
     * @return this
     */
    public T enableUnsafeSupportLogging() {
        Bridge.withoutEffect("enableUnsafeSupportLogging()", "nothing makes wi-credential log tokens or personal data");
        return self();
    }
}
