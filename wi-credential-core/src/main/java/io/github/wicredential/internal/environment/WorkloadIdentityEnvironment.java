package io.github.wicredential.internal.environment;

import io.github.wicredential.ConfigurationException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the webhook's variables, and what the builder sets in their place, into checked settings.
 *
 * <p>The builder wins over a variable. A blank value counts as none, and surrounding white space is dropped.
 */
public final class WorkloadIdentityEnvironment {

    private final Variables variables;

    public WorkloadIdentityEnvironment(Variables variables) {
        this.variables = Objects.requireNonNull(variables, "variables");
    }

    /**
     * What the builder sets; null means that the variable decides.
     *
     * @param ownAssertion whether the application supplies the assertion itself, so that no file is needed
     */
    public record Overrides(
            @Nullable String clientId,
            @Nullable String tenantId,
            @Nullable Path tokenFile,
            @Nullable String authorityHost,
            boolean ownAssertion) {

        public static Overrides none() {
            return new Overrides(null, null, null, null, false);
        }
    }

    /**
     * Complete and checked settings.
     *
     * @param tokenFile null if the application supplies the assertion
     * @param authorityHost scheme, host and perhaps port, without a slash at the end
     */
    public record Settings(
            String clientId, String tenantId, @Nullable Path tokenFile, URI authorityHost) {}

    /** Throws a {@link ConfigurationException} that names all that is missing, or the first value that is wrong. */
    public Settings settings(Overrides overrides) {
        if (overrides.ownAssertion() && overrides.tokenFile() != null) {
            throw new ConfigurationException("Both a token file and an assertion source are set in the builder. "
                    + "Remove tokenFile(…) or assertion(…): an assertion comes from one place.");
        }
        Setting clientId = setting(MissingSettings.CLIENT_ID, overrides.clientId());
        Setting tenantId = setting(MissingSettings.TENANT_ID, overrides.tenantId());
        Path tokenPath = overrides.tokenFile();
        Setting tokenFile = setting(MissingSettings.TOKEN_FILE, tokenPath == null ? null : tokenPath.toString());

        MissingSettings missing = new MissingSettings(variables);
        String client = missing.require(clientId);
        String tenant = missing.require(tenantId);
        String file = overrides.ownAssertion() ? null : missing.require(tokenFile);
        missing.throwIfAny();

        return new Settings(
                Identifiers.requireClientId(client, clientId.origin()),
                Identifiers.requireTenant(tenant, tenantId.origin()),
                file == null ? null : tokenPath != null ? tokenPath : path(file),
                authority(overrides.authorityHost()));
    }

    private URI authority(@Nullable String override) {
        Setting setting = setting(MissingSettings.AUTHORITY_HOST, override);
        String value = setting.value();
        return AuthorityHost.parse(value == null ? AuthorityHost.PUBLIC : value, setting.origin());
    }

    private Setting setting(MissingSettings.Source source, @Nullable String override) {
        String own = Variables.given(override);
        return own != null
                ? new Setting(source, own, "Builder." + source.method())
                : new Setting(source, variables.get(source.variable()), source.variable());
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    "AZURE_FEDERATED_TOKEN_FILE is not a path that this platform can open (" + e.getReason()
                            + "). Set it to the file that the webhook mounts.",
                    e);
        }
    }

    /** A value, if there is one, and where it comes from. */
    record Setting(MissingSettings.Source source, @Nullable String value, String origin) {}
}
