package io.github.wicredential.test.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.Repository;
import io.github.wicredential.test.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in {@code deploy/} parses, fits together and says the same as the guides. */
class DeployTest {

    private static final String BASE = "deploy/kubernetes/base/";
    private static final String CLIENT_ID = "azure.workload.identity/client-id";
    private static final String PLACEHOLDER = "00000000-0000-0000-0000-000000000000";
    private static final String EXAMPLE = "8b1f6a52-0000-4000-8000-000000000001";
    private static final String SUBJECT = "system:serviceaccount:shop:orders";

    private final StrictManifests base = StrictManifests.parse(
            Repository.read(BASE + "namespace.yaml"),
            Repository.read(BASE + "service-account.yaml"),
            Repository.read(BASE + "deployment.yaml"),
            Repository.read(BASE + "service.yaml"),
            Repository.read(BASE + "network-policy.yaml"));

    @Test
    void anUnknownFieldIsFoundAtAnyDepth() {
        String deployment = Repository.read(BASE + "deployment.yaml");

        for (String right : List.of("readOnlyRootFilesystem", "runAsNonRoot", "serviceAccountName", "replicas")) {
            assertThatThrownBy(() -> StrictManifests.parse(deployment.replace(right + ":", right + "s:")))
                    .hasMessageContaining("\"" + right + "s\"");
        }
        assertThatThrownBy(() -> StrictManifests.parse(deployment + "spec: {}\n"))
                .hasMessageContaining("not YAML");
    }

    @Test
    void whatAClusterRefusesIsFound() {
        String deployment = Repository.read(BASE + "deployment.yaml");

        assertThatThrownBy(() -> StrictManifests.parse(deployment.replace("- name: api\n          image", "- image")))
                .hasMessageContaining("required field `name`");
        assertThatThrownBy(() -> StrictManifests.parse(deployment.replace("use: \"true\"", "use: true")))
                .hasMessageContaining("Cannot coerce Boolean value");
        assertThatThrownBy(() ->
                        StrictManifests.parse(deployment.replace("containerPort: 8080", "containerPort: \"8080\"")))
                .hasMessageContaining("Cannot coerce String value");
    }

