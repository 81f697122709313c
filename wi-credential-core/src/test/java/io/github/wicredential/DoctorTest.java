package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.doctor.Finding;
import io.github.wicredential.internal.docs.Docs;
import io.github.wicredential.internal.doctor.DocsPage;
import io.github.wicredential.internal.doctor.JsonSchema;
import io.github.wicredential.internal.doctor.Waiting;
import io.github.wicredential.internal.json.JsonFields;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@WorkloadIdentityTest
class DoctorTest {

    private static final String VAULT = "https://vault.azure.net/.default";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> variables = new HashMap<>();

    private LocalCluster cluster;
    private LocalEntra entra;
    private LocalApplication application;

    @BeforeEach
    void inAPod(LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        this.cluster = cluster;
        this.entra = entra;
        this.application = application;
        variables.putAll(cluster.environment());
        variables.put("HOSTNAME", "orders-7c9d8f6b5d-x2k4p");
        variables.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    }

    @Test
    void saysThatAPodIsHealthy() throws Exception {
        assertThat(run("--scope", VAULT, "--issuer")).isEqualTo(Doctor.HEALTHY);

        assertThat(printed()).startsWith("Healthy: ").doesNotContain("\u001b");
        page().assertHas("doctor healthy", block("--scope " + VAULT + " --issuer"));
        DocsPage.named("start/2-spring-boot-on-aks.md")
                .assertHas(
                        "doctor conclusion",
                        "\n```\n"
                                + printed()
                                        .lines()
                                        .findFirst()
                                        .orElseThrow()
                                        .replace(application.clientId(), "…")
                                        .replace(application.objectId(), "…")
                                + "\n```\n\n");
    }

    @Test
    void saysWhatIsWrongAndWhatMendsIt() throws Exception {
        cluster.renameServiceAccount("orders-v2");

        assertThat(run("--scope", VAULT)).isEqualTo(Doctor.UNHEALTHY);

        assertThat(printed()).startsWith("No federated credential has the token's subject (AADSTS700213)");
        page().assertHas("doctor broken", block("--scope " + VAULT));
    }

    @Test
    void saysThatTheWebhookHasNotTouchedTheContainer() throws Exception {
        variables.keySet().removeIf(name -> name.startsWith("AZURE_"));

        assertThat(run("--offline")).isEqualTo(Doctor.UNHEALTHY);

        assertThat(printed()).startsWith("The webhook did not mutate this container (no-variables)");
    }

    @Test
    void speaksToMachines() {
        cluster.renameServiceAccount("orders-v2");

        assertThat(run("--json", "--scope=" + VAULT)).isEqualTo(Doctor.UNHEALTHY);

        JsonFields json = JsonFields.read(printed()).orElseThrow();
        assertThat(json.text("healthy")).contains("false");
        assertThat(json.text("at")).isPresent();
        assertThat(printed())
                .contains("\"id\" : \"exchange https://vault.azure.net/.default\"", "\"status\" : \"PROBLEM\"")
                .contains("\"code\" : \"AADSTS700213\"", "\"httpStatus\" : 401", "\"retryable\" : false")
                .doesNotContain("\"link\"");
        assertThat(json.text("rootFinding")).contains("exchange " + VAULT);
        assertThat(json.text("summary").orElseThrow()).startsWith("No federated credential has the token's subject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--offline", "--issuer"})
    void writesJsonAsTheSchemaDescribesIt(String option) throws Exception {
        JsonSchema schema = JsonSchema.ofTheDoctor();
        String[] arguments =
                Stream.of("--json", option).filter(text -> !text.isEmpty()).toArray(String[]::new);

        run(arguments);
        assertThat(schema.faults(printed())).as(printed()).isEmpty();
        out.reset();
        cluster.renameServiceAccount("orders-v2");
        run(arguments);
        assertThat(schema.faults(printed())).as(printed()).isEmpty();
        out.reset();
        variables.clear();
        run(arguments);
        assertThat(schema.faults(printed())).as(printed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--issuer"})
    void aTerminalShowsWhichCheckWaits(String option) throws Exception {
        run(option, "--scope", VAULT);
        String quiet = printed();
        assertThat(err.size()).isZero();
        out.reset();

        Doctor.run(new String[] {option, "--scope", VAULT}, variables::get, true, print(out), print(err));

        String host = entra.authorityHost().getHost();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "asking " + host + " (dns) ... (5 s at most)",
                        "asking " + host + " (tcp) ... (5 s at most)",
                        "asking " + host + " for " + VAULT + " ... (10 s at most)")
                .endsWith("\r\u001b[K")
                .doesNotContain("\n", "eyJ");
        assertThat(printed()).doesNotContain("asking").startsWith(option.equals("--json") ? "{" : "\u001b[32mHealthy");
        assertThat(quiet).doesNotContain("asking");
    }

    @Test
    void elsewhereACheckIsNamedOnceItHasWaitedForASecond() {
        Waiting waiting = new Waiting(false, print(err));

        waiting.begins("login.microsoftonline.com (tls)", Duration.ofSeconds(5));
        assertThat(err.size()).isZero();
        waiting.lasts("login.microsoftonline.com (tls)", Duration.ofSeconds(5));
        waiting.ends();

        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("asking login.microsoftonline.com (tls) ... (5 s at most)");
    }

    @Test
    void fromThenOnEachRowIsShownAsSoonAsItIsKnown() {
        Diagnosis diagnosis = WorkloadIdentity.builder()
                .environment(variables::get)
                .diagnose(DiagnosisOptions.of().withOffline(true));
        List<Finding> rows = diagnosis.findings();
        Waiting waiting = new Waiting(false, print(err));

        waiting.found(rows.get(0));
        waiting.found(rows.get(1));
        assertThat(err.size()).isZero();
        waiting.lasts("login.microsoftonline.com (tcp)", Duration.ofSeconds(5));
        waiting.found(rows.get(2));

        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "OK       jvm, variables",
                        "asking login.microsoftonline.com (tcp) ... (5 s at most)",
                        "OK       client-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--json", "--issuer"})
    void printsNothingSecret(String option) throws Exception {
        cluster.renameServiceAccount("orders-v2");
        variables.put("AZURE_CLIENT_SECRET", "s3cr3t-value");
        variables.put("AZURE_PASSWORD", "s3cr3t-value");
        variables.put("HTTPS_PROXY", "http://user:s3cr3t-value@127.0.0.1:1");
        String token = Files.readString(cluster.tokenFile()).strip();

        run(Stream.of("--scope", VAULT, option).filter(text -> !text.isEmpty()).toArray(String[]::new));
        application.untrustAll().trust(cluster);
        run(Stream.of("--scope", VAULT, option).filter(text -> !text.isEmpty()).toArray(String[]::new));

        assertThat(printed()).contains("PROBLEM", "A token is granted");
        assertThat(List.of(token.split("\\.")))
                .allSatisfy(part -> assertThat(printed()).doesNotContain(part));
        assertThat(printed()).doesNotContain("eyJ", "s3cr3t");
    }

