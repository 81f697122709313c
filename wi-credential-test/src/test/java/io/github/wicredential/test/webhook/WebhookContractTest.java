package io.github.wicredential.test.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.test.Repository;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pods in the contract's document are what the model makes of them. */
class WebhookContractTest {

    private static final String DOCUMENT = Repository.read("docs/reference/webhook-contract.md");

    private final WebhookMutationBuilder webhook =
            WebhookMutation.builder().tenantId(Pods.TENANT).serviceAccount(block("service account"));

    @Test
    void theMutatedPodIsTheModels() {
        assertThat(block("after")).isEqualTo(webhook.build().mutate(block("before")));
    }

    @Test
    void thePathOf160IsTheModels() {
        webhook.version(WebhookVersion.V1_6_0);
        ManifestNode pod = Pods.mutated(webhook, block("before"));
        Map<String, String> variables = Pods.variables(pod, "migrate");

        assertThat(block("mount at 1.6.0"))
                .isEqualTo(ManifestText.write(
                        new ManifestNode()
                                .with(
                                        "env",
                                        List.of(new ManifestNode()
                                                .with("name", "AZURE_FEDERATED_TOKEN_FILE")
                                                .with("value", variables.get("AZURE_FEDERATED_TOKEN_FILE"))))
                                .with(
                                        "volumeMounts",
                                        Pods.container(pod, "migrate").objects("volumeMounts")),
                        false));
    }

    @Test
    void theVolumeIsTheOneOfTheExample() {
        assertThat(block("after")).contains(Pods.VOLUME);
    }

    @Test
    void theDifferencesOfAnIdentityBindingAreTheModels() {
        webhook.customTokenEndpoint(
                CustomTokenEndpoint.identityBinding("https://kubernetes.default.svc", "0123456789abcdef.ests.aks"));
        ManifestNode pod = Pods.mutated(
                webhook,
                block("before")
                        .replace(
                                "  annotations:\n",
                                "  annotations:\n    azure.workload.identity/use-identity-binding: 'true'\n"));
        List<ManifestNode> variables = Pods.container(pod, "api").objects("env");

        assertThat(block("binding volume"))
                .isEqualTo(yaml("volumes", pod.object("spec").objects("volumes")));
        assertThat(block("binding variables")).isEqualTo(yaml("env", variables.subList(4, variables.size())));
    }

    private static String yaml(String name, List<ManifestNode> nodes) {
        return ManifestText.write(new ManifestNode().with(name, nodes), false);
    }

    private static String block(String name) {
        Matcher matcher = Pattern.compile("<!-- contract: " + name + " -->\n```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(DOCUMENT);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }
}
