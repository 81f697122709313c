package io.github.wicredential.internal.guide;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where this runs, by its variables: a pod, and which one, a pipeline's job, or another platform of Azure. */
public record Platform(Function<String, @Nullable String> lookup) {

    /** What names a pipeline, its name, and how its job obtains a token. */
    private static final Map<String, List<String>> PIPELINES = Map.of(
            "GITLAB_CI",
            List.of("GitLab", "id_tokens in the job"),
            "GITHUB_ACTIONS",
            List.of("GitHub Actions", "permissions: id-token: write, and core.getIDToken(...)"),
            "TF_BUILD",
            List.of("Azure Pipelines", "a service connection, and addSpnToEnvironment: true of AzureCLI@2 ($idToken)"));

    /** What names a platform that has managed identities in place of a token file, and its name. */
    private static final Map<String, String> PLATFORMS =
            Map.of("CONTAINER_APP_NAME", "Azure Container Apps", "WEBSITE_SITE_NAME", "Azure App Service");

    /** What a service principal had before workload identity. */
    private static final List<String> SECRETS = List.of("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH");

    public Evidence tell(Evidence known) {
        PLATFORMS.forEach((variable, name) -> {
            String app = lookup.apply(variable);
            known.put("app", app).put("platform", app == null ? null : name);
        });
        PIPELINES.forEach((variable, pipeline) -> {
            if (has(variable)) {
                known.put("pipeline", pipeline.get(0)).put("pipelineToken", pipeline.get(1));
            }
        });
        boolean inPod = known.get("platform") == null
                && (has("KUBERNETES_SERVICE_HOST") || (Pod.isMounted() && known.get("pipeline") == null));
        String pod = known.get("pod");
        return new Pod(inPod && pod == null ? lookup.apply("HOSTNAME") : pod)
                .tell(known)
                .fact("inPod", inPod)
                .fact("outside", !inPod)
                .fact("platform", false)
                .fact("containerApp", has("CONTAINER_APP_NAME"))
                .fact("managedIdentity", has("IDENTITY_ENDPOINT"))
                .fact("injected", has("AZURE_AUTHORITY_HOST"))
                .fact("tokenFile", false)
                .fact("pipeline", false)
                .putOrNone(
                        "clientSecretVariable",
                        SECRETS.stream().filter(this::has).findFirst().orElse(null));
    }

    private boolean has(String variable) {
        return lookup.apply(variable) != null;
    }
}
