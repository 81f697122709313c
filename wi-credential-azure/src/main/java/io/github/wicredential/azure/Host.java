package io.github.wicredential.azure;

import io.github.wicredential.internal.failure.Copies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kind of host that this process runs on, from its variables, if they name no token file. */
enum Host {
    /** A container of Kubernetes, which the webhook has missed. */
    KUBERNETES,
    /** An Azure service that offers a managed identity through its own endpoint. */
    AZURE,
    /** A laptop, a build server, a virtual machine. */
    OTHER;

    private static final String KUBERNETES_HOST = "KUBERNETES_SERVICE_HOST";
    /** Also where variables of services are switched off. */
    private static final Path SECRETS = Path.of("/var/run/secrets/kubernetes.io");

    private static final String IDENTITY_ENDPOINT = "IDENTITY_ENDPOINT";

    /** Both variables may be set on an Azure service that is based on Kubernetes; its users do not label pods. */
    static Host of(Function<String, @Nullable String> variables) {
        if (set(variables.apply(IDENTITY_ENDPOINT))) {
            return AZURE;
        }
        return set(variables.apply(KUBERNETES_HOST)) || Files.isDirectory(SECRETS) ? KUBERNETES : OTHER;
    }

    private static String afterFirstLine(String text) {
        return text.substring(Copies.firstLine(text).length());
    }

    /**
     * Why there is no workload identity, and what to do.
     *
     * @param incomplete what the workload identity's own builder says
     */
    String reason(String incomplete) {
        return switch (this) {
            case KUBERNETES ->
                "This is a pod (" + KUBERNETES_HOST
                        + " is set), and the workload-identity webhook did not mutate this "
                        + "container: no token file is named." + afterFirstLine(incomplete);
            case AZURE ->
                "This host offers a managed identity (" + IDENTITY_ENDPOINT + " is set, as on Container Apps, App "
                        + "Service and Functions), which this library does not use: it exchanges the token of a "
                        + "Kubernetes pod, and no token file is named. Use azure-identity's ManagedIdentityCredential on "
                        + "this host, or give an assertion of your own to ClientAssertionCredentialBuilder.";
            case OTHER -> incomplete;
        };
    }

    private static boolean set(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
