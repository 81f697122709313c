package io.github.wicredential.explanations;

import static java.util.Map.entry;

import io.github.wicredential.test.Fault;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What goes wrong in each case. */
final class Breaks {

    private static final String API_SERVER = "https://kubernetes.default.svc";
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
                    pod -> pod.cluster.mint().audience(API_SERVER).write()),
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
            entry("annotation-missing", pod -> pod.variables.remove("AZURE_CLIENT_ID")),
            entry("proxy-403", pod -> pod.egressProxy("403 Forbidden")),
            entry("clock-ten-min-ahead", pod -> pod.clocks(10, 10)),
            entry("scope-without-default", pod -> pod.scopes = scopes("https://vault.azure.net")),
            entry(
                    "default-api-token-1y",
                    pod -> pod.cluster
                            .mint()
                            .audience(API_SERVER)
                            .lifetime(Duration.ofDays(365))
                            .write()),
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
            entry("wrong-port", pod -> pod.authority("https://login.microsoftonline.com:" + Pod.unusedPort())),
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
            entry("tenant-typo", pod -> pod.variables.put("AZURE_TENANT_ID", "72f988bf-0000-4000-8000-00000000db74")),
            entry(
                    "binding-token-without-proxy",
                    pod -> pod.cluster
                            .mint()
                            .audience("api://AKSIdentityBinding")
                            .write()),
            entry("resource-unknown", pod -> pod.entra.tenant().limitResources("https://storage.azure.com")),
            entry("throttled-429", pod -> pod.entra.faults().always(Fault.throttled(Duration.ofSeconds(60)))),
            entry("audience-of-other-cloud", pod -> pod.trust(pod.cluster.issuer(), "api://AzureADTokenExchangeUSGov")),
            entry("egress-mute", pod -> pod.server(Breaks::mute)),
            entry(
                    "cluster-recreated",
                    pod -> pod.trust("https://westeurope.oic.prod-aks.azure.com/1111/2222/", pod.cluster.audience())));

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

    private static void reset(Socket socket) throws IOException {
        if (socket.getInputStream().read() >= 0) {
            socket.setSoLinger(true, 0);
        }
    }

    private static void mute(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Whatever is said, there is no answer.
        }
    }
}
