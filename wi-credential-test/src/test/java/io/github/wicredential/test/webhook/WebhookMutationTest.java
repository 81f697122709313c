package io.github.wicredential.test.webhook;

import static io.github.wicredential.test.webhook.Pods.CLIENT;
import static io.github.wicredential.test.webhook.Pods.TENANT;
import static io.github.wicredential.test.webhook.Pods.VOLUME;
import static io.github.wicredential.test.webhook.Pods.account;
import static io.github.wicredential.test.webhook.Pods.container;
import static io.github.wicredential.test.webhook.Pods.mutated;
import static io.github.wicredential.test.webhook.Pods.names;
import static io.github.wicredential.test.webhook.Pods.pod;
import static io.github.wicredential.test.webhook.Pods.token;
import static io.github.wicredential.test.webhook.Pods.variables;
import static io.github.wicredential.test.webhook.Pods.webhook;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.test.LocalCluster;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookMutationTest {

    private static final String EXPIRATION = "azure.workload.identity/service-account-token-expiration: ";

    @ParameterizedTest
    @CsvSource({
        ", /var/run/secrets/azure/wi/2974a97a64c40fb365a3431ad1dabe",
        "V1_6_1, /var/run/secrets/azure/wi/2974a97a64c40fb365a3431ad1dabe",
        "V1_6_0, /var/run/secrets/azure/wi"
    })
    void containersAndInitContainersGetFourVariablesAndTheMount(@Nullable WebhookVersion version, String mountPath) {
        ManifestNode pod = mutated(version == null ? webhook() : webhook().version(version), pod());

        for (String name : new String[] {"migrate", "api", "log-shipper"}) {
            assertThat(variables(pod, name))
                    .containsExactly(
                            Map.entry("AZURE_CLIENT_ID", CLIENT),
                            Map.entry("AZURE_TENANT_ID", TENANT),
                            Map.entry("AZURE_FEDERATED_TOKEN_FILE", mountPath + "/token/azure-identity-token"),
                            Map.entry("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/"));
            assertThat(container(pod, name).objects("volumeMounts"))
                    .singleElement()
                    .satisfies(mount -> assertThat(mount.toMap())
                            .isEqualTo(Map.of("name", VOLUME, "mountPath", mountPath, "readOnly", true)));
        }
    }

    @Test
    void theVolumeProjectsTheTokenAndLeavesTheModeToTheApiServer() {
        ManifestNode pod = mutated(webhook(), pod());

        assertThat(token(pod))
                .isEqualTo(Map.of(
                        "audience", "api://AzureADTokenExchange",
                        "expirationSeconds", 3600,
                        "path", "token/azure-identity-token"));
        assertThat(pod.object("spec")
                        .objects("volumes")
                        .get(0)
                        .object("projected")
                        .toMap())
                .containsOnlyKeys("sources");
    }

    @Test
    void theNameOfThePodIsHashedWhenItIsThere() {
        String named = pod().replace("generateName: orders-api-7c9d8f6b5d-", "name: orders-0");

        assertThat(names(mutated(webhook(), named).object("spec").objects("volumes")))
                .containsExactly("azure-workload-identity-reserved-85d2a9f30000d7baba9eb51a96bde6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"false\"", "\"True\"", "\"TRUE\"", "\"\"", "\"yes\""})
    void onlyTheExactLabelBringsAPodToTheWebhook(String label) {
        String pod = pod().replace("azure.workload.identity/use: \"true\"", "azure.workload.identity/use: " + label);

        assertThat(mutated(webhook(), pod).toMap())
                .isEqualTo(ManifestText.parse(pod, "Pod").toMap());
    }

    @Test
    void aLabelOnTheServiceAccountHasNoEffect() {
        String pod = pod().replace("azure.workload.identity/use: \"true\"", "app: orders");
        String account = Pods.account("a: \"b\"")
                .replace("  annotations:", "  labels: {azure.workload.identity/use: 'true'}\n  annotations:");

        assertThat(mutated(webhook().serviceAccount(account), pod)
                        .object("spec")
                        .has("volumes"))
                .isFalse();
    }

    @Test
    void anExistingVariableStaysWhereverItsValueComesFrom() {
        String pod = Pods.withApiField("""
                env:
                  - name: AZURE_TENANT_ID
                    value: "22222222-2222-2222-2222-222222222222"
                  - name: AZURE_CLIENT_ID
                    valueFrom: {configMapKeyRef: {name: identity, key: client}}
                  - name: AZURE_FEDERATED_TOKEN_FILE
                    value: ""
                """);
        ManifestNode mutated = mutated(webhook(), pod);

        assertThat(variables(mutated, "api"))
                .containsExactly(
                        Map.entry("AZURE_TENANT_ID", "22222222-2222-2222-2222-222222222222"),
                        Map.entry("AZURE_CLIENT_ID", ""),
                        Map.entry("AZURE_FEDERATED_TOKEN_FILE", ""),
                        Map.entry("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/"));
        assertThat(container(mutated, "api").objects("env").get(1).has("valueFrom"))
                .isTrue();
        assertThat(container(mutated, "api").objects("volumeMounts")).hasSize(1);
    }

    @Test
    void envFromIsNotLookedAt() {
        String pod = Pods.withApiField("envFrom: [{configMapRef: {name: has-azure-client-id}}]");

        assertThat(variables(mutated(webhook(), pod), "api")).containsEntry("AZURE_CLIENT_ID", CLIENT);
    }

    @Test
    void aSkippedContainerGetsNothingButThePodStillHasTheVolume() {
        ManifestNode pod = mutated(
                webhook(), pod("azure.workload.identity/skip-containers: \" log-shipper ;migrate; api;unknown\""));

        for (String name : new String[] {"migrate", "api", "log-shipper"}) {
            assertThat(container(pod, name).has("env")).isFalse();
            assertThat(container(pod, name).has("volumeMounts")).isFalse();
        }
        assertThat(token(pod)).isNotEmpty();
    }

    @Test
    void ephemeralContainersAreNotTouched() {
        String pod = pod() + "  ephemeralContainers:\n    - name: debugger\n      image: example/debug:1\n";

        assertThat(container(mutated(webhook(), pod), "debugger").toMap()).containsOnlyKeys("name", "image");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 3600",
        "'3600', '', 3600",
        "'86400', '', 86400",
        "'', '7200', 7200",
        "'4000', '7200', 4000",
        "'4000', 'nonsense', 4000",
        "'+5000', '', 5000",
    })
    void theExpirationOfThePodComesBeforeThatOfTheServiceAccount(String onPod, String onAccount, int seconds) {
        WebhookMutationBuilder webhook = webhook().serviceAccount(Pods.account(EXPIRATION + "\"" + onAccount + "\""));

        assertThat(token(mutated(webhook, pod(EXPIRATION + "\"" + onPod + "\""))))
                .isEqualTo(Map.of(
                        "audience",
                        "api://AzureADTokenExchange",
                        "expirationSeconds",
                        seconds,
                        "path",
                        "token/azure-identity-token"));
    }

    @ParameterizedTest
    @CsvSource({
        "3599, token expiration 3599 not valid. Expected value to be between 3600 and 86400",
        "86401, token expiration 86401 not valid. Expected value to be between 3600 and 86400",
        "-1, token expiration -1 not valid. Expected value to be between 3600 and 86400",
        "1h, 'strconv.ParseInt: parsing \"1h\": invalid syntax'",
        "3600.0, 'strconv.ParseInt: parsing \"3600.0\": invalid syntax'",
        "99999999999999999999, 'strconv.ParseInt: parsing \"99999999999999999999\": value out of range'",
    })
    void anExpirationOutOfBoundsOrNotANumberIsRefused(String seconds, String reason) {
        assertRefused(pod(EXPIRATION + "\"" + seconds + "\""), reason);
    }

    @Test
    void withoutAClientIdAnnotationTheVariableIsMissing() {
        ManifestNode pod = mutated(webhook().serviceAccount(Pods.account("a: \"b\"")), pod());

        assertThat(variables(pod, "api")).containsKey("AZURE_TENANT_ID").doesNotContainKey("AZURE_CLIENT_ID");
    }

    @Test
    void theTenantOfTheServiceAccountWinsAndAnEmptyOneRemovesTheVariable() {
        String tenant = "azure.workload.identity/tenant-id: ";

        assertThat(variables(mutated(webhook().serviceAccount(Pods.account(tenant + "t")), pod()), "api"))
                .containsEntry("AZURE_TENANT_ID", "t");
        assertThat(variables(mutated(webhook().serviceAccount(Pods.account(tenant + "\"\"")), pod()), "api"))
                .doesNotContainKey("AZURE_TENANT_ID");
    }

    @Test
    void aVolumeOfTheReservedNameIsOverwrittenAndItsMountToo() {
        String pod = Pods.withApiField("volumeMounts: [{name: " + VOLUME + ", mountPath: /x}]")
                + "  volumes: [{name: data, emptyDir: {}}, {name: " + VOLUME + ", emptyDir: {}}]\n";
        ManifestNode mutated = mutated(webhook(), pod);

        assertThat(names(mutated.object("spec").objects("volumes"))).containsExactly("data", VOLUME);
        assertThat(token(mutated)).isNotEmpty();
        assertThat(container(mutated, "api").objects("volumeMounts"))
                .singleElement()
                .satisfies(mount -> assertThat(mount.text("mountPath")).isEqualTo(Pods.MOUNT));
    }

    @Test
    void aVolumeThatOnlyProjectsTheOldPathIsNotRecognised() {
        String pod = pod()
                + "  volumes: [{name: azure-identity-token, projected:"
                + " {sources: [{serviceAccountToken: {path: azure-identity-token}}]}}]\n";

        assertThat(mutated(webhook(), pod).object("spec").objects("volumes")).hasSize(2);
    }

    @Test
    void mutatingAgainChangesNothing() {
        WebhookMutation webhook = webhook().build();
        String once = webhook.mutate(pod("azure.workload.identity/inject-proxy-sidecar: \"true\""));

        assertThat(webhook.mutate(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource(WebhookVersion.class)
    void onlyAPathWithTheHashIsFreeWhenThePodGetsItsNameBetweenTwoCalls(WebhookVersion version) {
        WebhookMutation webhook = webhook().version(version).build();
        String once = webhook.mutate(pod());

        ManifestNode twice = ManifestText.parse(
                webhook.mutate(
                        once.replace("generateName: orders-api-7c9d8f6b5d-", "name: orders-api-7c9d8f6b5d-x2x4z")),
                "Pod");

        assertThat(twice.object("spec").objects("volumes")).hasSize(2);
        assertThat(container(twice, "api").objects("volumeMounts").stream()
                        .map(mount -> mount.text("mountPath"))
                        .collect(toSet()))
                .hasSize(version == WebhookVersion.V1_6_0 ? 1 : 2);
        assertThat(variables(twice, "api")).isEqualTo(variables(ManifestText.parse(once, "Pod"), "api"));
    }

    @Test
    void aMissingServiceAccountIsRefusedAndNoNameMeansDefault() {
        assertRefused(pod().replace("  serviceAccountName: orders\n", ""), "serviceaccounts \"default\" not found");
        assertRefused(pod().replace("namespace: shop", "namespace: other"), "serviceaccounts \"orders\" not found");
        String inDefault = "{\"metadata\":{\"name\":\"default\"}}";
        String pod = "{\"metadata\":{\"name\":\"p\",\"labels\":{\"azure.workload.identity/use\":\"true\"}},"
                + "\"spec\":{\"containers\":[{\"name\":\"c\"}]}}";

        assertThat(variables(mutated(webhook().serviceAccount(inDefault), pod), "c"))
                .containsKey("AZURE_FEDERATED_TOKEN_FILE");
    }

    @ParameterizedTest
    @CsvSource({
        "AzureChinaCloud, https://login.chinacloudapi.cn/",
        "azureusgovernmentcloud, https://login.microsoftonline.us/",
        "AzurePublicCloud, https://login.microsoftonline.com/",
    })
    void theCloudDecidesTheAuthorityHostAndNotTheAudience(String cloud, String authorityHost) {
        ManifestNode pod = mutated(webhook().cloud(cloud), pod());

        assertThat(variables(pod, "api")).containsEntry("AZURE_AUTHORITY_HOST", authorityHost);
        assertThat(token(pod).get("audience")).isEqualTo(LocalCluster.DEFAULT_AUDIENCE);
        assertThatIllegalArgumentException().isThrownBy(() -> webhook().cloud("Bleu"));
    }

    @Test
    void theAudienceIsTheWebhooksFlag() {
        assertThat(token(mutated(webhook().audience("api://mine"), pod())).get("audience"))
                .isEqualTo("api://mine");
    }

    @Test
    void whatTheWebhookDoesToAPodCanBeAsked() {
        String serviceAccountYaml = account("azure.workload.identity/client-id: \"" + CLIENT + "\"");
        String podYaml = pod();

        // begin: webhook
        WebhookMutation webhook = WebhookMutation.builder()
                .tenantId("11111111-1111-1111-1111-111111111111")
                .serviceAccount(serviceAccountYaml)
                .build();
        assertThat(webhook.mutate(podYaml)).contains("AZURE_CLIENT_ID");
        // end
    }

    private static void assertRefused(String pod, String reason) {
        assertThatThrownBy(() -> webhook().build().mutate(pod))
                .isInstanceOfSatisfying(
                        WebhookRejectionException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                .hasMessage("admission webhook \"mutation.azure-workload-identity.io\" denied the request: " + reason);
    }
}
