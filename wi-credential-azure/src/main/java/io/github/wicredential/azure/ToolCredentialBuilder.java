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
 * What the builders of credentials of command line tools have in common. The HTTP settings have no effect, as in
 * azure-identity: the tools send the requests.
 */
abstract class ToolCredentialBuilder<T extends ToolCredentialBuilder<T>> extends CredentialBuilderBase<T> {

    private Duration timeout = Duration.ofSeconds(10);
    private @Nullable String tenantId;
    private @Nullable List<String> allowedTenants;
    private @Nullable ExecutorService executor;

    ToolCredentialBuilder() {}

    /**
     * The tenant to ask; default: the one that the tool is signed in to.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public T tenantId(@Nullable String tenantId) {
        this.tenantId = tenantId == null || tenantId.isBlank() ? null : tenantId.strip();
        return self();
    }

    /**
     * Tenants that a request may name beside the own one. Default: none if a tenant is set, else any.
     *
     * @param additionallyAllowedTenants ids or domain names, compared without regard to case; {@code *} for any
     * @return this
     */
    public T additionallyAllowedTenants(String... additionallyAllowedTenants) {
        Objects.requireNonNull(additionallyAllowedTenants, "additionallyAllowedTenants");
        return additionallyAllowedTenants(Arrays.asList(additionallyAllowedTenants));
    }

    /**
     * Tenants that a request may name beside the own one. Default: none if a tenant is set, else any.
     *
     * @param additionallyAllowedTenants ids or domain names, compared without regard to case; {@code *} for any
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
        List<String> named = allowedTenants != null ? allowedTenants : tenantId == null ? List.of("*") : List.of();
        return new ToolTokens.Settings(
                tenantId, Tenants.allowed(looked, named), timeout, Platform.current(looked::get), executor);
    }
}
