package io.github.wicredential.explanations;

import static java.util.Map.entry;

import io.github.wicredential.test.Fault;
import io.github.wicredential.test.ProjectedTokenBuilder;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What goes wrong in each case. */
final class Breaks {

    private static final String API_SERVER = "https://kubernetes.default.svc";
    private static final String LOCAL_ISSUER = "https://kubernetes.default.svc.cluster.local";
    private static final String GITHUB = "https://token.actions.githubusercontent.com";
    private static final String OTHER_TENANT = "11111111-0000-4000-8000-000000000000";

    interface Break {
        void on(Pod pod) throws Exception;
    }

    static final Map<String, Break> BY_NAME = Map.ofEntries(
            entry("healthy", pod -> {}),
            entry(
                    "scope-two-resources",
                    pod -> pod.scopes =
                            scopes("https://vault.azure.net/.default", "https://storage.azure.com/.default")),
            entry(
                    "proxy-407",
                    pod -> pod.egressProxy(
                            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"")),
            entry(
                    "default-api-token-1h",
                    pod -> ofTheApiServer(pod, pod.cluster.mint().audience(API_SERVER))),
            entry(
                    "volume-without-audience",
                    pod -> pod.cluster.mint().audience(API_SERVER).write()),
            entry(
                    "volume-without-audience-of-own-issuer",
                    pod -> pod.cluster.mint().audience(pod.cluster.issuer()).write()),
            entry(
                    "api-token-copied",
                    pod -> write(pod, pod.cluster.mint().audience(API_SERVER).serialize())),
            entry("pipeline-without-dns", pod -> {
                pod.variables.keySet().removeAll(List.of("HOSTNAME", "KUBERNETES_SERVICE_HOST"));
                pod.variables.put("GITHUB_ACTIONS", "true");
                pod.unresolved("login.microsoftonline.us");
            }),
            entry("client-id-is-tenant-id", pod -> pod.client(pod.entra.tenantId())),
            entry("file-is-github-answer", pod -> {
                pod.variables.keySet().removeAll(List.of("HOSTNAME", "KUBERNETES_SERVICE_HOST"));
                pod.variables.put("GITHUB_ACTIONS", "true");
                write(pod, "{\"count\":1,\"value\":\"" + github(pod).serialize() + "\"}");
            }),
            entry("label-on-deployment-only", Pod::withoutWebhook),
            entry("label-on-deployment-only, DefaultAzureCredential", Pod::withoutWebhookAndDefault),
            entry("wrong-namespace", pod -> pod.cluster.moveToNamespace("staging")),
            entry("subpath-frozen-expired", Breaks::frozen),
            entry("proxy-html-200", pod -> pod.entra.faults().always(Fault.html())),
            entry("clock-ten-min-behind", pod -> pod.clocks(0, -10)),
            entry("dns-failing", pod -> pod.unresolved("login.microsoftonline.us")),
            entry(
                    "key-unpublished",
                    pod -> pod.cluster.mint().signedByUnpublishedKey().write()),
            entry(
                    "key-rotated",
                    pod -> pod.cluster
                            .mint()
                            .issuedAt(Instant.now().minus(Duration.ofMinutes(30)))
                            .signedByUnpublishedKey()
                            .write()),
            entry("annotation-missing", pod -> pod.variables.remove("AZURE_CLIENT_ID")),
            entry("proxy-403", pod -> pod.egressProxy("403 Forbidden")),
            entry("clock-ten-min-ahead", pod -> pod.clocks(10, 10)),
            entry("scope-without-default", pod -> pod.scopes = scopes("https://vault.azure.net")),
            entry(
                    "default-api-token-1y",
                    pod -> ofTheApiServer(
                            pod, pod.cluster.mint().audience(API_SERVER).lifetime(Duration.ofDays(365)))),
            entry("sa-renamed", pod -> pod.cluster.renameServiceAccount("orders-v2")),
            entry("client-id-is-object-id", pod -> pod.client(pod.application.objectId())),
            entry(
                    "issuer-no-slash",
                    pod -> pod.trust(pod.cluster.issuer().replaceAll("/$", ""), pod.cluster.audience())),
            entry(
                    "app-in-other-tenant",
                    pod -> pod.client(
                            pod.entra.tenant(OTHER_TENANT).registerApplication().clientId())),
            entry("sovereign-authority", pod -> pod.entra.tenant().moveToCloud("AzureUSGovernment")),
            entry("tls-unknown-ca", pod -> pod.untrusted()),
            entry("egress-reset", pod -> pod.server(Breaks::reset)),
            entry("just-created", pod -> pod.application.delayPropagation(99)),
            entry("identity-deleted", pod -> pod.client("bfe10703-0000-4000-8000-000000000001")),
            entry("client-id-in-quotes", pod -> pod.client('"' + pod.application.clientId() + '"')),
            entry("wrong-port", pod -> pod.authority("https://login.microsoftonline.com:" + pod.unusedPort())),
            entry("sa-default", pod -> pod.cluster.renameServiceAccount("default")),
            entry("file-empty", pod -> pod.cluster.writeRaw("")),
            entry(
                    "authority-with-path",
                    pod -> pod.authority("https://login.microsoftonline.com/" + pod.entra.tenantId())),
            entry("vault-403", pod -> pod.vaultStatus = 403),
            entry("egress-hangs", pod -> pod.authority("https://127.0.0.1:" + pod.blackHole())),
            entry("no-credential", pod -> pod.application.untrustAll()),
            entry("conditional-access", pod -> pod.application.blockByConditionalAccess(true)),
            entry(
                    "old-path-in-manifest",
                    pod -> pod.file(Path.of("/var/run/secrets/azure/tokens/azure-identity-token"))),
            entry("issuer-private", pod -> pod.cluster.faults().always(Fault.noAnswer())),
            entry("entra-503", pod -> pod.entra.faults().always(Fault.status(503))),
            entry(
                    "tenant-typo",
                    pod -> pod.variables.put(
                            "AZURE_TENANT_ID", pod.entra.tenantId().replaceFirst("(.)(.)$", "$2$1"))),
            entry(
                    "binding-token-without-proxy",
                    pod -> pod.cluster
                            .mint()
                            .audience("api://AKSIdentityBinding")
                            .write()),
            entry("resource-unknown", pod -> pod.entra.tenant().limitResources("https://storage.azure.com")),
            entry("throttled-429", pod -> pod.entra.faults().always(Fault.throttled(Duration.ofSeconds(60)))),
            entry("audience-of-other-cloud", pod -> pod.trust(pod.cluster.issuer(), "api://AzureADTokenExchangeUSGov")),
            entry("egress-mute", pod -> {
                pod.server(Breaks::mute);
                pod.hurry();
            }),
            entry(
                    "cluster-recreated",
                    pod -> pod.trust("https://westeurope.oic.prod-aks.azure.com/1111/2222/", pod.cluster.audience())),
            entry(
                    "bearer-in-file",
                    pod -> pod.cluster.writeRaw("Bearer " + pod.cluster.mint().serialize())),
            entry("file-missing", pod -> pod.cluster.removeToken()),
            entry("tenant-in-quotes", pod -> pod.variables.put("AZURE_TENANT_ID", '"' + pod.entra.tenantId() + '"')),
            entry("tenant-missing", pod -> pod.variables.remove("AZURE_TENANT_ID")),
            entry("authority-without-scheme", pod -> pod.authority("login.microsoftonline.com")),
            entry(
                    "audience-of-own-volume",
                    pod -> pod.cluster.mint().audience("api://orders").write()),
            entry("client-disabled", pod -> pod.application.setEnabled(false)),
            entry("principal-missing", pod -> pod.application.setServicePrincipalPresent(false)),
            entry("public-client", pod -> pod.application.setPublicClient(true)),
            entry("federation-blocked", pod -> pod.entra.tenant().blockFederation(true)),
            entry("assignment-required", pod -> pod.entra.tenant().requireAssignment("https://vault.azure.net")),
            entry("proxy-misspelt", pod -> pod.proxy("http://proxy.contoso.example:3128")),
            entry("proxy-refuses", pod -> pod.proxy("http://127.0.0.1:" + pod.unusedPort())),
            entry(
                    "captive-portal",
                    pod -> pod.entra
                            .faults()
                            .always(Fault.redirect(URI.create("https://portal.contoso.example/login")))),
            entry("answer-cut-off", pod -> pod.entra.faults().always(Fault.truncatedBody())),
            entry("entra-resets", pod -> pod.entra.faults().always(Fault.reset())),
            entry(
                    "mesh-503",
                    pod -> pod.entra
                            .faults()
                            .always(
                                    Fault.answer(
                                            503,
                                            Map.of("Server", "envoy", "Content-Type", "text/plain"),
                                            "upstream connect error or disconnect/reset before headers. reset reason: connection failure"))),
            entry("proxy-ntlm", pod -> {
                pod.egressProxy(
                        "407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM");
                pod.proxyUrl("http://", "http://svc-orders:secret@");
            }),
            entry(
                    "proxy-password-unescaped",
                    pod -> pod.proxy("http://svc-orders:p@ss#w%rd@proxy.contoso.example:3128")),
            entry("proxy-socks-misspelt", pod -> pod.proxy("socks5://proxy.contoso.example:1080")),
            entry("proxy-socks-refuses", pod -> pod.proxy("socks5://127.0.0.1:" + pod.unusedPort())),
            entry("proxy-socks-is-http", pod -> {
                pod.egressProxy("400 Bad Request");
                pod.proxyUrl("http://", "socks5://");
            }),
            entry("proxy-closes", pod -> pod.egressProxy(null)),
            entry("proxy-502", pod -> pod.egressProxy("502 Bad Gateway")),
            entry("proxy-429", pod -> pod.egressProxy("429 Too Many Requests")),
            entry("proxy-is-web-server", pod -> pod.egressProxy("405 Method Not Allowed")),
            entry("no-proxy-swallows", pod -> {
                pod.proxy("http://127.0.0.1:" + pod.unusedPort());
                pod.variables.put("NO_PROXY", "10.0.0.0/8,.cluster.local,microsoftonline.com");
            }),
            entry("proxy-speaks-tls", pod -> {
                pod.rawProxy("\u0015\u0003\u0001\u0000\u0002\u0002\u0016");
                pod.proxyUrl("http://", "https://");
            }),
            entry("jvm-proxy-is-url", pod -> pod.jvmProxy("http://squid.corp.contoso.example")),
            entry("dns-sinkhole", pod -> pod.authority("https://login.partner.microsoftonline.cn/")),
            entry("tls-plain-http", pod -> pod.server(Breaks::plainHttp)),
            entry(
                    "firewall-page-403",
                    pod -> pod.entra
                            .faults()
                            .always(Fault.answer(
                                    403,
                                    Map.of("Content-Type", "text/html", "Server", "Zscaler/6.2"),
                                    "<html><head><title>Blocked</title></head><body>No.</body></html>"))),
            entry("binding-ca-missing", pod -> {
                pod.cluster.mint().audience("api://AKSIdentityBinding").write();
                pod.variables.put("AZURE_KUBERNETES_TOKEN_PROXY", "https://10.0.0.1:443");
                pod.variables.put("AZURE_KUBERNETES_CA_FILE", "/etc/azure/ca.crt");
            }),
            entry("issuer-404", pod -> pod.cluster.faults().always(Fault.status(404))),
            entry(
                    "issuer-of-other-cluster",
                    pod -> pod.cluster.publishDiscovery(
                            "{\"issuer\":\"https://other.example/\",\"jwks_uri\":\"" + pod.cluster.jwksUri() + "\"}")),
            entry("tenant-common", pod -> pod.variables.put("AZURE_TENANT_ID", "common")),
            entry("ids-swapped", Breaks::swapped),
            entry("client-id-is-name", pod -> pod.client("orders-identity")),
            entry("link-to-nothing", Breaks::linkedToNothing),
            entry(
                    "file-is-token-request",
                    pod -> pod.cluster.writeRaw("{\"kind\":\"TokenRequest\",\"status\":{\"token\":\""
                            + pod.cluster.mint().serialize() + "\"}}")),
            entry("token-of-secret", Breaks::ofSecret),
            entry("signature-cut", pod -> {
                String token = pod.cluster.mint().serialize();
                write(pod, token.substring(0, token.length() - 40));
            }),
            entry("issuer-in-cluster", pod -> {
                pod.cluster.mint().issuer(LOCAL_ISSUER).write();
                pod.trust(LOCAL_ISSUER, pod.cluster.audience());
            }),
            entry(
                    "keys-private",
                    pod -> pod.cluster.publishDiscovery("{\"issuer\":\"" + pod.cluster.issuer()
                            + "\",\"jwks_uri\":\"https://10.240.0.4:6443/openid/v1/jwks\",\"response_types_supported\":"
                            + "[\"id_token\"],\"subject_types_supported\":[\"public\"],"
                            + "\"id_token_signing_alg_values_supported\":[\"RS256\"]}")),
            entry(
                    "lifetime-48h",
                    pod -> pod.cluster.mint().lifetime(Duration.ofDays(2)).write()),
            entry("github-branch", Breaks::ofAnotherBranch),
            entry("clock-two-hours-ahead", pod -> pod.clocks(0, 120)),
            entry("control-plane-behind", pod -> pod.clocks(-120, 0)),
            entry("control-plane-ahead", pod -> pod.clocks(30, 0)),
            entry("sa-default-without-client", pod -> {
                pod.cluster.renameServiceAccount("default");
                pod.variables.remove("AZURE_CLIENT_ID");
            }),
            entry("secret-of-old-principal", pod -> {
                pod.application.untrustAll();
                pod.variables.put("AZURE_CLIENT_SECRET", "s3cr3t");
            }),
            entry("laptop-with-variables-of-a-pod", pod -> {
                pod.variables.keySet().removeAll(List.of("HOSTNAME", "KUBERNETES_SERVICE_HOST"));
                pod.cluster.removeToken();
            }),
            entry("container-apps", pod -> {
                outside(pod);
                pod.variables.putAll(Map.of("CONTAINER_APP_NAME", "orders", "IDENTITY_ENDPOINT", "http://localhost:1"));
            }),
            entry("app-service-without-identity", pod -> {
                outside(pod);
                pod.variables.put("WEBSITE_SITE_NAME", "orders");
            }),
            entry("laptop-with-nothing", Breaks::outside),
            entry(
                    "aks-api-server-issuer",
                    pod -> pod.cluster
                            .mint()
                            .issuer("https://orders-dns-1a2b3c4d.hcp.westeurope.azmk8s.io")
                            .write()),
            entry(
                    "irsa-token",
                    pod -> pod.cluster.mint().audience("sts.amazonaws.com").write()),
            entry("github-expired", pod -> {
                ofAnotherBranch(pod);
                pod.entra.faults().always(Fault.refusal(401, "invalid_client", 700024, "It has expired."));
                write(
                        pod,
                        github(pod)
                                .issuedAt(Instant.now().minus(Duration.ofMinutes(25)))
                                .serialize());
            }),
            entry("google-email", Breaks::ofGoogle),
            entry(
                    "token-in-utf16",
                    pod -> pod.file(Files.writeString(
                            pod.directory.resolve("token"),
                            pod.cluster.mint().serialize(),
                            StandardCharsets.UTF_16LE))),
            entry(
                    "path-of-another-pod",
                    pod -> pod.file(Path.of(
                            "/var/run/secrets/azure/wi/0f1e2d3c4b5a69788796a5b4c3d2e1/token/azure-identity-token"))),
            entry("path-of-no-webhook", pod -> pod.file(Path.of("/var/run/secrets/tokens/azure-identity-token"))),
            entry("tenant-blank", pod -> pod.variables.put("AZURE_TENANT_ID", "")),
            entry("graph-permission", pod -> pod.scopes = scopes("https://graph.microsoft.com/User.Read.All")),
            entry("scope-of-other-cloud", pod -> {
                pod.entra.tenant().limitResources("https://vault.azure.net");
                pod.scopes = scopes("https://vault.usgovcloudapi.net/.default");
            }),
            entry("job-wrote-nothing", pod -> {
                pod.variables.keySet().removeAll(List.of("HOSTNAME", "KUBERNETES_SERVICE_HOST"));
                pod.variables.put("GITLAB_CI", "true");
                pod.cluster.writeRaw("\n");
            }),
            entry(
                    "entra-loop",
                    pod -> pod.entra
                            .faults()
                            .always(Fault.refusal(400, "invalid_grant", 50196, "A client request loop."))),
            entry(
                    "resource-disabled",
                    pod -> pod.entra
                            .faults()
                            .always(Fault.refusal(
                                    400,
                                    "invalid_resource",
                                    500014,
                                    "The service principal for resource 'https://vault.azure.net' is disabled."))),
            entry(
                    "code-unlisted",
                    pod -> pod.entra
                            .faults()
                            .always(Fault.refusal(
                                    400, "invalid_resource", 999001, "The weather at the data center is bad."))),
            entry("scope-is-vault-url", pod -> {
                pod.entra.tenant().limitResources("https://vault.azure.net");
                pod.scopes = scopes("https://orders.vault.azure.net/.default");
            }),
            entry("vault-in-other-tenant", pod -> {
                pod.vault = "orders-of-others";
                pod.vaultTenant = OTHER_TENANT;
            }),
            entry(
                    "agent-of-plain-app",
                    pod -> pod.agent = pod.entra
                            .tenant()
                            .registerBlueprint()
                            .trust(pod.cluster)
                            .registerAgent()
                            .clientId()));

