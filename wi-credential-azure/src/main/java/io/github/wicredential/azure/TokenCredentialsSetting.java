package io.github.wicredential.azure;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values of {@code AZURE_TOKEN_CREDENTIALS}, in any case. */
enum TokenCredentialsSetting {
    PROD("prod", false, null),
    DEV("dev", true, null),
    WORKLOAD_IDENTITY("WorkloadIdentityCredential", false, null),
    MANAGED_IDENTITY("ManagedIdentityCredential", false, null),
    AZURE_CLI("AzureCliCredential", true, null),
    AZURE_DEVELOPER_CLI("AzureDeveloperCliCredential", true, null),
    AZURE_POWER_SHELL("AzurePowerShellCredential", true, null),
    ENVIRONMENT(
            "EnvironmentCredential",
            false,
            "secrets in environment variables. In a pod use WorkloadIdentityCredential, which needs no secret; with a "
                    + "secret or certificate use azure-identity's own credential"),
    INTELLIJ("IntelliJCredential", false, "the sign-in of an IDE. Run az login and use AzureCliCredential"),
    VISUAL_STUDIO_CODE(
            "VisualStudioCodeCredential", false, "the sign-in of an IDE. Run az login and use AzureCliCredential"),
    BROKER("BrokerCredential", false, "a broker's sign-in. Run az login and use AzureCliCredential");

    static final String VARIABLE = "AZURE_TOKEN_CREDENTIALS";

    private final String text;
    private final boolean developer;
    private final @Nullable String notOffered;

    TokenCredentialsSetting(String text, boolean developer, @Nullable String notOffered) {
        this.text = text;
        this.developer = developer;
        this.notOffered = notOffered;
    }

    String text() {
        return text;
    }

    /** Whether the source is a developer's sign-in. */
    boolean developer() {
        return developer;
    }

    String refusal() {
        return VARIABLE + " is " + text + ", but this library does not offer " + notOffered
                + ", or remove the variable.";
    }

    /** The setting that is written, or null for a blank. */
    static @Nullable TokenCredentialsSetting parse(@Nullable String written) {
        if (written == null || written.isBlank()) {
            return null;
        }
        return Arrays.stream(values())
                .filter(setting -> setting.text.equalsIgnoreCase(written.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        VARIABLE + " is '" + written.strip() + "', which is none of " + offered() + "."));
    }

    private static String offered() {
        return Arrays.stream(values())
                .filter(setting -> setting.notOffered == null)
                .map(TokenCredentialsSetting::text)
                .collect(Collectors.joining(", "));
    }
}
