package io.github.wicredential.examples.whoami;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TokenRefusedException;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.LocalApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of Azure Resource Manager that lists roles, over TLS on the loopback address: role assignments of a
 * subscription by principal, in pages of two, and role definitions by id. It verifies the bearer token; who may read the
 * assignments has to be said.
 */
final class LocalResourceManager implements AutoCloseable {

    static final String SUBSCRIPTION = "/subscriptions/5b0f1e6a-0000-4000-8000-3c9a51d7e204";
    static final String AUDIENCE = "https://management.core.windows.net/";

    private static final String AUTHORIZATION = SUBSCRIPTION + "/providers/Microsoft.Authorization/";
    private static final String BEARER = "Bearer ";
    private static final int PAGE = 2;

    private record Assignment(String principalId, String definition, String scope) {}

    private final JsonMapper json = new JsonMapper();
    private final List<Assignment> assignments = new CopyOnWriteArrayList<>();
    private final Map<String, String> definitions = new LinkedHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final TokenCheck check;
    private final HeldCertificate certificate;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpsServer server;
    private volatile Duration ahead = Duration.ZERO;
    private volatile String reader = "";

    LocalResourceManager(TrustedIssuer issuer) throws IOException {
        check = new TokenCheck(issuer, AUDIENCE, () -> Instant.now().plus(ahead));
        certificate = new HeldCertificate.Builder()
                .commonName("Local resource manager")
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Forgets all, has a right clock again, and lets an application read assignments, whoever has them. */
    LocalResourceManager begin(LocalApplication reader) {
        assignments.clear();
        requests.clear();
        ahead = Duration.ZERO;
        this.reader = reader.clientId();
        return this;
    }

    /** Sets its clock ahead of the real time. */
    LocalResourceManager ahead(Duration time) {
        ahead = time;
        return this;
    }

    LocalResourceManager assign(String principalId, String role, String scope) {
        String definition = definitions.entrySet().stream()
                .filter(known -> known.getValue().equals(role))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> UUID.randomUUID().toString());
        definitions.put(definition, role);
        assignments.add(new Assignment(principalId, definition, scope));
        return this;
    }

    URI url() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    X509Certificate certificate() {
        return certificate.certificate();
    }

    /** Path, filter and status of each request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization == null || !authorization.startsWith(BEARER)) {
                refuse(exchange, 401, "AuthenticationFailed", "Authentication failed.");
                return;
            }
            String caller;
            try {
                caller = check.verify(authorization.substring(BEARER.length())).applicationId();
            } catch (TokenRefusedException e) {
                refuse(exchange, 401, "InvalidAuthenticationToken", String.valueOf(e.getMessage()));
                return;
            }
            if (!caller.equals(reader)) {
                refuse(
                        exchange,
                        403,
                        "AuthorizationFailed",
                        "The client does not have authorization to perform action.");
                return;
            }
            route(exchange);
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        URI uri = target(exchange);
        String path = uri.getPath();
        String query = String.valueOf(uri.getQuery());
        if (!query.contains("api-version=")) {
            refuse(exchange, 400, "MissingApiVersionParameter", "The api-version query parameter is required.");
        } else if (path.equals(AUTHORIZATION + "roleAssignments")) {
            answer(exchange, 200, list(query));
        } else if (path.startsWith(AUTHORIZATION + "roleDefinitions/") && definitions.containsKey(last(path))) {
            answer(exchange, 200, definition(last(path)));
        } else {
            refuse(exchange, 404, "InvalidResource", "There is no such resource.");
        }
    }

    private Map<String, Object> list(String query) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Assignment assignment : assignments) {
            if (query.contains("$filter=principalId eq '" + assignment.principalId() + "'")) {
                String name = UUID.nameUUIDFromBytes(assignment.toString().getBytes(StandardCharsets.UTF_8))
                        .toString();
                all.add(Map.of(
                        "id",
                        assignment.scope() + "/providers/Microsoft.Authorization/roleAssignments/" + name,
                        "name",
                        name,
                        "type",
                        "Microsoft.Authorization/roleAssignments",
                        "properties",
                        Map.of(
                                "roleDefinitionId",
                                AUTHORIZATION + "roleDefinitions/" + assignment.definition(),
                                "principalId",
                                assignment.principalId(),
                                "principalType",
                                "ServicePrincipal",
                                "scope",
                                assignment.scope())));
            }
        }
        int from =
                query.contains("$skiptoken=") ? Integer.parseInt(query.replaceAll(".*\\$skiptoken=(\\d+).*", "$1")) : 0;
        int to = Math.min(all.size(), from + PAGE);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("value", all.subList(Math.min(from, to), to));
        if (to < all.size()) {
            page.put(
                    "nextLink",
                    url() + AUTHORIZATION.substring(1) + "roleAssignments?"
                            + query.replaceAll("&?\\$skiptoken=\\d+", "").replace(" ", "%20") + "&$skiptoken=" + to);
        }
        return page;
    }

    private Map<String, Object> definition(String name) {
        return Map.of(
                "id",
                AUTHORIZATION + "roleDefinitions/" + name,
                "name",
                name,
                "type",
                "Microsoft.Authorization/roleDefinitions",
                "properties",
                Map.of(
                        "roleName",
                        definitions.get(name),
                        "type",
                        "BuiltInRole",
                        "description",
                        "",
                        "assignableScopes",
                        List.of("/"),
                        "permissions",
                        List.of(Map.of("actions", List.of("*/read"), "notActions", List.of()))));
    }

    private void refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        if (status == 401) {
            exchange.getResponseHeaders()
                    .set(
                            "WWW-Authenticate",
                            "Bearer authorization_uri=\"https://login.windows.net/\", error=\"invalid_token\"");
        }
        answer(exchange, status, Map.of("error", Map.of("code", code, "message", message)));
    }

    private void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        requests.add(last(target(exchange).getPath()) + " " + status);
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Azure's client begins the paths of role definitions with two slashes, and Azure takes that. */
    private static URI target(HttpExchange exchange) {
        return URI.create(exchange.getRequestURI().toString().replaceFirst("^/+", "/"));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
