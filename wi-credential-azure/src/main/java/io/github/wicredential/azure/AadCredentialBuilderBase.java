package io.github.wicredential.azure;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * What all builders of credentials that ask Microsoft Entra themselves have in common. Not thread-safe.
 *
 * @param <T> the builder
 * @since 0.1.0
 */
public abstract class AadCredentialBuilderBase<T extends AadCredentialBuilderBase<T>> extends CredentialBuilderBase<T> {

    private @Nullable String clientId;
    private @Nullable String tenantId;
    private @Nullable String authorityHost;
    private @Nullable ExecutorService executor;
    private List<String> allowedTenants = List.of();

    AadCredentialBuilderBase() {}

    /**
     * The authority; default: {@code AZURE_AUTHORITY_HOST}, else the public cloud's.
     *
     * @param authorityHost an https URL, for example one of {@link AzureAuthorityHosts}
     * @return this
     */
    public T authorityHost(@Nullable String authorityHost) {
        this.authorityHost = authorityHost;
        return self();
    }

    /**
     * The application or managed identity; default: {@code AZURE_CLIENT_ID}.
     *
     * @param clientId its client id, not the object id
     * @return this
     */
    public T clientId(@Nullable String clientId) {
        this.clientId = clientId;
        return self();
    }

    /**
     * The tenant; default: {@code AZURE_TENANT_ID}.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public T tenantId(@Nullable String tenantId) {
        this.tenantId = tenantId;
        return self();
    }

    /**
     * Where the results of asynchronous calls are emitted if they were not there at once; default: threads of the
     * library. Should the executor refuse, such a thread emits them all the same.
     * Tokens are fetched by the library's own threads, so that a busy executor delays nobody but its own users.
     *
     * @param executorService stays open
     * @return this
     */
    public T executorService(ExecutorService executorService) {
        this.executor = Objects.requireNonNull(executorService, "executorService");
        return self();
    }

    /**
     * Tenants that a request may name beside the own one; default: none.
     *
     * @param additionallyAllowedTenants ids or domain names, compared without regard to case; {@code *} for any
     * @return this
     */
    public T additionallyAllowedTenants(String... additionallyAllowedTenants) {
        Objects.requireNonNull(additionallyAllowedTenants, "additionallyAllowedTenants");
        return additionallyAllowedTenants(Arrays.asList(additionallyAllowedTenants));
    }

    /**
     * Tenants that a request may name beside the own one; default: none.
     *
     * @param additionallyAllowedTenants ids or domain names, compared without regard to case; {@code *} for any
     * @return this
     */
    public T additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        Objects.requireNonNull(additionallyAllowedTenants, "additionallyAllowedTenants");
        this.allowedTenants = List.copyOf(additionallyAllowedTenants);
        return self();
    }

    /**
     * Accepted for those who move from azure-identity. This library never asks for instance discovery: it sends the
     * token request and nothing else, to the authority it was given.
     *
     * @return this
     */
    public T disableInstanceDiscovery() {
        return self();
    }

    /**
     * Refused: in azure-identity it logs tokens and personal data.
     *
     * @return never
     * @throws UnsupportedOperationException always; it says how to see what goes on instead
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public T enableUnsafeSupportLogging() {
        throw new UnsupportedOperationException(
                "enableUnsafeSupportLogging() is refused: no setting makes this library "
                        + "log tokens or personal data. Remove the call. Each failure's message has the codes, the trace and the "
                        + "correlation id that Microsoft's support asks for; the logger io.github.wicredential tells more at "
                        + "DEBUG, and httpLogOptions(...) logs requests without their bodies.");
    }

    /** What is neither set nor in the variables, beside what only one kind of credential needs. */
    final List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (blank(clientId) && blank(variable("AZURE_CLIENT_ID"))) {
            missing.add("client id: neither clientId(...) nor the variable AZURE_CLIENT_ID gives it");
        }
        if (blank(tenantId) && blank(variable("AZURE_TENANT_ID"))) {
            missing.add("tenant id: neither tenantId(...) nor the variable AZURE_TENANT_ID gives it");
        }
        return missing;
    }

    private static boolean blank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    /** The identity's builder with everything that this builder was told. */
    final WorkloadIdentityBuilder complete() {
        WorkloadIdentityBuilder builder = identity()
                .clientId(clientId)
                .tenantId(tenantId)
                .authorityHost(authorityHost)
                .additionallyAllowedTenants(Tenants.allowed(configuration(), allowedTenants));
        return executor == null ? builder : builder.callbackExecutor(executor);
    }

    /** Builds as callers of azure-identity's builders expect: what is missing or wrong is an illegal argument. */
    static WorkloadIdentity build(WorkloadIdentityBuilder builder) {
        try {
            return builder.build();
        } catch (ConfigurationException incomplete) {
            throw new IllegalArgumentException(incomplete.getMessage(), incomplete);
        }
    }
}
