package io.github.wicredential.test.webhook;

import static io.github.wicredential.test.webhook.Pods.mutated;
import static io.github.wicredential.test.webhook.Pods.pod;
import static io.github.wicredential.test.webhook.Pods.sources;
import static io.github.wicredential.test.webhook.Pods.token;
import static io.github.wicredential.test.webhook.Pods.variables;
import static io.github.wicredential.test.webhook.Pods.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.wicredential.test.LocalCluster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookIdentityBindingTest {

    private static final String USE = "azure.workload.identity/use-identity-binding: ";
    private static final CustomTokenEndpoint AKS =
            CustomTokenEndpoint.identityBinding("https://kubernetes.default.svc", "0123456789abcdef.ests.aks");

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "\"True\"", "\"TRUE\""})
    void anAnnotatedPodGetsAnotherAudienceThreeMoreVariablesAndTheCertificate(String value) {
        ManifestNode pod = mutated(webhook().customTokenEndpoint(AKS), pod(USE + value));

        assertThat(token(pod).get("audience")).isEqualTo("api://AKSIdentityBinding");
        assertThat(sources(pod).get(1).toMap())
                .isEqualTo(Map.of(
                        "configMap",
                        Map.of(
                                "name",
                                "kube-root-ca.crt",
                                "items",
                                List.of(Map.of("key", "ca.crt", "path", "ca-cert/ca.crt")),
                                "optional",
                                false)));
        assertThat(variables(pod, "api"))
                .hasSize(7)
                .containsEntry("AZURE_KUBERNETES_TOKEN_PROXY", "https://kubernetes.default.svc")
                .containsEntry("AZURE_KUBERNETES_SNI_NAME", "0123456789abcdef.ests.aks")
                .containsEntry("AZURE_KUBERNETES_CA_FILE", Pods.MOUNT + "/ca-cert/ca.crt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"false\"", "\"\"", "\"yes\"", "\" true\""})
    void otherValuesDoNotOptIn(String value) {
        assertOrdinary(mutated(webhook().customTokenEndpoint(AKS), pod(USE + value)));
    }

    @Test
    void withoutTheWebhooksSettingsTheAnnotationIsIgnored() {
        assertOrdinary(mutated(webhook(), pod(USE + "\"true\"")));
    }

    @Test
    void certificatesAsDataComeWithAFileVariableThatPointsNowhere() {
        CustomTokenEndpoint data = CustomTokenEndpoint.of("identity-binding", "api://other", "https://proxy")
                .withCaData("PEM");
        ManifestNode pod = mutated(webhook().customTokenEndpoint(data), pod(USE + "\"true\""));

        assertThat(sources(pod)).hasSize(1);
        assertThat(variables(pod, "api"))
                .containsEntry("AZURE_KUBERNETES_CA_DATA", "PEM")
                .containsEntry("AZURE_KUBERNETES_CA_FILE", Pods.MOUNT + "/ca-cert/ca.crt")
                .doesNotContainKey("AZURE_KUBERNETES_SNI_NAME");
    }

    @Test
    void aSignersTrustBundleIsProjectedToTheSamePath() {
        CustomTokenEndpoint signer = CustomTokenEndpoint.of("own", "api://other", "https://proxy")
                .withSniName("sni")
                .withCaSigner("example.com/ca");
        ManifestNode pod =
                mutated(webhook().customTokenEndpoint(signer), pod("azure.workload.identity/use-own: \"true\""));

        assertThat(sources(pod).get(1).toMap())
                .isEqualTo(Map.of(
                        "clusterTrustBundle",
                        Map.of("signerName", "example.com/ca", "optional", false, "path", "ca-cert/ca.crt")));
    }

    @Test
    void settingsWithWhichTheWebhookWouldNotStartAreRefused() {
        for (String[] wrong : new String[][] {
            {"", "api://a", "", "", ""},
            {"own", "", "", "", ""},
            {"own", "API://azureadtokenexchange", "", "", ""},
            {"not valid", "api://a", "", "", ""},
            {"x".repeat(60), "api://a", "", "", ""},
            {"own", "api://a", "map", "signer", ""},
            {"own", "api://a", "", "signer", "data"},
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CustomTokenEndpoint.of(wrong[0], wrong[1], "https://p")
                            .withCaConfigMap(wrong[2])
                            .withCaSigner(wrong[3])
                            .withCaData(wrong[4]));
        }
    }

    private static void assertOrdinary(ManifestNode pod) {
        assertThat(token(pod).get("audience")).isEqualTo(LocalCluster.DEFAULT_AUDIENCE);
        assertThat(sources(pod)).hasSize(1);
        assertThat(variables(pod, "api")).hasSize(4);
    }
}