    @Test
    void hidesATokenThatWasPutIntoAVariable() throws Exception {
        String token = Files.readString(cluster.tokenFile()).strip();
        variables.put("AZURE_CLIENT_ID", token);
        variables.put("AZURE_TENANT_ID", token);
        variables.put("AZURE_FEDERATED_TOKEN_FILE", token);

        assertThat(run("--offline")).isEqualTo(Doctor.UNHEALTHY);

        assertThat(printed()).doesNotContain("eyJ", token.substring(token.lastIndexOf('.')));
    }

    @Test
    void usesColourOnATerminalOnly() {
        assertThat(Doctor.run(new String[] {"--offline"}, variables::get, true, print(out), print(err)))
                .isEqualTo(Doctor.UNFINISHED);
        assertThat(printed()).contains("\u001b[32mOK       \u001b[0mjvm, variables");

        out.reset();
        variables.put("NO_COLOR", "1");
        Doctor.run(new String[] {"--offline"}, variables::get, true, print(out), print(err));
        assertThat(printed()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource({
        "AADSTS700213, AADSTS700213: No federated credential has the token's subject",
        "aadsts700231, AADSTS700231: A token that came from a federated credential was sent as the assertion",
        "700236, AADSTS700236: The assertion comes from Entra in another tenant",
        "7002131, 'AADSTS7002121, AADSTS7002131: No flexible federated credential matches the token'",
        "invalid_scope, error-invalid_scope: The scope is not accepted",
        "error invalid_scope, error-invalid_scope: The scope is not accepted",
        "429, status-429: Too many token requests",
        "HTTP 429, status-429: Too many token requests",
        "503, status-5xx: The authority or a gateway has a problem",
        "HTTP 502, status-5xx: The authority or a gateway has a problem",
        "'AADSTS700213:', AADSTS700213: No federated credential has the token's subject",
        "status-5xx, status-5xx: The authority or a gateway has a problem",
        "token-proxy, token-proxy: The token proxy does not respond",
        "generic, generic: Not in the guide"
    })
    void explainsACodeWithoutAskingAnybody(String code, String title) {
        variables.clear();

        assertThat(run("--explain", code)).isEqualTo(Doctor.HEALTHY);

        assertThat(printed())
                .startsWith(title + "\n\n")
                .containsPattern("\n(One of:(\n  - .+){2,}|Usually:\n  - .+)\nCompare:\n  - ")
                .contains("\n  $ ")
                .contains("\nDoes waiting help? ", "\nHow certain is this? ")
                .doesNotContainPattern("\\{[A-Za-z]+}");
        assertThat(entra.tokenRequests()).isZero();
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "700299, service principal sign-ins",
        "AADSTS1, service principal sign-ins",
        "x{client}, token-file-missing"
    })
    void saysThatTheGuideDoesNotHaveACode(String code, String words) {
        assertThat(run("--explain", code)).isEqualTo(Doctor.UNHEALTHY);

        assertThat(printed()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith(code + " is not in the guide.")
                .contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--scopes",
                "--scope",
                "--explain",
                "x",
                "--scope --json",
                "--timeout",
                "--timeout 0",
                "--timeout 601",
                "--timeout x",
                "--timeout 5 --timeout 6",
                "--color=red",
                "--json=yes",
                "--json --fix",
                "--json --verbose",
                "--fix --verbose",
                "--offline --issuer",
                "--offline --resource https://orders.vault.azure.net",
                "--offline --timeout 5",
                "--explain AADSTS700213 --json",
                "--explain AADSTS700213 --scope x",
                "--version --json",
                "--resource http://orders.vault.azure.net",
                "--resource https://orders.example",
                "--resource https://vault.azure.net.example",
                "--resource https://orders.vault.azure.net:8443",
                "--resource https://u:s3cr3t@orders.vault.azure.net",
                "--resource https://o.blob.core.windows.net/c?sig=s3cr3t",
                "--resource //",
            })
    void saysHowItIsUsed(String wrong) {
        assertThat(run(wrong.split(" "))).isEqualTo(Doctor.MISUSED);

        assertThat(printed()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow())
                .isNotBlank();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Usage: " + Docs.JAVA + " -cp")
                .doesNotContain("s3cr3t");
        assertThat(entra.tokenRequests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--json=", "--timeout=", "--color="})
    void aWordThatItDoesNotKnowIsShownWithoutTokensAndControlCharacters(String option) {
        String token = cluster.mint().serialize();

        assertThat(run(option + "\u001b[31m " + token)).isEqualTo(Doctor.MISUSED);

        assertThat(err.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow())
                .endsWith("?[31m <hidden>")
                .doesNotContain("\u001b", token);
    }

    @Test
    void theVerdictAndItsCommandAreTheFirstAndTheLastLines() {
        cluster.mint().audience("https://kubernetes.default.svc").write();

        run("--scope", VAULT, "--scope", "https://storage.azure.com/.default");

        List<String> lines = printed().lines().toList();
        assertThat(lines.get(0)).startsWith("This is a token for the cluster's API server (api-token): ");
        assertThat(lines.get(lines.size() - 2)).isEqualTo("This is a token for the cluster's API server (api-token).");
        assertThat(lines.get(lines.size() - 1)).isEqualTo(lines.get(1));
        assertThat(lines)
                .filteredOn(line -> line.contains(lines.get(1).strip()))
                .hasSize(2);
        assertThat(lines)
                .filteredOn(line -> line.matches(" {9}[$(].*"))
                .first()
                .asString()
                .startsWith("         (the command in the second line)   # ");
        assertThat(lines.get(1)).isEqualTo("  $ kubectl edit deployment/orders -n shop");
        assertThat(lines).filteredOn(line -> line.startsWith("PROBLEM")).hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.contains("same cause as audience"))
                .hasSize(2);
        assertThat(lines).hasSizeLessThan(25);
        assertThat(printed()).doesNotContain("federated-credential create", "federated-credential update");
    }

    @Test
    void aLongCommandIsPrintedOnce() {
        cluster.renameServiceAccount("orders-v2");

        run("--scope", VAULT);

        List<String> lines = printed().lines().toList();
        assertThat(lines.get(1)).startsWith("  $ read -r N G <<<");
        assertThat(lines)
                .filteredOn(line -> line.contains(lines.get(1).strip()))
                .hasSize(1);
        assertThat(lines.get(lines.size() - 1)).isEqualTo("  (the command in the second line)");
    }

    @Test
    void afterHealthyStandsWhatMendsA403() {
        run("--scope", VAULT);

        assertThat(printed())
                .endsWith(
                        "Does the service respond with 403? Then usually a role is missing there, not here. See which it has, and assign one; --explain not-authorised has the other causes:\n"
                                + "  $ az role assignment list --assignee " + application.clientId()
                                + " --all -o table\n"
                                + "  $ az role assignment create --assignee-object-id " + application.objectId()
                                + " --assignee-principal-type ServicePrincipal --role 'Key Vault Secrets User' --scope "
                                + "\"${RESOURCE_ID:?id of the resource, as az resource list -n NAME --query '[].id' -o tsv prints it}\"\n"
                                + "Not checked: the service itself, its tenant and its network; "
                                + "--resource https://... asks it.\n");
    }

    @Test
    void printsCommandsAloneThoseThatChangeNothingFirst() {
        cluster.renameServiceAccount("orders-v2");

        assertThat(run("--fix", "--scope", VAULT)).isEqualTo(Doctor.UNHEALTHY);

        List<String> commands =
                printed().lines().filter(line -> !line.startsWith("#")).toList();
        assertThat(commands).hasSizeGreaterThan(2);
        assertThat(commands.get(0)).startsWith("read -r N G <<<");
        assertThat(commands.subList(0, 3)).noneMatch(line -> line.contains(" create "));
        assertThat(commands.get(3)).contains("federated-credential create");
        assertThat(printed()).contains("should print: ");
    }

    @Test
    void passingTroubleHasAnExitStatusOfItsOwn() {
        entra.faults().always(Fault.throttled(Duration.ofSeconds(60)));

        assertThat(run("--scope", VAULT)).isEqualTo(Doctor.PASSING);
        out.reset();
        entra.faults().clear();
        entra.faults().always(Fault.status(503));
        assertThat(run("--json", "--scope", VAULT)).isEqualTo(Doctor.PASSING);

        assertThat(printed()).contains("\"retryable\" : true", "\"httpStatus\" : 503");
        entra.faults().clear();
    }

    @Test
    void whatIsNotKnownYetPassesOnlyWhileTheTokenIsYoung() {
        application.delayPropagation(100);

        assertThat(run("--scope", VAULT)).isEqualTo(Doctor.PASSING);
        assertThat(printed()).contains("AADSTS70021");
        cluster.mint().issuedAt(Instant.now().minus(Duration.ofMinutes(20))).write();
        assertThat(run("--scope", VAULT)).isEqualTo(Doctor.UNHEALTHY);
    }

    @ParameterizedTest
    @CsvSource({"always, true", "never, false", "auto, false"})
    void isColouredAsWanted(String when, boolean colour) {
        run("--color=" + when, "--offline");

        assertThat(printed().contains("\u001b[")).isEqualTo(colour);
    }

    @Test
    void aPortAtEntraIsTheProblem() {
        variables.put("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com:8443/");

        run("--offline");

        assertThat(printed())
                .startsWith("The authority is invalid (authority-wrong): ")
                .contains("remove the port 8443");
    }

    @Test
    void namesItsVersion() {
        assertThat(run("--version")).isEqualTo(Doctor.HEALTHY);

        assertThat(printed()).matches("wi-credential \\S+, Java \\S+\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helps(String option) {
        assertThat(run(option)).isEqualTo(Doctor.HEALTHY);

        assertThat(printed())
                .startsWith("Explains why this pod obtains no token")
                .contains("--offline", "Exit status");
    }

    private int run(String... args) {
        return Doctor.run(args, variables::get, false, print(out), print(err));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static DocsPage page() {
        return DocsPage.named("how-to/troubleshooting.md");
    }

    /** The output as the page shows it: what differs between two runs is as in a cluster. */
    private String block(String options) {
        String text = printed()
                .replace(cluster.issuer(), "https://westeurope.oic.prod-aks.azure.com/11111111-2222/33333333-4444/")
                .replace(entra.authorityHost().toString().replaceAll("/$", ""), "http://127.0.0.1:8080")
                .replace(cluster.tokenFile().toString(), "/var/run/secrets/azure/wi/token/azure-identity-token")
                .replace(application.clientId(), "8b1f6a52-0000-4000-8000-000000000001")
                .replace(application.objectId(), "8b1f6a52-0000-4000-8000-000000000002")
                .replaceAll("127\\.0\\.0\\.1:[0-9]{4,5}", "127.0.0.1:8080")
                .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{8}Z", "2026-03-01T12:00:00Z")
                .replaceAll("(correlation|trace) id [0-9a-f-]{36}", "$1 id 0f0e0d0c-0b0a-4909-8807-060504030201")
                .replaceAll("kid [A-Za-z0-9_-]{20,}", "kid f8a1")
                .replaceAll("[0-9]+ bytes, written -?[0-9]+ s ago", "1034 bytes, written 12 s ago")
                .replaceAll("[0-9]+ (s|min) are left", "59 min are left")
                .replaceAll(
                        "wi-credential \\S+, Java .*",
                        "wi-credential 1.0.0, Java 21.0.9+10-LTS (Eclipse Adoptium), user app")
                .replaceAll(
                        "mode \\S+, owner \\S+; this process runs as \\S+",
                        "mode rw-r--r--, owner root; this process runs as app");
        return text.lines()
                .collect(Collectors.joining(
                        "\n",
                        "\n```\n$ " + Docs.JAVA + " -cp '/app/lib/*' io.github.wicredential.Doctor " + options + "\n",
                        "\n```\n\n"));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(Objects.requireNonNull(bytes), true, StandardCharsets.UTF_8);
    }
}
