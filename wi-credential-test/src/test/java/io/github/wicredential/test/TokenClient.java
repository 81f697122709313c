package io.github.wicredential.test;

import io.github.wicredential.thirdparty.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** The client side of one request for a token, with every part open to change. */
final class TokenClient {

    static final String SCOPE = "https://vault.azure.net/.default";

    private static final HttpClient PLAIN =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<String, String> form = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private HttpClient http = PLAIN;
    private URI authorityHost;
    private String tenant;
    private String method = "POST";
    private String contentType = "application/x-www-form-urlencoded; charset=UTF-8";

    /** An answer, its JSON decoded. */
    record Answer(int status, Map<String, Object> json, HttpResponse<String> response) {

        int code() {
            Object first = ((java.util.List<?>) json.get("error_codes")).get(0);
            return ((Number) first).intValue();
        }

        String error() {
            return (String) json.get("error");
        }

        String description() {
            return (String) json.get("error_description");
        }

        String accessToken() {
            return (String) json.get("access_token");
        }
    }

    /** What a pod sends that has the cluster's variables and its token file. */
    static TokenClient of(LocalCluster cluster) throws IOException {
        Map<String, String> environment = cluster.environment();
        TokenClient client = new TokenClient();
        client.authorityHost = URI.create(environment.get("AZURE_AUTHORITY_HOST"));
        client.tenant = environment.get("AZURE_TENANT_ID");
        return client.set("grant_type", "client_credentials")
                .set("client_id", environment.get("AZURE_CLIENT_ID"))
                .set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .set("client_assertion", Files.readString(cluster.tokenFile()))
                .set("scope", SCOPE);
    }

    TokenClient set(String parameter, String value) {
        form.put(parameter, value);
        return this;
    }

    TokenClient without(String parameter) {
        form.remove(parameter);
        return this;
    }

    TokenClient header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    TokenClient tenant(String segment) {
        tenant = segment;
        return this;
    }

    TokenClient method(String name) {
        method = name;
        return this;
    }

    TokenClient contentType(String type) {
        contentType = type;
        return this;
    }

    TokenClient trusting(SSLContext context) {
        http = HttpClient.newBuilder().sslContext(context).build();
        return this;
    }

    Answer post() throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request(), BodyHandlers.ofString());
        try {
            return new Answer(response.statusCode(), JSONObjectUtils.parse(response.body()), response);
        } catch (ParseException e) {
            throw new AssertionError("not JSON, status " + response.statusCode(), e);
        }
    }

    HttpResponse<String> raw() throws IOException, InterruptedException {
        return http.send(request(), BodyHandlers.ofString());
    }

    java.util.concurrent.CompletableFuture<HttpResponse<String>> later() {
        return http.sendAsync(request(), BodyHandlers.ofString());
    }

    private HttpRequest request() {
        String body = form.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(authorityHost + encoded(tenant) + "/oauth2/v2.0/token"))
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return request.build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