    private Breaks() {}

    private static String[] scopes(String... scopes) {
        return scopes;
    }

    /** A copy of a token, which no kubelet refreshes. */
    private static void frozen(Pod pod) throws IOException {
        String token = pod.cluster
                .mint()
                .issuedAt(Instant.now().minus(Duration.ofHours(27)))
                .lifetime(Duration.ofHours(1))
                .serialize();
        pod.file(Files.writeString(pod.directory.resolve("token"), token));
    }

    private static void write(Pod pod, String token) throws IOException {
        pod.file(Files.writeString(pod.directory.resolve("token"), token));
    }

    private static void swapped(Pod pod) {
        String client = pod.variables.put("AZURE_CLIENT_ID", pod.entra.tenantId());
        pod.variables.put("AZURE_TENANT_ID", client);
    }

    private static void linkedToNothing(Pod pod) throws IOException {
        Path folder = Files.createDirectories(pod.directory.resolve("azure"));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_03_01_12_00_00.123"));
        pod.file(Files.createSymbolicLink(
                folder.resolve("azure-identity-token"), Path.of("..data/azure-identity-token")));
    }

    private static void ofSecret(Pod pod) throws IOException {
        write(
                pod,
                pod.cluster
                        .mint()
                        .issuer("kubernetes/serviceaccount")
                        .withoutClaim("aud")
                        .withoutClaim("exp")
                        .withoutClaim("iat")
                        .withoutClaim("nbf")
                        .withoutClaim("kubernetes.io")
                        .serialize());
    }

