package io.github.wicredential.functional;

import static io.github.wicredential.internal.docs.Docs.about;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AssertionException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.assertion.TestJwt;
import io.github.wicredential.internal.doctor.DiagnosisText;
import io.github.wicredential.internal.http.HttpTransport;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalAzureExtension;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with a pod's identity, as the pod sees it: each failure is found, explained, and has its command. */
@ExtendWith(LocalAzureExtension.class)
class DiagnosisTest {

    private static final String VAULT = "https://vault.azure.net/.default";
    private static final String EXCHANGE = "exchange " + VAULT;

    @TempDir
    private Path directory;

    private LocalCluster cluster;
    private LocalEntra entra;
    private LocalApplication application;
    private Map<String, String> variables;

    @BeforeEach
    void start(LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        this.cluster = cluster;
        this.entra = entra;
        this.application = application;
        variables = new HashMap<>(cluster.environment());
        variables.put("HOSTNAME", "orders-7c9d8f6b5d-x2k4p");
        variables.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    }

    @AfterEach
    void nothingWasKept() {
        entra.faults().clear();
        cluster.faults().clear();
    }

    @Test
    void aHealthyPodIsHealthyInEveryLinkOfTheChain() {
        Diagnosis diagnosis = diagnose(DiagnosisOptions.of(VAULT).withIssuerDocuments(true));

        assertThat(diagnosis.healthy()).isTrue();
        assertThat(diagnosis.findings())
                .extracting(Finding::id)
                .containsExactly(
                        "jvm",
                        "variables",
                        "client-id",
                        "tenant",
                        "authority-host",
                        "other-credentials",
                        "token-file",
                        "token-header",
                        "issuer",
                        "subject",
                        "audience",
                        "lifetime",
                        "issuer-documents",
                        "route",
                        "proxy",
                        "dns",
                        "tcp",
                        "tls",
                        "clock-of-authority",
                        EXCHANGE,
                        "identity-binding");
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.status() != Status.OK)
                .extracting(Finding::id)
                .containsExactly("tls", "identity-binding");
        assertThat(found(diagnosis, "subject").evidence())
                .contains("service account orders in namespace shop, pod orders-7c9d8f6b5d-x2k4p");
        assertThat(found(diagnosis, EXCHANGE).evidence())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "appid " + application.clientId(),
                                "oid " + application.objectId(),
                                "tid " + application.tenantId(),
                                "aud https://vault.azure.net"));
    }

    @Test
    void aGrantedTokenIsNotALeaveToUseTheResource() {
        application.assignRoles("https://vault.azure.net", "Vault.Read");

        Finding exchange = found(diagnose(), EXCHANGE);

        assertThat(exchange.status()).isEqualTo(Status.OK);
        assertThat(String.join("\n", exchange.evidence()))
                .contains("roles [Vault.Read]", "authentication is not authorisation", about("not-authorised"))
                .contains("az role assignment list --assignee " + application.clientId() + " --all -o table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "//"})
    void theIssuerOfTheCredentialHasASlashLessOrMore(String end) {
        String base = cluster.issuer().substring(0, cluster.issuer().length() - 1);
        application.untrustAll().trust(base + end, cluster.subject(), cluster.audience());

        Finding exchange = problem("AADSTS700211");

        assertThat(exchange.title()).isEqualTo("No federated credential has the token's issuer");
        assertThat(text(exchange)).contains("issuer is " + cluster.issuer() + ", and no", "sent: subject '");
        assertThat(exchange.causes().get(0)).contains("no trailing slash, or one too many");
        assertThat(exchange.commands())
                .contains(
                        "az identity federated-credential create --identity-name \"${N:?no managed identity has this client id}\" -g \"${G:?resource group}\" --name shop-orders-"
                                + cluster.issuer().replaceAll(".*/([^/-]+)[^/]*/$", "$1") + " --issuer '"
                                + cluster.issuer()
                                + "' --subject 'system:serviceaccount:shop:orders' "
                                + "--audiences 'api://AzureADTokenExchange'");
    }

    @Test
    void theDefaultApiTokenWasSent() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("kubernetes.io/serviceaccount"));
        variables.put(
                "AZURE_FEDERATED_TOKEN_FILE",
                Files.writeString(
                                folder.resolve("token"),
                                cluster.mint()
                                        .audience("https://kubernetes.default.svc.cluster.local")
                                        .serialize())
                        .toString());

        Diagnosis diagnosis = diagnose();

        assertThat(found(diagnosis, "audience").title()).isEqualTo("This is a token for the cluster's API server");
        assertThat(found(diagnosis, "audience").commands())
                .containsExactly(
                        "kubectl set env deployment/orders -n shop AZURE_FEDERATED_TOKEN_FILE-",
                        "kubectl set env pod/orders-7c9d8f6b5d-x2k4p -n shop --list | sed -nE "
                                + "'/^(# |AZURE_(CLIENT_ID|TENANT_ID|AUTHORITY_HOST|FEDERATED_TOKEN_FILE|KUBERNETES_[A-Z_]+)=)/p'");
        assertThat(found(diagnosis, EXCHANGE).code()).contains("AADSTS700212");
        assertThat(found(diagnosis, EXCHANGE).link()).contains(about("api-token"));
        assertThat(text(found(diagnosis, "audience"))).contains("set manually to", "AZURE_FEDERATED_TOKEN_FILE-");
        assertThat(diagnosis.problems()).containsExactly(found(diagnosis, "audience"));
    }

    @Test
    void aVolumeWithoutAudienceHasATokenForTheApiServer() {
        cluster.mint().audience(cluster.issuer()).write();

        Diagnosis diagnosis = diagnose();

        Finding audience = found(diagnosis, "audience");
        assertThat(audience.title()).isEqualTo("This is a token for the cluster's API server");
        assertThat(audience.causes().get(0))
                .startsWith("the volume of " + cluster.tokenFile() + " was written manually and has no audience");
        assertThat(audience.commands()).startsWith("kubectl edit deployment/orders -n shop");
        assertThat(diagnosis.problems()).containsExactly(audience);
    }

    @Test
    void aTokenForTheTokenProxyWasSentToEntra() {
        cluster.mint().audience("api://AKSIdentityBinding").write();

        Diagnosis diagnosis = diagnose();

        assertThat(found(diagnosis, "audience").title()).isEqualTo("The token is meant for the token proxy");
        assertThat(found(diagnosis, "audience").causes().get(0)).contains("AZURE_KUBERNETES_TOKEN_PROXY is not set");
        assertThat(text(found(diagnosis, EXCHANGE))).contains("which never accepts it: the token proxy's mode is off");
    }

    @Test
    void theServiceAccountWasRenamed() {
        cluster.renameServiceAccount("orders-v2");

        Finding exchange = problem("AADSTS700213");

        assertThat(text(exchange))
                .contains("The pod runs as service account orders-v2 in namespace shop")
                .contains("the account was renamed");
        assertThat(exchange.commands().get(0))
                .startsWith("read -r N G <<<")
                .contains(
                        "az identity federated-credential list --identity-name \"${N:?no managed identity of this subscription "
                                + "has this client id}\" -g \"$G\"");
        assertThat(text(exchange)).contains("--subject 'system:serviceaccount:shop:orders-v2'");
    }

    @Test
    void theWorkloadWasMovedToAnotherNamespace() {
        cluster.moveToNamespace("shop-eu");

        Finding exchange = problem("AADSTS700213");

        assertThat(text(exchange))
                .contains("service account orders in namespace shop-eu", "the workload was moved")
                .contains("--name shop-eu-orders", "--subject 'system:serviceaccount:shop-eu:orders'");
    }

    @Test
    void theAnnotationWithTheClientIdIsMissing() {
        variables.remove("AZURE_CLIENT_ID");

        Diagnosis diagnosis = diagnose();

        Finding client = found(diagnosis, "client-id");
        assertThat(client.status()).isEqualTo(Status.PROBLEM);
        assertThat(client.title()).isEqualTo("The client id is missing");
        assertThat(client.commands().get(0)).startsWith("kubectl get serviceaccount orders -n shop ");
        assertThat(client.commands().get(1))
                .startsWith("az identity list ")
                .endsWith("kubectl annotate serviceaccount orders -n shop --overwrite "
                        + "azure.workload.identity/client-id=\"${RIGHT_CLIENT:?client id}\"");
        assertThat(found(diagnosis, "exchange").status()).isEqualTo(Status.SKIPPED);
        assertThat(found(diagnosis, "audience").status()).isEqualTo(Status.OK);
        assertThat(found(diagnosis, "clock-of-authority").status()).isEqualTo(Status.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "AZURE_CLIENT_ID, client-id, azure.workload.identity/client-id",
        "AZURE_TENANT_ID, tenant, azure.workload.identity/tenant-id"
    })
    void aValueInQuotesIsAnnotatedAgainWithoutThem(String variable, String id, String annotation) {
        String bare = variables.get(variable);
        variables.put(variable, "\"" + bare + "\"");

        Finding found = found(diagnose(), id);

        assertThat(found.status()).isEqualTo(Status.PROBLEM);
        assertThat(text(found)).contains("'\"" + bare + "\"'", variable, "it is in quotation marks");
        assertThat(found.commands().get(0)).startsWith("kubectl get serviceaccount orders -n shop ");
        assertThat(found.commands().get(1))
                .isEqualTo("kubectl annotate serviceaccount orders -n shop --overwrite " + annotation + "=" + bare);
    }

    @Test
    void theClientIdIsTheObjectId() {
        variables.put("AZURE_CLIENT_ID", application.objectId());

        Finding exchange = problem("AADSTS700016");

        assertThat(text(exchange))
                .contains("holds the object id")
                .contains("az identity list --query \"[?clientId=='" + application.objectId() + "' || principalId=='"
                        + application.objectId() + "']");
    }

    @Test
    void theClientIsOneOfAnotherTenant() {
        LocalApplication elsewhere = entra.tenant("11111111-0000-4000-8000-000000000000")
                .registerApplication()
                .trust(cluster);
        variables.put("AZURE_CLIENT_ID", elsewhere.clientId());

        assertThat(text(problem("AADSTS700016")))
                .contains("Tenant " + entra.tenantId() + " has no application", "the identity is in another tenant")
                .contains("objectId:principalId,tenant:tenantId}\" -o table");
    }

    @Test
    void theTenantBelongsToAnotherCloud() {
        entra.tenant().moveToCloud("AzureUSGovernment");

        assertThat(text(problem("AADSTS90038")))
                .contains("belongs to another national cloud", "AZURE_AUTHORITY_HOST is that of another cloud")
                .contains("az account show --query \"{tenant:tenantId,cloud:environmentName}\"");
    }

    @Test
    void theCredentialIsNotKnownEverywhereYet() {
        application.delayPropagation(1);

        assertThat(text(problem("AADSTS70021")))
                .contains("the credential was created or changed in the last 10 minutes")
                .contains("has not reached every server yet: wait");
        application.delayPropagation(1);
        assertThat(found(diagnose(), EXCHANGE).retryable()).isTrue();
        assertThat(diagnose().healthy()).isTrue();
    }

    @Test
    void theSigningKeyWasRotatedAndIsNoLongerPublished() {
        cluster.rotateKeys();
        cluster.unpublishOldKeys();

        Diagnosis diagnosis = diagnose(DiagnosisOptions.of(VAULT).withIssuerDocuments(true));

        assertThat(found(diagnosis, "issuer-documents").title())
                .isEqualTo("The key that signed the token is not published");
        assertThat(found(diagnosis, EXCHANGE).link()).contains(about("AADSTS7000272"));
        assertThat(found(diagnosis, "issuer-documents").causeOf()).containsExactly(EXCHANGE);
        assertThat(text(found(diagnosis, "issuer-documents")))
                .contains("curl -sS '" + cluster.issuer() + ".well-known/openid-configuration'")
                .contains("minutes ago, so its key is the cluster's current one", "kubectl get --raw /openid/v1/jwks")
                .doesNotContain("kubectl rollout restart", "az aks update");
    }

    @Test
    void theIssuerCanNotBeReached() {
        cluster.faults().always(Fault.noAnswer());

        Diagnosis diagnosis = diagnose(DiagnosisOptions.of(VAULT).withIssuerDocuments(true));

        assertThat(found(diagnosis, "issuer-documents").status()).isEqualTo(Status.WARNING);
        assertThat(found(diagnosis, EXCHANGE).link()).contains(about("AADSTS90061"));
        assertThat(text(found(diagnosis, EXCHANGE)))
                .contains("the cluster is private or its issuer is not public", "curl -sS");
    }

    @Test
    void theDiscoveryDocumentNamesAnotherIssuer() {
        String other = cluster.issuer().substring(0, cluster.issuer().length() - 1);
        cluster.publishDiscovery("{\"issuer\":\"" + other + "\",\"jwks_uri\":\"" + cluster.jwksUri() + "\"}");

        Finding documents = found(diagnose(DiagnosisOptions.of(VAULT).withIssuerDocuments(true)), "issuer-documents");

        assertThat(documents.title()).isEqualTo("The discovery document names another issuer");
        assertThat(documents.evidence())
                .contains("in the token    '" + cluster.issuer() + "'", "in the document '" + other + "'");
    }

    @ParameterizedTest
    @CsvSource({"<html></html>, {}", "'{\"issuer\":\"ISSUER\"}', {}", ", not keys"})
    void theIssuersDocumentsAreMalformed(String discovery, String keys) {
        cluster.publishDiscovery(discovery == null ? null : discovery.replace("ISSUER", cluster.issuer()));
        cluster.publishKeys(keys);

        assertThat(found(diagnose(DiagnosisOptions.of(VAULT).withIssuerDocuments(true)), "issuer-documents")
                        .title())
                .isEqualTo("The issuer's documents are malformed");
    }

    @Test
    void theTokenHasEndedInAFileThatIsMountedWithSubPath() throws Exception {
        Path frozen = directory.resolve("azure-identity-token");
        Files.writeString(frozen, cluster.mint().expired().serialize());
        variables.put("AZURE_FEDERATED_TOKEN_FILE", frozen.toString());

        Diagnosis diagnosis = diagnose();

        assertThat(found(diagnosis, "token-file").title())
                .isEqualTo("The token file does not look like one that the kubelet refreshes");
        Finding lifetime = found(diagnosis, "lifetime");
        assertThat(lifetime.status()).isEqualTo(Status.PROBLEM);
        assertThat(lifetime.causes().get(0)).contains("subPath");
        assertThat(lifetime.commands().get(0))
                .isEqualTo("kubectl get pod orders-7c9d8f6b5d-x2k4p -n shop -o "
                        + "jsonpath='{.spec.containers[*].volumeMounts[?(@.subPath)]}'");
        // It is sent all the same: the local clock may be the one that is wrong.
        assertThat(found(diagnosis, EXCHANGE).link().orElseThrow()).containsIgnoringCase("aadsts700024");
        assertThat(found(diagnosis, EXCHANGE).evidence())
                .anySatisfy(line -> assertThat(line).contains("By the local clock", "it is no longer refreshed"));
    }

    @Test
    void theTokenShouldHaveBeenRenewed() {
        cluster.mint().issuedAt(Clock.systemUTC().instant().minusSeconds(3500)).write();

        assertThat(found(diagnose(), "lifetime").title()).isEqualTo("The token should have been refreshed by now");
    }

    @Test
    void theFileMayNotBeRead() throws Exception {
        Path closed = Files.writeString(directory.resolve("token"), "x");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        WorkloadIdentityBuilder builder = builder().tokenFile(closed);
        if (Files.isReadable(closed)) {
            // The superuser may read anything, so the file's answer is put in its place.
            builder = builder().assertion(() -> {
                throw new AssertionException(
                        AssertionException.Reason.UNREADABLE, closed, "The token file cannot be read.", null);
            });
        }

        Finding file = found(builder.diagnose(DiagnosisOptions.of(VAULT)), "token-file");

        assertThat(file.title()).isEqualTo("The token file cannot be read");
        assertThat(file.causes().get(0)).contains("runs as a user other than the owner");
        assertThat(file.commands()).anySatisfy(command -> assertThat(command).contains("securityContext"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | The token file is empty",
                "'\"eyJ\"' | The token file contains no token",
                "'Bearer x' | The token file contains no token"
            })
    void theFileHoldsNoToken(String content, String title) {
        cluster.writeRaw(content);

        assertThat(found(diagnose(), "token-file").title()).isEqualTo(title);
    }

    @Test
    void thePathWasWrittenIntoTheManifest() {
        variables.put("AZURE_FEDERATED_TOKEN_FILE", "/var/run/secrets/azure/tokens/azure-identity-token");

        Finding file = found(diagnose(), "token-file");

        assertThat(file.title()).isEqualTo("The token file does not exist");
        assertThat(text(file)).contains("up to 1.5.1", "/var/run/secrets/azure/wi");
    }

    @Test
    void theLabelIsOnTheDeploymentOnly() {
        Diagnosis diagnosis = builder(Map.of("HOSTNAME", "orders-1", "KUBERNETES_SERVICE_HOST", "10.0.0.1"))
                .diagnose(DiagnosisOptions.of(VAULT).withOffline(true));

        Finding variables = found(diagnosis, "variables");
        assertThat(variables.title()).isEqualTo("The webhook did not mutate this container");
        assertThat(variables.causes().get(0)).contains("on the deployment or the service account it has no effect");
        assertThat(variables.commands().get(0))
                .startsWith("kubectl get pod orders-1")
                .contains("identity/use");
        assertThat(variables.commands().get(1))
                .matches("kubectl patch statefulset/orders -n .+ -p "
                        + "'\\{\"spec\".*\"azure.workload.identity/use\":\"true\".*'");
    }

    @Test
    void theContainerIsSkipped() {
        Finding variables = found(
                builder(Map.of("HOSTNAME", "orders-1", "KUBERNETES_SERVICE_HOST", "10.0.0.1"))
                        .diagnose(DiagnosisOptions.of(VAULT)),
                "variables");

        assertThat(variables.causes()).anySatisfy(line -> assertThat(line).contains("skip-containers"));
        assertThat(variables.commands())
                .anySatisfy(line -> assertThat(line).contains("kubectl get pod orders-1", "skip-containers"));
    }

    @Test
    void outsideOfKubernetesNothingIsLabelled() {
        Diagnosis diagnosis = builder(Map.of("HOSTNAME", "laptop-1")).diagnose(DiagnosisOptions.of(VAULT));

        Finding variables = found(diagnosis, "variables");
        assertThat(variables.title()).isEqualTo("This process does not run in a pod");
        assertThat(text(variables)).contains("may not be a pod");
        assertThat(variables.commands()).containsExactly("az login");
        assertThat(diagnosis.toString()).doesNotContain("$ kubectl");
    }

    @Test
    void aClientSecretIsSetAsWell() {
        variables.put("AZURE_CLIENT_SECRET", "s3cr3t-value");

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.healthy()).isTrue();
        Finding other = found(diagnosis, "other-credentials");
        assertThat(other.status()).isEqualTo(Status.WARNING);
        assertThat(other.evidence()).contains("AZURE_CLIENT_SECRET is set");
        assertThat(diagnosis.toString() + diagnosis.toJson()).doesNotContain("s3cr3t");
    }

    @Test
    void theGrantIsThatOfOnBehalfOf() {
        Finding exchange = found(
                rewriting(form -> form.replace(
                        "grant_type=client_credentials",
                        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer")),
                EXCHANGE);

        assertThat(exchange.link()).contains(about("AADSTS900144"));
        assertThat(text(exchange)).contains("the on-behalf-of grant was used", "grant_type=client_credentials");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://vault.azure.net | The scope does not name a resource and /.default",
                "https://graph.microsoft.com/User.Read | The scope does not name a resource and /.default",
                "https://vault.azure.net/.default https://storage.azure.com/.default | Two resources in one request"
            })
    void theScopeCanNotBeMeant(String scope, String title) {
        Diagnosis diagnosis = diagnose(DiagnosisOptions.of(scope));

        assertThat(found(diagnosis, "exchange " + scope).title()).isEqualTo(title);
        assertThat(found(diagnosis, "exchange " + scope).evidence().get(0)).contains("scope");
    }

    @Test
    void theResourceIsNotKnown() {
        entra.tenant().limitResources("https://storage.azure.com");

        assertThat(text(problem("AADSTS500011")))
                .contains("the resource is misspelt")
                .contains("az ad sp list --filter \"servicePrincipalNames/any(n:n eq 'https://vault.azure.net')\"");
    }

    @Test
    void conditionalAccessBlocksTheClient() {
        application.blockByConditionalAccess(true);

        assertThat(text(problem("AADSTS53003")))
                .contains("Conditional Access policy for workload identities", "egress address")
                .contains("auditLogs/signIns", application.clientId());
    }

    @Test
    void theClientIsThrottled() {
        entra.faults().always(Fault.throttled(Duration.ofSeconds(60)));

        Finding exchange = found(diagnose(), EXCHANGE);

        assertThat(exchange.title()).isEqualTo("Too many token requests");
        assertThat(exchange.evidence()).contains("retry in 60 s at the earliest");
    }

    @ParameterizedTest
    @CsvSource({"10, behind", "-10, ahead"})
    void theNodesClockIsOffByTenMinutes(int minutes, String how) {
        Clock world = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes));
        try (LocalEntra entra = LocalEntra.builder().clock(world).start();
                LocalCluster cluster = LocalCluster.builder().clock(world).start()) {
            cluster.annotate(entra.registerApplication().trust(cluster));

            Diagnosis diagnosis = builder(cluster.environment()).diagnose(DiagnosisOptions.of(VAULT));

            Finding clock = found(diagnosis, "clock-of-authority");
            assertThat(clock.status()).isEqualTo(Status.PROBLEM);
            assertThat(clock.evidence().get(0)).contains("the local clock is 10 min " + how);
            assertThat(clock.commands().get(0))
                    .startsWith("NODE=$(kubectl get pod orders-7c9d8f6b5d-x2k4p -n shop ")
                    .contains(" && kubectl debug \"node/${NODE:?")
                    .endsWith(" chronyc tracking");
            assertThat(clock.commands()).noneMatch(command -> command.contains("kubectl delete"));
            assertThat(diagnosis.finding("clock").isPresent()).isEqualTo(minutes > 0);
        }
    }

    @Test
    void aCorporateProxyAnswersWithAPage() {
        entra.faults().always(Fault.html());

        Diagnosis diagnosis = diagnose();
        Finding exchange = found(diagnosis, EXCHANGE);

        assertThat(DiagnosisText.of(diagnosis).text(false).lines().toList().get(1))
                .matches(" {2}\\$ curl .* {3}# in the pod");
        assertThat(exchange.title()).isEqualTo("Something other than Entra responds");
        assertThat(exchange.evidence().get(0)).contains("an HTML page instead of a token");
        assertThat(exchange.causes().get(0)).contains("egress proxy");
    }

    @Test
    void tlsIsOpenedByAnUnknownAuthority() {
        try (LocalEntra entra = LocalEntra.builder().https(true).start()) {
            cluster.annotate(entra.registerApplication().trust(cluster));

            Diagnosis diagnosis = builder(cluster.environment()).diagnose(DiagnosisOptions.of(VAULT));

            Finding tls = found(diagnosis, "tls");
            assertThat(tls.status()).isEqualTo(Status.PROBLEM);
            assertThat(tls.evidence())
                    .anySatisfy(line -> assertThat(line).contains("CN=localhost", "127.0.0.1"))
                    .anySatisfy(line -> assertThat(line).contains("issued by CN=Local Entra throw-away authority"));
            assertThat(tls.causes().get(0)).contains("javax.net.ssl.trustStore");
            assertThat(found(diagnosis, "clock-of-authority").status()).isEqualTo(Status.SKIPPED);
            assertThat(found(diagnosis, EXCHANGE).link()).contains(about("tls"));
        }
    }

    @Test
    void nobodyListensAtTheAuthority() {
        URI authority = entra.authorityHost();
        entra.close();

        Diagnosis diagnosis = diagnose();

        assertThat(found(diagnosis, "tcp").link()).contains(about("connect"));
        assertThat(found(diagnosis, "tcp").commands().get(0)).contains("containerStatuses");
        assertThat(found(diagnosis, EXCHANGE).link()).contains(about("connect"));
        assertThat(found(diagnosis, "tls").title()).isEqualTo("Not reached");
        assertThat(found(diagnosis, "tcp").evidence().get(0))
                .startsWith("ConnectException: ")
                .endsWith(": " + authority.getHost() + ":" + authority.getPort()
                        + (authority.getHost().equals("127.0.0.1") ? "" : " (127.0.0.1)") + ", after 0 s");
    }

    @Test
    void theNameIsNotResolved() {
        variables.put("AZURE_AUTHORITY_HOST", "https://login.contoso.invalid");

        Diagnosis diagnosis = diagnose();

        assertThat(found(diagnosis, "authority-host").title()).isEqualTo("The authority is not a known host of Entra");
        assertThat(found(diagnosis, "dns").commands())
                .contains("kubectl set env deployment/orders -n shop AZURE_AUTHORITY_HOST-");
        assertThat(found(diagnosis, EXCHANGE).link()).contains(about("dns"));
    }

    @Test
    void theKeptTokensAreNotTouched() {
        try (WorkloadIdentity identity = builder().build()) {
            String before = identity.token(VAULT).value();

            assertThat(identity.diagnose(VAULT).healthy()).isTrue();

            assertThat(identity.token(VAULT).value()).isEqualTo(before);
            assertThat(entra.tokenRequests()).isEqualTo(2);
        }
    }

    @Test
    void aRefusedDiagnosisDoesNotStopTheCredential() {
        try (WorkloadIdentity identity = builder().build()) {
            entra.faults().next(Fault.throttled(Duration.ofSeconds(60)));

            assertThat(identity.diagnose(VAULT).healthy()).isFalse();

            assertThat(identity.token(VAULT).value()).isNotEmpty();
        }
    }

    @Test
    void nothingIsSentOffline() {
        Diagnosis diagnosis =
                diagnose(DiagnosisOptions.of(VAULT).withOffline(true).withIssuerDocuments(true));

        assertThat(diagnosis.healthy()).isTrue();
        assertThat(entra.tokenRequests()).isZero();
        assertThat(List.of("issuer-documents", "authority", "exchange"))
                .allSatisfy(id -> assertThat(found(diagnosis, id).title()).isEqualTo("Offline"));
    }

    @ParameterizedTest
    @CsvSource({
        "client-id, AZURE_CLIENT_ID, orders-identity, not a GUID, read -r RIGHT_CLIENT",
        "client-id, AZURE_CLIENT_ID, 8b1f6a52-0000-4000-8000-00000000000, not a GUID, read -r RIGHT_CLIENT",
        "tenant, AZURE_TENANT_ID, 72f988bf-86f1-41af-91ab-2d7cd011db4, neither a GUID nor a domain, kubectl get",
    })
    void anIdThatEntraCannotHaveIsDoubtedBeforeItIsRefused(
            String finding, String variable, String id, String why, String command) {
        variables.put("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/");
        assertThat(found(offline(), finding).status()).isEqualTo(Status.OK);
        variables.put(variable, id);

        Finding doubted = found(offline(), finding);

        assertThat(doubted.status()).isEqualTo(Status.WARNING);
        assertThat(doubted.evidence()).first().asString().contains("'" + id + "' is", why);
        assertThat(doubted.commands().get(0)).startsWith("kubectl get serviceaccount ");
        assertThat(doubted.commands()).anyMatch(proposed -> proposed.contains(command));
        assertThat(offline().healthy()).isTrue();
    }

    @Test
    void aScopeThatIsNoneIsFoundWithoutANetwork() {
        Diagnosis diagnosis =
                diagnose(DiagnosisOptions.of("https://vault.azure.net", VAULT).withOffline(true));

        assertThat(found(diagnosis, "exchange https://vault.azure.net").status())
                .isEqualTo(Status.PROBLEM);
        assertThat(found(diagnosis, "exchange https://vault.azure.net").causes())
                .containsExactly("the scope is https://vault.azure.net/.default");
        assertThat(found(diagnosis, "exchange").title()).isEqualTo("Offline");
    }

    @Test
    void idsThatAreSwappedAreDoubtedBeforeTheyAreRefused() throws IOException {
        String tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
        variables.put("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/");
        variables.put("AZURE_TENANT_ID", "8b1f6a52-0000-4000-8000-000000000001");
        variables.put("AZURE_CLIENT_ID", tenant);
        variables.put(
                "AZURE_FEDERATED_TOKEN_FILE",
                Files.writeString(
                                directory.resolve("token"),
                                TestJwt.of("{\"iss\":\"https://westeurope.oic.prod-aks.azure.com/" + tenant
                                        + "/1/\",\"sub\":\"system:serviceaccount:shop:orders\"}"))
                        .toString());

        Finding doubted = found(offline(), "client-id");

        assertThat(doubted.status()).isEqualTo(Status.WARNING);
        assertThat(doubted.evidence()).first().asString().contains("is the tenant in the issuer of this cluster");
        assertThat(doubted.commands().get(0)).startsWith("kubectl get serviceaccount");
        assertThat(doubted.commands().get(1))
                .contains("client-id=8b1f6a52-0000-4000-8000-000000000001", "tenant-id=" + tenant);
    }

    @Test
    void withoutATokenTheNetworkIsNotBlamedForIt() {
        variables.put("AZURE_AUTHORITY_HOST", "https://login.contoso.invalid");
        cluster.removeToken();

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.problems()).extracting(Finding::id).containsExactly("token-file", "dns");
        assertThat(found(diagnosis, EXCHANGE).title()).isEqualTo("There is no token to send, see token-file");
    }

    @Test
    void whatFollowsNamesItsCauseOnce() {
        variables.put("AZURE_AUTHORITY_HOST", "https://login.contoso.invalid");

        assertThat(DiagnosisText.of(diagnose()).text(false))
                .contains("exchange " + VAULT + ": same cause as dns\n")
                .startsWith("1 problem and 1 warning, the first: A name cannot be resolved (dns): ")
                .contains("\n1 problem and 1 warning, the first: A name cannot be resolved (dns).\n");
    }

    @Test
    void whatWorkedJustNowIsNotSuspected() {
        entra.faults().always(Fault.hang());

        Finding exchange =
                found(diagnose(DiagnosisOptions.of(VAULT).withTimeout(Duration.ofSeconds(3))), "exchange " + VAULT);

        assertThat(exchange.causes()).singleElement().asString().contains("the request was sent");
    }

    @Test
    void commandsThatChangeSomethingComeLast() {
        variables.remove("AZURE_CLIENT_ID");

        String commands = DiagnosisText.of(diagnose()).commands();

        assertThat(commands)
                .containsSubsequence(
                        "\n# Paste one command at a time",
                        "kubectl get serviceaccount",
                        "{.spec.serviceAccountName}",
                        "az identity list",
                        "kubectl annotate");
        assertThat(commands.lines()
                        .filter(line -> !line.startsWith("#"))
                        .toList()
                        .get(0))
                .startsWith("kubectl get serviceaccount");
    }

    @Test
    void aTenantMayBeADomain() {
        variables.put("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/");
        variables.put("AZURE_TENANT_ID", "contoso.onmicrosoft.com");

        assertThat(found(offline(), "tenant").status()).isEqualTo(Status.OK);
    }

    @Test
    void anotherAuthorityMayNameClientsAsItLikes() {
        variables.put("AZURE_CLIENT_ID", "orders-identity");

        assertThat(found(offline(), "client-id").status()).isEqualTo(Status.OK);
    }

    private Diagnosis offline() {
        return diagnose(DiagnosisOptions.of(VAULT).withOffline(true));
    }

    @Test
    void withoutAScopeOneOfTheCloudIsAskedFor() {
        assertThat(found(diagnose(DiagnosisOptions.of()), "exchange https://management.azure.com/.default")
                        .status())
                .isEqualTo(Status.OK);
    }

    private Diagnosis diagnose() {
        return diagnose(DiagnosisOptions.of(VAULT));
    }

    private Diagnosis diagnose(DiagnosisOptions options) {
        return builder().diagnose(options);
    }

    private WorkloadIdentityBuilder builder() {
        return builder(variables);
    }

    private static WorkloadIdentityBuilder builder(Map<String, String> variables) {
        return WorkloadIdentity.builder().environment(variables::get);
    }

    private Diagnosis rewriting(UnaryOperator<String> form) {
        try (HttpTransport real = HttpTransport.standard(null, null, null)) {
            TokenTransport transport = request -> real.post(TokenTransport.Request.of(
                    request.uri(), request.headers(), form.apply(request.body()), request.timeout()));
            return builder().transport(transport).diagnose(DiagnosisOptions.of(VAULT));
        }
    }

    private Finding problem(String code) {
        Finding exchange = found(diagnose(), EXCHANGE);
        assertThat(exchange.status()).isEqualTo(Status.PROBLEM);
        assertThat(exchange.evidence().get(0)).contains(", " + code + ").");
        assertThat(exchange.link()).contains(about(code));
        return exchange;
    }

    private static Finding found(Diagnosis diagnosis, String id) {
        return diagnosis.finding(id).orElseThrow(() -> new AssertionError("no finding " + id + " in\n" + diagnosis));
    }

    private static String text(Finding finding) {
        return finding.title() + "\n" + String.join("\n", finding.evidence()) + "\n"
                + String.join("\n", finding.causes()) + "\n" + String.join("\n", finding.commands());
    }
}
