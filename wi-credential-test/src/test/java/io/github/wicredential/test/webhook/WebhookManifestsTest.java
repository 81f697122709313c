package io.github.wicredential.test.webhook;

import static io.github.wicredential.test.webhook.Pods.pod;
import static io.github.wicredential.test.webhook.Pods.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.wicredential.thirdparty.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.Test;

/** What goes in and comes out. */
class WebhookManifestsTest {

    @Test
    void whatComesOutIsAPodToKubernetes() {
        CustomTokenEndpoint signer = CustomTokenEndpoint.of("own", "api://other", "https://proxy")
                .withSniName("sni")
                .withCaSigner("example.com/ca");
        CustomTokenEndpoint binding = CustomTokenEndpoint.identityBinding("https://proxy", "sni");
        String annotations = """
                azure.workload.identity/use-own: "true"
                    azure.workload.identity/use-identity-binding: "true"
                    azure.workload.identity/inject-proxy-sidecar: "true"
                """;

        for (String version : new String[] {"1.31", "1.32"}) {
            for (CustomTokenEndpoint endpoint : new CustomTokenEndpoint[] {signer, binding}) {
                String mutated = webhook()
                        .kubernetesVersion(version)
                        .customTokenEndpoint(endpoint)
                        .build()
                        .mutate(pod(annotations));
                Pod typed = StrictManifests.parse(mutated).only(Pod.class);
                assertThat(typed.getSpec().getVolumes().get(0).getProjected().getSources())
                        .hasSize(2);
                assertThat(typed.getSpec().getInitContainers()).hasSizeGreaterThan(1);
            }
        }
    }

    @Test
    void jsonComesOutAsJson() throws Exception {
        String json =
                JSONObjectUtils.toJSONString(ManifestText.parse(pod(), "Pod").toMap());

        assertThat(JSONObjectUtils.parse(webhook().build().mutate(json)).toString())
                .isEqualTo(ManifestText.parse(webhook().build().mutate(pod()), "Pod")
                        .toMap()
                        .toString());
    }

    @Test
    void whatIsNoPodIsSaidSo() {
        WebhookMutation webhook = webhook().build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> webhook.mutate(pod().replace("kind: Pod", "kind: Deployment")))
                .withMessage("the manifest must be a Pod, but is a Deployment");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> webhook.mutate(pod().replace("use: \"true\"", "use: true")))
                .withMessageContaining("labels.azure.workload.identity/use")
                .withMessageContaining("put it in quotes");
        for (String text : new String[] {"{", "a: b: c", "- a", "", "kind: Pod\nkind: Pod", "metadata: 1"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> webhook.mutate(text));
        }
        String labelled = "metadata: {labels: {azure.workload.identity/use: 'true'}}\n";
        assertThatIllegalArgumentException().isThrownBy(() -> webhook.mutate(labelled));
        String atHome = labelled.replace("{labels", "{namespace: shop, labels") + "spec: {serviceAccountName: orders, ";
        assertThatIllegalArgumentException().isThrownBy(() -> webhook.mutate(atHome + "containers: 1}"));
        assertThatIllegalArgumentException().isThrownBy(() -> webhook.mutate(atHome + "containers: [1]}"));
    }

    @Test
    void whatGrowsWithoutBoundOrIsPartOfItselfIsRefused() {
        String itself = """
                kind: Pod
                metadata: &m
                  labels: *m
                """;
        StringBuilder doubled = new StringBuilder("kind: Pod\nb0: &b0 [1, 1]\n");
        for (int i = 1; i <= 20; i++) {
            doubled.append("b%d: &b%d [*b%d, *b%d]\n".formatted(i, i, i - 1, i - 1));
        }
        String deep = "{\"kind\":\"Pod\",\"spec\":" + "[".repeat(200) + "]".repeat(200) + "}";

        for (String pod : new String[] {itself, doubled.toString(), deep}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> webhook().build().mutate(pod))
                    .withMessageContaining("too large or too deep, or one of its objects is part of itself");
        }
    }

    @Test
    void whatIsRefusedIsShownWithEscapesAndCut() {
        WebhookMutation webhook = webhook().build();
        String odd = "\"\\e[31m\\n" + "x".repeat(200) + "\"";
        String shown = "\\u001b[31m\\u000a" + "x".repeat(94) + "...";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> webhook.mutate("kind: " + odd))
                .withMessage("the manifest must be a Pod, but is a " + shown);
        assertThatThrownBy(
                        () -> webhook.mutate(pod().replace("serviceAccountName: orders", "serviceAccountName: " + odd)))
                .hasMessageEndingWith("serviceaccounts \"" + shown + "\" not found");
        assertThatThrownBy(
                        () -> webhook.mutate(pod("azure.workload.identity/service-account-token-expiration: " + odd)))
                .hasMessageEndingWith("parsing \"" + shown + "\": invalid syntax");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> webhook.mutate(pod(odd + ": {a: [1]}")))
                .withMessage("annotations." + "\\u001b[31m\\u000a" + "x".repeat(82)
                        + "... must be a string, but is an object: put it in quotes");
    }

    @Test
    void datesStayTextsAsInKubernetes() {
        assertThat(webhook().build().mutate(pod("built: 2026-01-31"))).contains("built: 2026-01-31");
    }

    @Test
    void aWebhookWithoutTenantDoesNotStart() {
        assertThatThrownBy(() -> WebhookMutation.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AZURE_TENANT_ID");
        assertThatIllegalArgumentException().isThrownBy(() -> webhook().serviceAccount("metadata: {}"));
    }
}
