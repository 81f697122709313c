package io.github.wicredential.internal.environment;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.text.SafeText;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the webhook's variables, and the builder's settings that replace them, into validated settings: all of them
 * at once, or each one separately to find out what is wrong with it. The builder takes precedence over a variable.
 */
public record WorkloadIdentityEnvironment(Variables variables, Overrides overrides) {

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
     * Complete and validated settings.
     *
     * @param tokenFile null if the application supplies the assertion
     * @param authorityHost scheme, host and perhaps port, without a slash at the end
     */
    public record Settings(
            String clientId, String tenantId, @Nullable Path tokenFile, URI authorityHost) {}

    /** Throws a {@link ConfigurationException} that names everything that is missing, or the first invalid value. */
    public Settings settings() {
        if (overrides.ownAssertion() && overrides.tokenFile() != null) {
            throw new ConfigurationException("Both a token file and an assertion source are set in the builder. "
                    + "Remove tokenFile(...) or assertion(...): an assertion comes from one place.");
        }
        MissingSettings missing = new MissingSettings(variables);
        missing.require(client());
        missing.require(tenant());
        if (!overrides.ownAssertion()) {
            missing.require(file());
        }
        missing.throwIfAny();
        return new Settings(
                Objects.requireNonNull(clientId(), "client id"),
                Objects.requireNonNull(tenantId(), "tenant"),
                tokenFile(),
                authorityHost());
    }

    /** The client id; null if it is not set. Throws if it is invalid, like each of these methods. */
    public @Nullable String clientId() {
        Setting setting = client();
        return setting.value() == null
                ? null
                : Identifiers.requireClientId(setting.value(), setting.origin(), file().value(), variables);
    }

    /** The id of an agent identity of a blueprint, in lower case; throws if it is invalid. */
    public static String agentId(String value, String blueprint) {
        return Identifiers.requireAgent(value, blueprint);
    }

    /** The tenant; null if it is not set. */
    public @Nullable String tenantId() {
        Setting setting = tenant();
        return setting.value() == null
                ? null
                : Identifiers.requireTenant(setting.value(), setting.origin(), client().value(), variables);
    }

    /** Whether it stands for any tenant, and so is none to ask. */
    public static boolean isSharedTenant(String tenant) {
        return Identifiers.isShared(tenant);
    }

    /** The file with the pod's own token; null if it is not set, or if the application supplies the assertion. */
    public @Nullable Path tokenFile() {
        Setting setting = file();
        String file = setting.value();
        if (overrides.ownAssertion() || file == null) {
            return null;
        }
        requireNoToken(file, setting.origin());
        Path path = overrides.tokenFile() != null ? overrides.tokenFile() : path(file);
        requireVisible(file, setting.origin());
        return path;
    }

    /** The authority: scheme, host and perhaps port, without a slash at the end. */
    public URI authorityHost() {
        Setting setting = setting(MissingSettings.AUTHORITY_HOST, overrides.authorityHost());
        String value = setting.value();
        return AuthorityHost.parse(value == null ? AuthorityHost.PUBLIC : value, setting.origin(), variables);
    }

    private Setting client() {
        return setting(MissingSettings.CLIENT_ID, overrides.clientId());
    }

    private Setting tenant() {
        return setting(MissingSettings.TENANT_ID, overrides.tenantId());
    }

    private Setting file() {
        Path file = overrides.tokenFile();
        return setting(MissingSettings.TOKEN_FILE, file == null ? null : file.toString());
    }

    private Setting setting(MissingSettings.Source source, @Nullable String override) {
        String own = Variables.given(override);
        return own != null
                ? new Setting(source, own, "Builder." + source.method())
                : new Setting(source, variables.get(source.variable()), source.variable());
    }

    /** A path appears in messages and logs, where a token must not. */
    private static void requireNoToken(String file, String origin) {
        if (file.startsWith("eyJ") && SafeText.holdsSecret(file)) {
            throw new ConfigurationException("The token file from " + origin + " is a token, not the path of a file. "
                    + "Set it to the path at which the webhook mounts the token, or give the token itself by "
                    + "Builder.assertion(...).");
        }
    }

    /** Nor must anything that is invisible or could forge a log line. */
    private static void requireVisible(String file, String origin) {
        for (int i = 0; i < file.length(); i = file.offsetByCodePoints(i, 1)) {
            if (isInvisible(Character.getType(file.codePointAt(i)))) {
                throw new ConfigurationException("The token file from " + origin + " is not the path of a file: it has "
                        + "an invisible character at position " + i
                        + ". Set it to the path at which the webhook mounts "
                        + "the token.");
            }
        }
    }

    private static boolean isInvisible(int type) {
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            // Without the cause, which quotes the text.
            throw new ConfigurationException("AZURE_FEDERATED_TOKEN_FILE is not a path that this platform can open ("
                    + e.getReason() + "). Set it to the file that the webhook mounts.");
        }
    }

    /** A value, or null, and where it comes from. */
    record Setting(MissingSettings.Source source, @Nullable String value, String origin) {}
}
