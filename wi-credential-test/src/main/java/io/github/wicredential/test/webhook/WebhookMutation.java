package io.github.wicredential.test.webhook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The workload-identity webhook's mutation of a pod as a function: manifest in, mutated manifest out.
 *
 * <p>This is a <em>model for tests</em>, written after the source of azure-workload-identity from v1.6.0 on; it is not
 * the webhook and runs none of its code. It lets a test show, without a cluster, which variables, volume and mount a pod
 * receives and which pods are refused. Additions by the API server (defaults such as {@code defaultMode: 420}, the
 * {@code kube-api-access} volume, its validation) are not modelled.
 *
 * <pre>{@code
 * WebhookMutation webhook = WebhookMutation.builder()
 *         .tenantId("11111111-1111-1111-1111-111111111111")
 *         .serviceAccount(serviceAccountYaml)
 *         .build();
 * String mutated = webhook.mutate(podYaml);
 * }</pre>
 *
 * <p>Manifests are JSON or YAML; YAML needs {@code org.yaml:snakeyaml} on the class path, an optional dependency of
 * this artifact. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class WebhookMutation {

    private final String tenantId;
    private final String authorityHost;
    private final String audience;
    private final boolean hashInPath;
    private final ProxySidecar proxy;
    private final @Nullable CustomTokenEndpoint endpoint;
    private final Map<String, String> serviceAccounts;

    WebhookMutation(WebhookMutationBuilder builder, ProxySidecar proxy) {
        tenantId = builder.tenantId;
        authorityHost = builder.authorityHost;
        audience = builder.audience;
        hashInPath = builder.version.compareTo(WebhookVersion.V1_6_1) >= 0;
        this.proxy = proxy;
        endpoint = builder.endpoint;
        serviceAccounts = Map.copyOf(builder.serviceAccounts);
    }

    /**
     * Returns a builder for a webhook.
     *
     * @return a builder with the webhook's defaults
     */
    public static WebhookMutationBuilder builder() {
        return new WebhookMutationBuilder();
    }

    /**
     * Applies the webhook to a pod that is being created. A pod without the label
     * {@code azure.workload.identity/use: "true"} is not sent to the webhook and is returned unchanged. A pod without a
     * namespace is in {@code default}.
     *
     * @param pod the manifest of a pod, not of a deployment: JSON or YAML
     * @return the pod after the webhook, in the format of the input
     * @throws WebhookRejectionException when the webhook refuses the pod
     * @throws IllegalArgumentException when the manifest cannot be read, is of another kind, or has a label or
     *     annotation that is not a string
     */
    public String mutate(String pod) {
        ManifestNode manifest = ManifestText.parse(Objects.requireNonNull(pod, "pod"), "Pod");
        if (WebhookAnnotations.selects(manifest)) {
            apply(manifest);
        }
        return ManifestText.write(manifest, ManifestText.isJson(pod));
    }

    static String key(ManifestNode metadata, String name) {
        String namespace = metadata.text("namespace");
        return (namespace.isEmpty() ? "default" : namespace) + "/" + name;
    }

    private void apply(ManifestNode pod) {
        if (!pod.has("spec")) {
            throw new IllegalArgumentException("the pod must have a spec");
        }
        ManifestNode spec = pod.object("spec");
        WebhookAnnotations asked = new WebhookAnnotations(pod, serviceAccountOf(pod));
        if (asked.wantsProxySidecar()) {
            if (spec.isTrue("hostNetwork")) {
                throw new WebhookRejectionException("hostNetwork is set to true, cannot inject proxy sidecar");
            }
            proxy.inject(spec, asked.proxyPort());
        }
        long expirationSeconds = asked.expirationSeconds();
        CustomTokenEndpoint used = endpoint != null && asked.opensCustomEndpoint(endpoint) ? endpoint : null;
        ReservedVolume volume = ReservedVolume.of(pod.object("metadata"), hashInPath);
        Map<String, String> variables = variables(asked, used, volume);
        Set<String> skipped = asked.skippedContainers();
        for (String containers : List.of("initContainers", "containers")) {
            for (ManifestNode container : spec.objects(containers)) {
                if (!skipped.contains(container.text("name"))) {
                    addVariables(container, variables);
                    volume.mountIn(container);
                }
            }
        }
        volume.addTo(spec, used == null ? audience : used.audience, expirationSeconds, used);
    }

    private ManifestNode serviceAccountOf(ManifestNode pod) {
        String named = pod.object("spec").text("serviceAccountName");
        String name = named.isEmpty() ? "default" : named;
        String manifest = serviceAccounts.get(key(pod.object("metadata"), name));
        if (manifest == null) {
            throw new WebhookRejectionException("serviceaccounts \"" + ManifestText.shown(name) + "\" not found");
        }
        return ManifestText.parse(manifest, "ServiceAccount");
    }

    /** In the webhook's order, those without a value left out. */
    private Map<String, String> variables(
            WebhookAnnotations asked, @Nullable CustomTokenEndpoint used, ReservedVolume volume) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AZURE_CLIENT_ID", asked.clientId());
        variables.put("AZURE_TENANT_ID", asked.tenantId(tenantId));
        variables.put("AZURE_FEDERATED_TOKEN_FILE", volume.tokenFile());
        variables.put("AZURE_AUTHORITY_HOST", authorityHost);
        if (used != null) {
            variables.put("AZURE_KUBERNETES_TOKEN_PROXY", used.tokenProxy);
            variables.put("AZURE_KUBERNETES_SNI_NAME", used.sniName);
            variables.put("AZURE_KUBERNETES_CA_FILE", volume.caFile());
            variables.put("AZURE_KUBERNETES_CA_DATA", used.caData);
        }
        variables.values().removeIf(String::isEmpty);
        return variables;
    }

    /** An entry of the same name stays, wherever its value comes from. */
    private static void addVariables(ManifestNode container, Map<String, String> variables) {
        List<ManifestNode> entries = container.objects("env");
        Map<String, String> missing = new LinkedHashMap<>(variables);
        entries.forEach(entry -> missing.remove(entry.text("name")));
        missing.forEach((name, value) ->
                entries.add(new ManifestNode().with("name", name).with("value", value)));
        if (!missing.isEmpty()) {
            container.with("env", entries);
        }
    }
}
