package io.github.wicredential.azure;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentityBuilder;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a builder names a managed identity; not at all if every component is null.
 *
 * @param clientId the client id, the only one that works in a pod, or null
 * @param resourceId the resource id, or null
 * @param objectId the object id, or null
 */
record ManagedIdentityName(
        @Nullable String clientId,
        @Nullable String resourceId,
        @Nullable String objectId) {

    private static final String BEGINNING = "ManagedIdentityCredential supports only the workload identity of a pod. ";

    ManagedIdentityName {
        if (Stream.of(clientId, resourceId, objectId).filter(Objects::nonNull).count() > 1) {
            throw new IllegalStateException(
                    "A managed identity is named by more than one of client id, resource id and object id. Set the "
                            + "client id alone.");
        }
    }

    /**
     * The credential of the identity.
     *
     * @param workload the identity's builder, complete except for the client id
     * @param tokenFile the token file, or null if none is named
     * @param variables looks up what kind of host this is
     */
    ManagedIdentityCredential credential(
            WorkloadIdentityBuilder workload,
            @Nullable String tokenFile,
            Function<String, @Nullable String> variables) {
        String client = clientId != null ? clientId : text(variables.apply("AZURE_CLIENT_ID"));
        return new ManagedIdentityCredential(client, asked(workload.clientId(clientId), tokenFile, Host.of(variables)));
    }

    private TokenCredential asked(WorkloadIdentityBuilder workload, @Nullable String tokenFile, Host host) {
        if (resourceId != null || objectId != null) {
            return new Unavailable(
                    BEGINNING + "It was given the identity's " + (resourceId != null ? "resource" : "object")
                            + " id, but Entra exchanges a pod's token only for an identity that is named by its "
                            + "client id. Set the client id instead (az identity show --ids <resource id> --query "
                            + "clientId), or nothing if the pod has AZURE_CLIENT_ID. Outside Kubernetes use "
                            + "azure-identity's own credential.",
                    null);
        }
        if (tokenFile == null && host == Host.OTHER) {
            return new Unavailable(
                    BEGINNING + "No token file is named (AZURE_FEDERATED_TOKEN_FILE), so this is not such a pod, and "
                            + "the metadata service of a machine (IMDS) is never used. On a laptop use "
                            + "DefaultAzureCredential or AzureCliCredential, on a virtual machine azure-identity's "
                            + "own credential.",
                    null);
        }
        try {
            return WorkloadIdentityCredential.owning(workload.build());
        } catch (ConfigurationException incomplete) {
            String why = String.valueOf(incomplete.getMessage());
            return new Unavailable(BEGINNING + (tokenFile == null ? host.reason(why) : why), incomplete);
        }
    }

    /** What is written, without the white space around it; null for a blank. */
    static @Nullable String text(@Nullable String written) {
        return written == null || written.isBlank() ? null : written.strip();
    }
}
