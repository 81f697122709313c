package io.github.wicredential.test.webhook;

import static io.github.wicredential.test.webhook.Pods.container;
import static io.github.wicredential.test.webhook.Pods.mutated;
import static io.github.wicredential.test.webhook.Pods.names;
import static io.github.wicredential.test.webhook.Pods.pod;
import static io.github.wicredential.test.webhook.Pods.variables;
import static io.github.wicredential.test.webhook.Pods.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookProxySidecarTest {

    private static final String INJECT = "azure.workload.identity/inject-proxy-sidecar: \"true\"";
    private static final String PORT = INJECT + "\n    azure.workload.identity/proxy-sidecar-port: ";

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "\"false\"", "\"\""})
    void presenceAloneAsksForIt(String value) {
        ManifestNode pod = mutated(webhook(), pod("azure.workload.identity/inject-proxy-sidecar: " + value));

        assertThat(names(pod.object("spec").objects("initContainers"))).contains("azwi-proxy", "azwi-proxy-init");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.32", "v1.32.0", "1.33.1-gke.100", "2.0"})
    void from132OnTheProxyIsANativeSidecarAndFirst(String version) {
        ManifestNode pod = mutated(webhook().kubernetesVersion(version), pod(INJECT));

        assertThat(names(pod.object("spec").objects("initContainers")))
                .containsExactly("azwi-proxy", "migrate", "azwi-proxy-init");
        assertThat(names(pod.object("spec").objects("containers"))).containsExactly("api", "log-shipper");
        assertThat(container(pod, "azwi-proxy").text("restartPolicy")).isEqualTo("Always");
        assertThat(container(pod, "azwi-proxy").text("image")).isEqualTo("azure-workload-identity/proxy:v1.6.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.31", "v1.31.9", "1.9"})
    void beforeThatItIsTheFirstContainer(String version) {
        ManifestNode pod = mutated(webhook().kubernetesVersion(version), pod(INJECT));

        assertThat(names(pod.object("spec").objects("initContainers"))).containsExactly("migrate", "azwi-proxy-init");
        assertThat(names(pod.object("spec").objects("containers"))).containsExactly("azwi-proxy", "api", "log-shipper");
        assertThat(container(pod, "azwi-proxy").has("restartPolicy")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> webhook().kubernetesVersion("latest"));
    }

    @Test
    void theInitContainerIsPrivilegedAndTheProxyIsNot() {
        ManifestNode pod = mutated(webhook().proxyImages("r/proxy:1", "r/init:1"), pod(INJECT));

        assertThat(container(pod, "azwi-proxy-init").text("image")).isEqualTo("r/init:1");
        assertThat(container(pod, "azwi-proxy-init").object("securityContext").isTrue("privileged"))
                .isTrue();
        assertThat(container(pod, "azwi-proxy").text("image")).isEqualTo("r/proxy:1");
        assertThat(container(pod, "azwi-proxy").object("securityContext").isTrue("runAsNonRoot"))
                .isTrue();
    }

    @Test
    void theTwoContainersAreMutatedLikeAnyOther() {
        ManifestNode pod = mutated(webhook(), pod(INJECT));
        ManifestNode skipping =
                mutated(webhook(), pod(INJECT + "\n    azure.workload.identity/skip-containers: azwi-proxy"));

        assertThat(variables(pod, "azwi-proxy")).containsKey("AZURE_FEDERATED_TOKEN_FILE");
        assertThat(variables(pod, "azwi-proxy-init")).containsKeys("PROXY_PORT", "AZURE_FEDERATED_TOKEN_FILE");
        assertThat(container(skipping, "azwi-proxy").has("volumeMounts")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'\"8080\"', 8080", "'\"0\"', 0", "'\"-1\"', -1", "'\"2147483647\"', 2147483647"})
    void thePortIsAnyNumberOf32Bits(String port, String shown) {
        ManifestNode pod = mutated(webhook(), pod(PORT + port));

        assertThat(variables(pod, "azwi-proxy-init")).containsEntry("PROXY_PORT", shown);
        assertThat(container(pod, "azwi-proxy").toMap().get("args"))
                .isEqualTo(List.of("--proxy-port=" + shown, "--log-level=info"));
    }

    @Test
    void withoutAPortItIs8000() {
        assertThat(container(mutated(webhook(), pod(INJECT)), "azwi-proxy")
                        .toMap()
                        .get("ports"))
                .isEqualTo(List.of(Map.of("containerPort", 8000)));
    }

    @ParameterizedTest
    @CsvSource({
        "http, invalid syntax",
        "'', invalid syntax",
        "'80 ', invalid syntax",
        "2147483648, value out of range",
    })
    void anotherPortIsRefused(String port, String problem) {
        assertThatThrownBy(() -> mutated(webhook(), pod(PORT + "\"" + port + "\"")))
                .isInstanceOf(WebhookRejectionException.class)
                .hasMessageContaining("failed to parse proxy sidecar port: strconv.ParseInt: parsing")
                .hasMessageContaining(problem);
    }

    @Test
    void aWrongPortWithoutTheSidecarDoesNotMatter() {
        assertThat(names(mutated(webhook(), pod("azure.workload.identity/proxy-sidecar-port: http"))
                        .object("spec")
                        .objects("initContainers")))
                .containsExactly("migrate");
    }

    @Test
    void onTheHostNetworkThePodIsRefusedButOnlyWithTheSidecar() {
        String hostNetwork = "  hostNetwork: true\n";

        assertThatThrownBy(() -> mutated(webhook(), pod(INJECT) + hostNetwork))
                .isInstanceOfSatisfying(
                        WebhookRejectionException.class,
                        refusal -> assertThat(refusal.reason())
                                .isEqualTo("hostNetwork is set to true, cannot inject proxy sidecar"));
        assertThat(variables(mutated(webhook(), pod() + hostNetwork), "api")).isNotEmpty();
    }
}
