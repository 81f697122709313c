package io.github.wicredential.azure;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.text.SafeText;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which source of tokens a {@link DefaultAzureCredential} uses. {@code setting} is what {@code AZURE_TOKEN_CREDENTIALS}
 * says; {@code host} says what kind of host this is if there is no token file.
 */
record CredentialSelector(
        @Nullable TokenCredentialsSetting setting,
        @Nullable String tokenFile,
        Host host,
        Supplier<WorkloadIdentity> workload,
        Supplier<ManagedIdentityCredential> managedIdentity,
        Supplier<AzureCliCredential> azureCli,
        Supplier<AzureDeveloperCliCredential> azureDeveloperCli,
        Supplier<AzurePowerShellCredential> azurePowerShell) {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultAzureCredential.class);

    /** Decides, and says so. Throws if the source is not configured. */
    TokenCredential decide() {
        if (setting != null) {
            return bySetting(setting, TokenCredentialsSetting.VARIABLE + " is " + setting.text());
        }
        return tokenFile != null
                ? pod("a token file is named (" + shown(tokenFile) + "), so this is a pod")
                : developer("no token file is named and " + TokenCredentialsSetting.VARIABLE + " is not set");
    }

    private TokenCredential bySetting(TokenCredentialsSetting said, String why) {
        if (said.developer() && tokenFile != null) {
            LOG.warn(
                    "{} although a token file is named ({}): the pod's own identity is not used. Remove "
                            + "the variable unless this is intended",
                    why,
                    shown(tokenFile));
        }
        return switch (said) {
            case PROD, WORKLOAD_IDENTITY -> pod(why);
            case DEV -> developer(why);
            case MANAGED_IDENTITY -> taken(managedIdentity.get(), why);
            case AZURE_CLI -> taken(azureCli.get(), why);
            case AZURE_DEVELOPER_CLI -> taken(azureDeveloperCli.get(), why);
            case AZURE_POWER_SHELL -> taken(azurePowerShell.get(), why);
            default -> throw new CredentialUnavailableException(said.refusal());
        };
    }

    private TokenCredential pod(String why) {
        WorkloadIdentity identity;
        try {
            identity = workload.get();
        } catch (ConfigurationException incomplete) {
            throw new CredentialUnavailableException(
                    "DefaultAzureCredential uses workload identity only, because " + why + ". " + reason(incomplete),
                    incomplete);
        }
        return taken(WorkloadIdentityCredential.owning(identity), why);
    }

    private TokenCredential developer(String why) {
        List<TokenCredential> tools = List.of(azureCli.get(), azureDeveloperCli.get(), azurePowerShell.get());
        if (tokenFile != null || host == Host.OTHER) {
            LOG.info(
                    "DefaultAzureCredential tries the developer sign-ins (Azure CLI, azd, PowerShell), because {}",
                    why);
            return new DeveloperSignIn(
                    tools,
                    "DefaultAzureCredential tried the developer sign-ins, because " + why
                            + ", and none of them provided a token:",
                    null);
        }
        String reason = hostReason();
        LOG.warn(
                "DefaultAzureCredential tries the developer sign-ins (Azure CLI, azd, PowerShell), "
                        + "because {}, but this is not a laptop. {}",
                why,
                reason);
        return new DeveloperSignIn(
                tools,
                "DefaultAzureCredential has no workload identity. " + reason,
                " (There is no developer sign-in either; those are for a laptop: az login, azd auth login, Connect-AzAccount.)");
    }

    /** Why a host that is not a laptop has no workload identity: without a token file it cannot be built. */
    private String hostReason() {
        try (WorkloadIdentity identity = workload.get()) {
            return identity.toString();
        } catch (ConfigurationException incomplete) {
            return reason(incomplete);
        }
    }

    private String reason(ConfigurationException incomplete) {
        String text = String.valueOf(incomplete.getMessage());
        return tokenFile == null ? host.reason(text) : text;
    }

    /** A token that was put in the path's place is not shown. */
    private static String shown(String tokenFile) {
        return SafeText.line(tokenFile, 300);
    }

    private static TokenCredential taken(TokenCredential credential, String why) {
        LOG.info("DefaultAzureCredential uses {}, because {}", DeveloperSignIn.name(credential), why);
        return credential;
    }
}