    /** Outside of a cluster. */
    private static void ofAnotherBranch(Pod pod) throws IOException {
        pod.variables.keySet().removeAll(List.of("HOSTNAME", "KUBERNETES_SERVICE_HOST"));
        write(pod, github(pod).serialize());
        pod.application.untrustAll().trust(GITHUB, "repo:contoso/orders:ref:refs/heads/main", pod.cluster.audience());
    }

    /** Where the kubelet mounts it, and as it does that. */
    private static void ofTheApiServer(Pod pod, ProjectedTokenBuilder token) throws IOException {
        Path folder = pod.directory.resolve("kubernetes.io/serviceaccount");
        Path data = Files.createDirectories(folder.resolve("..2026_11_27"));
        Files.writeString(data.resolve("token"), token.serialize());
        Files.createSymbolicLink(folder.resolve("..data"), data.getFileName());
        pod.file(Files.createSymbolicLink(folder.resolve("token"), Path.of("..data/token")));
    }

    private static ProjectedTokenBuilder github(Pod pod) {
        return pod.cluster
                .mint()
                .issuer(GITHUB)
                .withoutClaim("kubernetes.io")
                .subject("repo:contoso/orders:ref:refs/heads/fix-login")
                .lifetime(Duration.ofMinutes(5));
    }

    private static void ofGoogle(Pod pod) throws IOException {
        String issuer = "https://accounts.google.com";
        pod.variables.keySet().removeAll(List.of("HOSTNAME", "KUBERNETES_SERVICE_HOST"));
        write(
                pod,
                pod.cluster
                        .mint()
                        .issuer(issuer)
                        .withoutClaim("kubernetes.io")
                        .subject("112233445566778899001")
                        .serialize());
        pod.application.untrustAll().trust(issuer, "orders@contoso.iam.gserviceaccount.com", pod.cluster.audience());
    }

    /** Not in a cluster, and without its variables. */
    private static void outside(Pod pod) {
        pod.withoutWebhook();
        pod.variables.keySet().removeAll(List.of("HOSTNAME", "KUBERNETES_SERVICE_HOST"));
    }

    private static void reset(Socket socket) throws IOException {
        if (socket.getInputStream().read() >= 0) {
            socket.setSoLinger(true, 0);
        }
    }

    private static void plainHttp(Socket socket) throws IOException {
        if (socket.getInputStream().read() >= 0) {
            socket.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void mute(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Whatever is said, there is no answer.
        }
    }
}
