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
 * Base class of the builders of credentials that send requests to Microsoft Entra. Not thread-safe.
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
     * Sets the authority; default: {@code AZURE_AUTHORITY_HOST}, otherwise that of the public cloud.
     *
     * @param authorityHost an https URL, for example one of {@link AzureAuthorityHosts}
     * @return this
     */
    public T authorityHost(@Nullable String authorityHost) {
        this.authorityHost = authorityHost;
        return self();
    }

    /**
     * Sets the application or managed identity; default: {@code AZURE_CLIENT_ID}.
     *
     * @param clientId its client id, not the object id
     * @return this
     */
    public T clientId(@Nullable String clientId) {
        this.clientId = clientId;
        return self();
    }

    /**
     * Sets the tenant; default: {@code AZURE_TENANT_ID}.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public T tenantId(@Nullable String tenantId) {
        this.tenantId = tenantId;
        return self();
    }

    /**
     * Sets the executor that emits the results of asynchronous calls that do not complete immediately; default: threads
     * of the library. If the executor rejects a result, such a thread emits it. The library always obtains tokens on
     * its own threads, so a busy executor delays only its own users.
     *
     * @param executorService an executor that the library never shuts down
     * @return this
     */
    public T executorService(ExecutorService executorService) {
        this.executor = Objects.requireNonNull(executorService, "executorService");
        return self();
    }

    /**
     * Allows requests for tenants other than the credential's own; default: none.
     *
     * @param additionallyAllowedTenants ids or domain names, case-insensitive; {@code *} for any
     * @return this
     */
    public T additionallyAllowedTenants(String... additionallyAllowedTenants) {
        Objects.requireNonNull(additionallyAllowedTenants, "additionallyAllowedTenants");
        return additionallyAllowedTenants(Arrays.asList(additionallyAllowedTenants));
    }

    /**
     * Allows requests for tenants other than the credential's own; default: none.
     *
     * @param additionallyAllowedTenants ids or domain names, case-insensitive; {@code *} for any
     * @return this
     */
    public T additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        Objects.requireNonNull(additionallyAllowedTenants, "additionallyAllowedTenants");
        this.allowedTenants = List.copyOf(additionallyAllowedTenants);
        return self();
    }

    /**
     * Accepted for compatibility with azure-identity. This library never performs instance discovery: it sends the
     * token request to the given authority and nothing else.
     *
     * @return this
     */
    public T disableInstanceDiscovery() {
        return self();
    }

    /**
     * Not supported: in azure-identity this setting logs tokens and personal data.
     *
     * @return never
     * @throws UnsupportedOperationException always; the message names other ways to diagnose problems
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public T enableUnsafeSupportLogging() {
        throw new UnsupportedOperationException(
                "enableUnsafeSupportLogging() is refused: no setting makes this library "
                        + "log tokens or personal data. Remove the call. Each failure's message has the codes, the trace and the "
                        + "correlation id that Microsoft's support asks for; the logger io.github.wicredential logs more at "
                        + "DEBUG, and httpLogOptions(...) logs requests without their bodies.");
    }

    /** The common settings that are missing: neither set nor in the environment. */
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

    /** The identity's builder with all settings of this builder. */
    final WorkloadIdentityBuilder complete() {
        WorkloadIdentityBuilder builder = identity()
                .clientId(clientId)
                .tenantId(tenantId)
                .authorityHost(authorityHost)
                .additionallyAllowedTenants(Tenants.allowed(configuration(), allowedTenants));
        return executor == null ? builder : builder.callbackExecutor(executor);
    }

    /** Builds as azure-identity does: a missing or invalid setting is an {@code IllegalArgumentException}. */
    static WorkloadIdentity build(WorkloadIdentityBuilder builder) {
        try {
            return builder.build();
        } catch (ConfigurationException incomplete) {
            throw new IllegalArgumentException(incomplete.getMessage(), incomplete);
        }
    }
}
