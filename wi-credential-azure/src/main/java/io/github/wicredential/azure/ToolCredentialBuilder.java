package io.github.wicredential.azure;

import com.azure.core.util.Configuration;
import io.github.wicredential.azure.internal.tool.Platform;
import io.github.wicredential.azure.internal.tool.ToolTokens;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Base class of the builders of credentials that run command-line tools. As in azure-identity, HTTP settings have no
 * effect, because the tools send the requests.
 */
abstract class ToolCredentialBuilder<T extends ToolCredentialBuilder<T>> extends CredentialBuilderBase<T> {

    private Duration timeout = Duration.ofSeconds(10);
    private @Nullable String tenantId;
    private List<String> allowedTenants = List.of();
    private @Nullable ExecutorService executor;

    ToolCredentialBuilder() {}

    /**
     * Sets the tenant; default: the one that the tool is signed in to.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public T tenantId(@Nullable String tenantId) {
        this.tenantId = tenantId == null || tenantId.isBlank() ? null : tenantId.strip();
        return self();
    }

    /**
     * Allows requests for tenants other than the credential's own. Default: none. Without a tenant of its own a credential
     * requests tokens from any tenant, as azure-identity does.
     *
     * @param additionallyAllowedTenants ids or domain names, case-insensitive; {@code *} for any
     * @return this
     */
    public T additionallyAllowedTenants(String... additionallyAllowedTenants) {
        Objects.requireNonNull(additionallyAllowedTenants, "additionallyAllowedTenants");
        return additionallyAllowedTenants(Arrays.asList(additionallyAllowedTenants));
    }

    /**
     * Allows requests for tenants other than the credential's own. Default: none. Without a tenant of its own a credential
     * requests tokens from any tenant, as azure-identity does.
     *
     * @param additionallyAllowedTenants ids or domain names, case-insensitive; {@code *} for any
     * @return this
     */
    public T additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        Objects.requireNonNull(additionallyAllowedTenants, "additionallyAllowedTenants");
        this.allowedTenants = List.copyOf(additionallyAllowedTenants);
        return self();
    }

    final T executor(@Nullable ExecutorService given) {
        executor = given;
        return self();
    }

    final T timeout(Duration given) {
        if (Objects.requireNonNull(given, "processTimeout").isNegative() || given.isZero()) {
            throw new IllegalArgumentException("The process timeout must be positive, but is " + given + ".");
        }
        timeout = given;
        return self();
    }

    final ToolTokens.Settings settings() {
        Configuration looked = configuration();
        List<String> named = tenantId == null ? List.of("*") : allowedTenants;
        return new ToolTokens.Settings(
                tenantId, Tenants.allowed(looked, named), timeout, Platform.current(looked::get), executor);
    }
}
