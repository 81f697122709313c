package io.github.wicredential.test.webhook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Manifests for the webhook, and what is found in its answers. */
final class Pods {

    static final String CLIENT = "8b1f6a52-0000-4000-8000-000000000001";
    static final String TENANT = "11111111-1111-1111-1111-111111111111";
    static final String VOLUME = "azure-workload-identity-reserved-2974a97a64c40fb365a3431ad1dabe";
    static final String MOUNT = "/var/run/secrets/azure/wi/2974a97a64c40fb365a3431ad1dabe";

    private Pods() {}

    /** The webhook of a cluster with the service account orders, annotated with {@link #CLIENT}. */
    static WebhookMutationBuilder webhook() {
        return WebhookMutation.builder()
                .tenantId(TENANT)
                .serviceAccount(account("azure.workload.identity/client-id: \"" + CLIENT + "\""));
    }

    static String account(String annotation) {
        return """
                apiVersion: v1
                kind: ServiceAccount
                metadata:
                  name: orders
                  namespace: shop
                  annotations:
                    %s
                """.formatted(annotation);
    }

    /** A pod with an init container, two containers and one annotation. */
    static String pod(String annotation) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  generateName: orders-api-7c9d8f6b5d-
                  namespace: shop
                  labels:
                    azure.workload.identity/use: "true"
                  annotations:
                    %s
                spec:
                  serviceAccountName: orders
                  initContainers:
                    - name: migrate
                      image: example/migrate:1
                  containers:
                    - name: api
                      image: example/api:1
                    - name: log-shipper
                      image: example/ship:1
                """.formatted(annotation);
    }

    static String pod() {
        return pod("example.com/none: \"1\"");
    }

    /** {@link #pod()} with more in the container api. */
    static String withApiField(String yaml) {
        String image = "      image: example/api:1\n";
        return pod().replace(image, image + yaml.indent(6));
    }

    static ManifestNode mutated(WebhookMutationBuilder webhook, String pod) {
        return ManifestText.parse(webhook.build().mutate(pod), "Pod");
    }

    static ManifestNode container(ManifestNode pod, String name) {
        ManifestNode spec = pod.object("spec");
        return Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(kind -> spec.objects(kind).stream())
                .filter(container -> container.text("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Map<String, String> variables(ManifestNode pod, String container) {
        Map<String, String> variables = new LinkedHashMap<>();
        container(pod, container)
                .objects("env")
                .forEach(entry -> variables.put(entry.text("name"), entry.text("value")));
        return variables;
    }

    static List<String> names(List<ManifestNode> nodes) {
        return nodes.stream().map(node -> node.text("name")).toList();
    }

    /** The sources of the volume with the name that the webhook reserves for {@link #pod()}. */
    static List<ManifestNode> sources(ManifestNode pod) {
        return pod.object("spec").objects("volumes").stream()
                .filter(volume -> volume.text("name").equals(VOLUME))
                .findFirst()
                .orElseThrow()
                .object("projected")
                .objects("sources");
    }

    static Map<?, ?> token(ManifestNode pod) {
        return sources(pod).get(0).object("serviceAccountToken").toMap();
    }
}
