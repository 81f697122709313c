package io.github.wicredential.internal.environment;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Setting;
import java.util.ArrayList;
import java.util.List;

/** Collects the settings that nobody supplied, so that one message names them all. */
final class MissingSettings {

    static final Source CLIENT_ID = new Source(
            "client id",
            "clientId(…)",
            "AZURE_CLIENT_ID",
            "annotate the pod's service account with azure.workload.identity/client-id");
    static final Source TENANT_ID = new Source(
            "tenant id",
            "tenantId(…)",
            "AZURE_TENANT_ID",
            "the webhook injects it into pods labelled azure.workload.identity/use: \"true\" (its own tenant, or the "
                    + "service account's annotation azure.workload.identity/tenant-id)");
    static final Source TOKEN_FILE = new Source(
            "token file",
            "tokenFile(…)",
            "AZURE_FEDERATED_TOKEN_FILE",
            "the webhook mounts it into pods labelled azure.workload.identity/use: \"true\"");
    static final Source AUTHORITY_HOST =
            new Source("authority", "authorityHost(…)", "AZURE_AUTHORITY_HOST", "the webhook injects it");

    /** The webhook always injects these two, so both missing means that it did not touch the container. */
    private static final List<Source> ALWAYS_INJECTED = List.of(TENANT_ID, TOKEN_FILE);

    private final Variables variables;
    private final List<Source> missing = new ArrayList<>();

    MissingSettings(Variables variables) {
        this.variables = variables;
    }

    /** Where a setting is looked for, and what on the cluster side supplies it. */
    record Source(String name, String method, String variable, String supply) {}

    void require(Setting setting) {
        if (setting.value() == null) {
            missing.add(setting.source());
        }
    }

    void throwIfAny() {
        if (missing.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder("The workload identity is not complete. Missing:");
        for (Source source : missing) {
            text.append("\n - ")
                    .append(source.name())
                    .append(": neither Builder.")
                    .append(source.method());
            text.append(" nor the variable ").append(source.variable()).append(" gives it");
            text.append(variables.lookup().apply(source.variable()) == null ? "" : " (the variable is set, but blank)");
            text.append("; ").append(source.supply());
        }
        text.append('\n').append(next());
        throw new ConfigurationException(text.toString());
    }

    private String next() {
        if (missing.containsAll(ALWAYS_INJECTED)) {
            return "The webhook has not touched this container. Put the label azure.workload.identity/use: \"true\" on "
                    + "the pod template (not on the service account or the deployment itself), see that the container "
                    + "is not listed in azure.workload.identity/skip-containers, and recreate the pod: variables are "
                    + "injected only when a pod is created (kubectl rollout restart deployment <name> -n <namespace>).";
        }
        return "Variables are injected only when a pod is created: after the change recreate the pod "
                + "(kubectl rollout restart deployment <name> -n <namespace>).";
    }
}
