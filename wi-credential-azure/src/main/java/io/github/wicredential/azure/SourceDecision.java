package io.github.wicredential.azure;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentity;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which source of tokens a {@link DefaultAzureCredential} takes.
 *
 * @param word what {@code AZURE_TOKEN_CREDENTIALS} says, or null
 * @param tokenFile the token file, or null if there is none
 * @param workload builds the workload identity
 * @param azureCli builds the credential of the Azure CLI
 * @param azureDeveloperCli builds the credential of the Azure Developer CLI
 * @param azurePowerShell builds the credential of Azure PowerShell
 */
record SourceDecision(
        @Nullable SourceWord word,
        @Nullable String tokenFile,
        Supplier<WorkloadIdentity> workload,
        Supplier<AzureCliCredential> azureCli,
        Supplier<AzureDeveloperCliCredential> azureDeveloperCli,
        Supplier<AzurePowerShellCredential> azurePowerShell) {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultAzureCredential.class);

    /** Decides, and says so. Throws if the source is not configured. */
    TokenCredential decide() {
        if (word != null) {
            return byWord(word, SourceWord.VARIABLE + " is " + word.text());
        }
        return tokenFile != null
                ? pod("a token file is named (" + tokenFile + "), so this is a pod")
                : developer("no token file is named and " + SourceWord.VARIABLE + " is not set, so this is no pod");
    }

    private TokenCredential byWord(SourceWord said, String why) {
        if (said.developer() && tokenFile != null) {
            LOG.warn(
                    "{} although a token file is named ({}): the pod's own identity is not used. Remove the variable "
                            + "unless this is meant",
                    why,
                    tokenFile);
        }
        return switch (said) {
            case PROD, WORKLOAD_IDENTITY -> pod(why);
            case DEV -> developer(why);
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
                    "DefaultAzureCredential takes workload identity and nothing else, because " + why + ". "
                            + incomplete.getMessage(),
                    incomplete);
        }
        return taken(WorkloadIdentityCredential.of(identity), why);
    }

    private TokenCredential developer(String why) {
        List<TokenCredential> tools = List.of(azureCli.get(), azureDeveloperCli.get(), azurePowerShell.get());
        LOG.info("DefaultAzureCredential asks the developer sign-ins (Azure CLI, azd, PowerShell), because {}", why);
        return new DeveloperSignIn(tools);
    }

    private static TokenCredential taken(TokenCredential credential, String why) {
        LOG.info("DefaultAzureCredential takes {}, because {}", DeveloperSignIn.name(credential), why);
        return credential;
    }
}
