package io.github.wicredential.spring.internal;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties.Agent;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties.Identity;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes identities of properties, which it checks first. Knows nothing of Spring. */
public final class IdentityMapper {

    private static final String TOKEN_FILE_VARIABLE = "AZURE_FEDERATED_TOKEN_FILE";

    private final WorkloadIdentityProperties properties;
    private final Function<String, @Nullable String> variables;
    private final Activation.Source source;

    /** Maps one application's properties; {@code variables} returns what the webhook has injected. */
    public IdentityMapper(
            WorkloadIdentityProperties properties,
            Function<String, @Nullable String> variables,
            Activation.Source source) {
        requireScopeToValidate(properties);
        this.properties = properties;
        this.variables = variables;
        this.source = source;
    }

    /** A builder of the main identity, with all that is configured. */
    public WorkloadIdentityBuilder main() {
        return builder(properties.clientId(), properties.tenantId(), properties.tokenFile());
    }

    /** A builder of a further identity, which has to say who it is. */
    public WorkloadIdentityBuilder named(String name) {
        Identity own = properties.identities().get(name);
        if (own == null || blank(own.clientId())) {
            throw new ConfigurationException("The identity '" + name + "' does not say who it is. Set "
                    + WorkloadIdentityProperties.PREFIX + ".identities." + name + ".client-id.");
        }
        return builder(
                own.clientId(),
                blank(own.tenantId()) ? properties.tenantId() : own.tenantId(),
                blank(own.tokenFile()) ? properties.tokenFile() : own.tokenFile());
    }

    /**
     * An agent identity, which has to say who it is, below its blueprint. Without a pod it gets tokens of the
     * developer, as any identity does.
     */
    public WorkloadIdentity agent(String name, WorkloadIdentity blueprint) {
        Agent own = properties.agents().get(name);
        String id = own == null ? null : own.id();
        if (id == null || id.isBlank()) {
            throw new ConfigurationException(
                    "The agent '" + name + "' does not say who it is. Set " + WorkloadIdentityProperties.PREFIX
                            + ".agents." + name + ".id to the app ID of the agent identity.");
        }
        return source == Activation.Source.DEVELOPER
                ? builder(id.strip(), blueprint.tenantId(), null).build()
                : blueprint.agent(id);
    }

    /** The file with the pod's own token, or null if none is configured. */
    public @Nullable Path tokenFile() {
        String own = properties.tokenFile();
        return path(blank(own) ? variables.apply(TOKEN_FILE_VARIABLE) : own);
    }

    private static void requireScopeToValidate(WorkloadIdentityProperties properties) {
        if (properties.validateOnStart() == WorkloadIdentityProperties.Validation.TOKEN
                && blank(properties.validationScope())) {
            throw new ConfigurationException("A token is to be obtained at start, but no scope is set. Set "
                    + WorkloadIdentityProperties.PREFIX + ".validation-scope, for example to "
                    + "https://vault.azure.net/.default, or validate-on-start to 'config'.");
        }
    }

    private WorkloadIdentityBuilder builder(
            @Nullable String clientId, @Nullable String tenantId, @Nullable String tokenFile) {
        WorkloadIdentityBuilder builder = WorkloadIdentity.builder()
                .environment(variables)
                .clientId(clientId)
                .tenantId(tenantId)
                .tokenFile(path(tokenFile))
                .authorityHost(properties.authorityHost())
                .additionallyAllowedTenants(properties.additionallyAllowedTenants())
                .timeout(properties.timeout())
                .refreshWindow(properties.refreshWindow());
        if (source == Activation.Source.DEVELOPER) {
            DeveloperTokens.applyTo(
                    builder,
                    variables,
                    blank(clientId) ? variables.apply("AZURE_CLIENT_ID") : clientId,
                    blank(tenantId) ? variables.apply("AZURE_TENANT_ID") : tenantId);
        }
        return builder;
    }

    private static @Nullable Path path(@Nullable String file) {
        if (file == null || file.isBlank()) {
            return null;
        }
        try {
            return Path.of(file.strip());
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    "The path of the token file is not valid on this platform (" + e.getReason() + "). Set "
                            + WorkloadIdentityProperties.PREFIX + ".token-file to the file that the webhook mounts.",
                    e);
        }
    }

    private static boolean blank(@Nullable String value) {
        return value == null || value.isBlank();
    }
}