    @Test
    void theBaseListsEveryManifest() throws IOException {
        String kustomization = Repository.read(BASE + "kustomization.yaml");
        try (Stream<Path> files = Files.list(Repository.root().resolve(BASE))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("kustom")))
                    .hasSize(5)
                    .allSatisfy(name -> assertThat(kustomization).contains("- " + name + "\n"));
        }
    }

    @Test
    void allManifestsNameTheSameNamespaceAndServiceAccount() {
        assertAgreement(base, PLACEHOLDER);
    }

    @Test
    void thePodIsRestricted() {
        assertThat(base.only(Namespace.class).getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertRestricted(base.only(Deployment.class).getSpec().getTemplate());
    }

    @Test
    void theJobIsRestrictedTooAndRunsAsTheSameServiceAccount() {
        Job job = StrictManifests.parse(Repository.read("deploy/kubernetes/job/job.yaml"))
                .only(Job.class);
        PodTemplateSpec pod = job.getSpec().getTemplate();

        assertRestricted(pod);
        assertThat("system:serviceaccount:" + job.getMetadata().getNamespace() + ":"
                        + pod.getSpec().getServiceAccountName())
                .isEqualTo(SUBJECT);
        assertThat(pod.getMetadata().getLabels())
                .containsEntry("azure.workload.identity/use", "true")
                .doesNotContainValue("orders-api");
    }

    @Test
    void aJobOnAksAutomaticHasProbes(@TempDir Path elsewhere) throws Exception {
        PodTemplateSpec pod = StrictManifests.parse(withComponents("job", elsewhere))
                .only(Job.class)
                .getSpec()
                .getTemplate();

        Container container = pod.getSpec().getContainers().get(0);
        assertThat(List.of(container.getReadinessProbe(), container.getLivenessProbe()))
                .allSatisfy(probe -> assertThat(probe.getExec().getCommand()).containsExactly("true"));
        assertRestricted(pod);
    }

    @Test
    void whatPodSecurityRefusesIsFound() {
        String job = Repository.read("deploy/kubernetes/job/job.yaml");

        for (String wrong : List.of(
                job.replace("runAsNonRoot: true", "runAsNonRoot: false"),
                job.replace("runAsUser: 10001", "runAsUser: 0"),
                job.replace("type: RuntimeDefault", "type: Unconfined"),
                job.replace("- ALL", "- NET_RAW"),
                job.replace("allowPrivilegeEscalation: false", "privileged: true"),
                job.replace("emptyDir: {}", "hostPath: {path: /tmp}"),
                job.replace("restartPolicy:", "hostNetwork: true\n      restartPolicy:"))) {
            assertThat(wrong).isNotEqualTo(job);
            PodTemplateSpec pod =
                    StrictManifests.parse(wrong).only(Job.class).getSpec().getTemplate();
            assertThatThrownBy(() -> assertRestricted(pod)).isInstanceOf(AssertionError.class);
        }
    }

    /**
     * Pod Security's level "restricted" for what our manifests use; another setting fails, even one that the level allows. Beyond
     * it: no token for the API server, and a root file system that is only read.
     */
    private static void assertRestricted(PodTemplateSpec pod) {
        PodSpec spec = pod.getSpec();
        assertThat(Stream.of(spec.getHostNetwork(), spec.getHostPID(), spec.getHostIPC(), spec.getHostUsers()))
                .containsOnlyNulls();
        assertThat(spec.getInitContainers()).isEmpty();
        assertThat(spec.getEphemeralContainers()).isEmpty();
        assertThat(spec.getSecurityContext())
                .isEqualTo(new PodSecurityContextBuilder()
                        .withRunAsNonRoot(true)
                        .withRunAsUser(10001L)
                        .withRunAsGroup(10001L)
                        .withNewSeccompProfile()
                        .withType("RuntimeDefault")
                        .endSeccompProfile()
                        .build());
        assertThat(spec.getVolumes()).allSatisfy(volume -> {
            assertThat(volume.getEmptyDir()).isNotNull();
            assertThat(volume.getHostPath()).isNull();
        });
        assertThat(spec.getAutomountServiceAccountToken()).isFalse();
        for (Container container : spec.getContainers()) {
            assertThat(container.getSecurityContext())
                    .isEqualTo(new SecurityContextBuilder()
                            .withAllowPrivilegeEscalation(false)
                            .withReadOnlyRootFilesystem(true)
                            .withNewCapabilities()
                            .withDrop("ALL")
                            .endCapabilities()
                            .build());
            assertThat(container.getPorts())
                    .allSatisfy(port -> assertThat(port.getHostPort()).isNull());
        }
    }

    @Test
    void theNetworkPolicySelectsThePodAndLeavesOutTheMetadataService() {
        NetworkPolicy policy = base.only(NetworkPolicy.class);

        assertThat(base.only(Deployment.class)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels()
                        .entrySet())
                .containsAll(policy.getSpec().getPodSelector().getMatchLabels().entrySet());
        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(policy.getSpec()
                        .getEgress()
                        .get(2)
                        .getTo()
                        .get(0)
                        .getIpBlock()
                        .getExcept())
                .containsExactly("169.254.0.0/16");
    }

    @Test
    void thePodMayResolveNamesByKubeDnsAndByLocalDns() {
        assertThat(base.only(NetworkPolicy.class).getSpec().getEgress().subList(0, 2))
                .allSatisfy(rule -> assertThat(rule.getPorts())
                        .extracting(port -> port.getProtocol() + port.getPort().getIntVal())
                        .containsExactly("UDP53", "TCP53"));
        assertThat(base.only(NetworkPolicy.class).getSpec().getEgress().get(1).getTo())
                .extracting(peer -> peer.getIpBlock().getCidr())
                .containsExactly("169.254.10.10/32", "169.254.10.11/32");
    }

    @Test
    void aCopyAnywhereRendersWithAllComponents(@TempDir Path elsewhere) throws Exception {
        Path from = Repository.root().resolve("deploy/kubernetes");
        Path overlay = elsewhere.resolve("overlays/example/kustomization.yaml");
        String rendered = withComponents("overlays/example", elsewhere);

        try (Stream<Path> components = Files.list(from.resolve("components"))) {
            assertThat(components
                            .filter(component -> !component.endsWith("job-probes"))
                            .map(component -> "  - ../../components/" + component.getFileName()))
                    .hasSize(5)
                    .allSatisfy(line -> assertThat(Files.readString(overlay)).contains(line + "\n"));
        }
        assertThat(kinds(rendered))
                .containsExactlyInAnyOrder(
                        "Namespace",
                        "ServiceAccount",
                        "Service",
                        "Deployment",
                        "NetworkPolicy",
                        "NetworkPolicy",
                        "NetworkPolicy",
                        "NetworkPolicy",
                        "CiliumNetworkPolicy",
                        "PodMonitor");
        for (String document : rendered.split("(?m)^---$", -1)) {
            if (document.contains("\nkind: NetworkPolicy\n")) {
                assertThat(StrictManifests.parse(document)
                                .only(NetworkPolicy.class)
                                .getSpec()
                                .getPodSelector()
                                .getMatchLabels())
                        .containsEntry("app.kubernetes.io/name", "orders-api");
            }
        }
    }

    /** Renders a kustomization of a copy of the manifests, with the components switched on that it has as comments. */
    private static String withComponents(String directory, Path elsewhere) throws Exception {
        Path from = Repository.root().resolve("deploy/kubernetes");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path to = elsewhere.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        Path kustomization = elsewhere.resolve(directory).resolve("kustomization.yaml");
        Files.writeString(
                kustomization,
                Files.readString(kustomization)
                        .replace("# components:", "components:")
                        .replace("#   - ../", "  - ../"));
        return Tools.run(
                Map.of(), "kubectl", "kustomize", kustomization.getParent().toString());
    }

    /** The client id looks like whatever else is replaced. */
    @ParameterizedTest
    @ValueSource(strings = {"docs/start/2-spring-boot-on-aks.md", "docs/how-to/aks.md"})
    void thePagesCommandReplacesInTheOverlayWhatItNames(String page, @TempDir Path elsewhere) throws Exception {
        Path overlay = elsewhere.resolve("my-deployment/overlays/example/kustomization.yaml");
        Files.createDirectories(overlay.getParent());
        Files.copy(Repository.root().resolve("deploy/kubernetes/overlays/example/kustomization.yaml"), overlay);
        String clientId = "1c0d0a0b-1a0b-4000-8000-1f0e0d0c0b0a";
        Matcher command = Pattern.compile("(?s)sed -i\\.bak \"s/8b1f6a52.*?" + overlay.getFileName())
                .matcher(Files.readString(Repository.root().resolve(page)));
        assertThat(command.find()).isTrue();

        Tools.run(
                Map.of("CLIENT_ID", clientId, "REGISTRY", "shop", "ELSEWHERE", elsewhere.toString()),
                "bash",
                "-c",
                "cd \"$ELSEWHERE\" && " + command.group());

        assertThat(Files.readString(overlay))
                .contains("azure.workload.identity/client-id: " + clientId + "\n")
                .doesNotContain(EXAMPLE);
        if (page.contains("/start/")) {
            assertThat(Files.readString(overlay)).contains("newName: shop.azurecr.io/orders\n", "newTag: \"1\"\n");
        }
    }

    @Test
    void theOverlayTakesThePatchOfWhoAmI(@TempDir Path elsewhere) throws Exception {
        Matcher patch = Pattern.compile("```yaml\n(  - target:.*?)```", Pattern.DOTALL)
                .matcher(Repository.read("wi-credential-examples/who-am-i/README.md"));
        assertThat(patch.find()).isTrue();
        withComponents("overlays/example", elsewhere);
        Path overlay = elsewhere.resolve("overlays/example");
        Files.writeString(overlay.resolve("kustomization.yaml"), patch.group(1), StandardOpenOption.APPEND);

        String rendered = Tools.run(Map.of(), "kubectl", "kustomize", overlay.toString());

        assertThat(StrictManifests.parse(document(rendered, "Deployment"))
                        .only(Deployment.class)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers())
                .singleElement()
                .satisfies(container -> {
                    assertThat(container.getArgs())
                            .containsExactly("io.github.wicredential.examples.whoami.WhoAmIApplication");
                    assertThat(container.getEnv()).extracting(EnvVar::getName).containsExactly("AZURE_SUBSCRIPTION_ID");
                });
    }

    @Test
    void whoOwnsNamespaceOrServiceAccountLeavesThemOut() throws Exception {
        assertThat(kinds(Tools.run(Map.of(), "kubectl", "kustomize", "deploy/kubernetes/overlays/existing-namespace")))
                .containsExactlyInAnyOrder("ServiceAccount", "Service", "Deployment", "NetworkPolicy");
        assertThat(kinds(Tools.run(
                        Map.of(), "kubectl", "kustomize", "deploy/kubernetes/overlays/existing-service-account")))
                .containsExactlyInAnyOrder("Service", "Deployment", "NetworkPolicy");
    }

    @Test
    void thePodHasTheProbesThatAksAutomaticRequires() {
        Container container = base.only(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);

        assertThat(List.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe()))
                .allSatisfy(probe -> {
                    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
                    assertThat(probe.getHttpGet().getPath()).startsWith("/actuator/health/");
                });
    }

    private static List<String> kinds(String rendered) {
        return Pattern.compile("(?m)^kind: (\\w+)$")
                .matcher(rendered)
                .results()
                .map(kind -> kind.group(1))
                .toList();
    }

    @Test
    void theOverlayRendersAndTheWebhookMutatesItsPod() throws Exception {
        String rendered = Tools.run(Map.of(), "kubectl", "kustomize", "deploy/kubernetes/overlays/example");
        StrictManifests manifests = StrictManifests.parse(rendered);

        assertAgreement(manifests, EXAMPLE);
        assertThat(rendered).doesNotContain("example/orders-api:1\n").doesNotContain(PLACEHOLDER);
        assertThat(manifests.only(Deployment.class).getSpec().getReplicas()).isEqualTo(3);
        ManifestNode pod = Pods.mutated(
                WebhookMutation.builder().tenantId(Pods.TENANT).serviceAccount(document(rendered, "ServiceAccount")),
                podOf(document(rendered, "Deployment")));
        assertThat(Pods.variables(pod, "api"))
                .containsEntry("AZURE_CLIENT_ID", EXAMPLE)
                .hasSize(4);
        assertThat(Pods.container(pod, "api").objects("volumeMounts")).hasSize(2);
    }

    @Test
    void terraformIsFormatted() throws Exception {
        assertThat(Tools.run(Map.of(), "terraform", "fmt", "-check", "-recursive", "-list=true", "deploy/terraform"))
                .isEmpty();
    }

    /** Whether they parse and fit together is looked at where there is a parser: in verification/pages. */
    @ParameterizedTest
    @CsvSource({"azure, main.bicep", "existing-cluster, existing-cluster.bicep"})
    void terraformAndBicepNameTheSame(String terraform, String file) {
        String variables = Repository.read("deploy/terraform/" + terraform + "/variables.tf");
        String kubernetes = Repository.read("deploy/terraform/kubernetes/variables.tf");
        String bicep = Repository.read("deploy/bicep/" + file);

        for (Map.Entry<String, String> name : Map.of(
                        "namespace", "shop",
                        "service_account", "orders",
                        "identity", "orders",
                        "cluster", "shop-aks",
                        "audience", LocalCluster.DEFAULT_AUDIENCE)
                .entrySet()) {
            assertThat(defaultOf(variables, name.getKey())).isEqualTo(name.getValue());
            String parameter = name.getKey().equals("service_account") ? "serviceAccount" : name.getKey();
            assertThat(bicep).contains("param " + parameter + " string = '" + name.getValue() + "'\n");
        }
        assertThat(defaultOf(kubernetes, "namespace")).isEqualTo("shop");
        assertThat(defaultOf(kubernetes, "service_account")).isEqualTo("orders");
        assertThat(defaultOf(kubernetes, "context")).isEqualTo("shop-aks");
        assertThat(Repository.read("deploy/terraform/access/variables.tf")).contains("\"Key Vault Secrets User\"");
        assertThat(Repository.read("deploy/terraform/kubernetes/main.tf")).contains("\"" + CLIENT_ID + "\" =");
        for (String way : List.of("identity", "app-registration")) {
            assertThat(Repository.read("deploy/terraform/" + way + "/main.tf"))
                    .contains("\"system:serviceaccount:${var.namespace}:${var.service_account}\"");
            assertThat(Repository.read("deploy/bicep/modules/" + way + ".bicep"))
                    .contains("'system:serviceaccount:${namespace}:${serviceAccount}'");
        }
    }

    @Test
    void theGuideNamesTheSame() {
        assertThat(Repository.read("docs/how-to/aks.md"))
                .contains(
                        "RG=shop-rg\n",
                        "CLUSTER=shop-aks\n",
                        "IDENTITY=orders\n",
                        "NAMESPACE=shop\n",
                        "SERVICE_ACCOUNT=orders\n")
                .contains(
                        "--subject \"system:serviceaccount:$NAMESPACE:$SERVICE_ACCOUNT\" ",
                        "--audiences " + LocalCluster.DEFAULT_AUDIENCE + "\n")
                .contains(
                        "--name \"$NAMESPACE-$SERVICE_ACCOUNT\" ",
                        "`" + CLIENT_ID + "`",
                        "`azure.workload.identity/use: \"true\"`")
                .contains("\"Key Vault Secrets User\"", "-l app.kubernetes.io/name=orders-api");
        try (LocalCluster cluster = LocalCluster.start()) {
            assertThat(cluster.subject()).isEqualTo(SUBJECT);
        }
    }

    @Test
    void thePodThatDoesWithoutTheWebhookIsAPod() {
        Matcher block = Pattern.compile("```yaml\\n(      containers:.*?)```", Pattern.DOTALL)
                .matcher(Repository.read("docs/how-to/self-managed-clusters.md"));
        assertThat(block.find()).isTrue();
        Pod pod = StrictManifests.parse("apiVersion: v1\nkind: Pod\nspec:\n" + block.group(1))
                .only(Pod.class);

        assertThat(pod.getSpec().getVolumes().get(0).getProjected().getSources())
                .singleElement()
                .satisfies(source -> assertThat(source.getServiceAccountToken().getAudience())
                        .isEqualTo(LocalCluster.DEFAULT_AUDIENCE));
    }

    private static void assertAgreement(StrictManifests manifests, String clientId) {
        ServiceAccount account = manifests.only(ServiceAccount.class);
        Deployment deployment = manifests.only(Deployment.class);
        String namespace = manifests.only(Namespace.class).getMetadata().getName();
        PodTemplateSpec pod = deployment.getSpec().getTemplate();

        assertThat(List.of(
                        account.getMetadata().getNamespace(),
                        deployment.getMetadata().getNamespace(),
                        manifests.only(NetworkPolicy.class).getMetadata().getNamespace()))
                .containsOnly(namespace);
        assertThat("system:serviceaccount:" + namespace + ":"
                        + account.getMetadata().getName())
                .isEqualTo(SUBJECT);
        assertThat(pod.getSpec().getServiceAccountName())
                .isEqualTo(account.getMetadata().getName());
        assertThat(account.getMetadata().getAnnotations()).containsEntry(CLIENT_ID, clientId);
        assertThat(pod.getMetadata().getLabels())
                .containsEntry("azure.workload.identity/use", "true")
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
    }

    /** The pod that the deployment's replica set would create. */
    private static String podOf(String deployment) {
        ManifestNode template = ManifestYaml.parse(deployment).object("spec").object("template");
        template.object("metadata").with("namespace", "shop").with("generateName", "orders-api-7c9d8f6b5d-");
        return ManifestText.write(template.with("kind", "Pod"), false);
    }

    private static String document(String rendered, String kind) {
        return Stream.of(rendered.split("(?m)^---$"))
                .filter(document -> document.contains("\nkind: " + kind + "\n"))
                .findFirst()
                .orElseThrow();
    }

    private static String defaultOf(String variables, String name) {
        Matcher matcher = Pattern.compile("variable \"" + name + "\" \\{[^}]*?default\\s*= \"([^\"]*)\"")
                .matcher(variables);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }
}
