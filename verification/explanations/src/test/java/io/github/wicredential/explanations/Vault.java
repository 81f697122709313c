package io.github.wicredential.explanations;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A vault in this process: names its tenant to whom brings no token, and then answers with the status. */
record Vault(String tenant, int status) implements HttpClient {

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        boolean anonymous = request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION) == null;
        HttpHeaders headers = new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/json");
        if (anonymous) {
            headers.set(
                    HttpHeaderName.WWW_AUTHENTICATE,
                    "Bearer authorization=\"https://login.microsoftonline.com/" + tenant
                            + "\", resource=\"https://vault.azure.net\"");
        }
        return Mono.just(new Response(request, anonymous ? 401 : status, headers, body()));
    }

    private String body() {
        return status == 200
                ? "{\"value\":\"x\",\"id\":\"https://orders.vault.azure.net/secrets/s/1\"}"
                : "{\"error\":{\"code\":\"Forbidden\",\"message\":\"Caller is not authorized to perform action on resource.\"}}";
    }

    private static final class Response extends HttpResponse {

        private final int status;
        private final HttpHeaders headers;
        private final byte[] body;

        Response(HttpRequest request, int status, HttpHeaders headers, String body) {
            super(request);
            this.status = status;
            this.headers = headers;
            this.body = body.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(body));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(body);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(new String(body, charset));
        }
    }
}
