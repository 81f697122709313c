package consumer;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An HTTP client of azure-core that is given its answers. */
final class CannedClient implements HttpClient {

    private final Function<HttpRequest, HttpResponse> answers;

    private CannedClient(Function<HttpRequest, HttpResponse> answers) {
        this.answers = answers;
    }

    /** Challenges the first request that has a token, or has none, and answers the next. */
    static CannedClient challenging(String challenge, String body) {
        boolean[] challenged = new boolean[1];
        return new CannedClient(request -> {
            if (!challenged[0]) {
                challenged[0] = true;
                return new Answer(
                        request, 401, new HttpHeaders().set(HttpHeaderName.WWW_AUTHENTICATE, challenge), "");
            }
            Check.must(request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION).startsWith("Bearer "), "a token");
            return new Answer(request, 200, new HttpHeaders(), body);
        });
    }

    static CannedClient answering(String contentType, String body) {
        return new CannedClient(request -> {
            Check.must(request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION).startsWith("Bearer "), "a token");
            return new Answer(
                    request, 200, new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, contentType), body);
        });
    }

    /** Really sends. */
    static CannedClient sending() {
        return new CannedClient(request -> {
            try {
                HttpURLConnection connection = (HttpURLConnection) request.getUrl().openConnection();
                connection.setRequestMethod(request.getHttpMethod().name());
                request.getHeaders().forEach(header -> connection.setRequestProperty(header.getName(), header.getValue()));
                BinaryData body = request.getBodyAsBinaryData();
                if (body != null) {
                    connection.setDoOutput(true);
                    connection.getOutputStream().write(body.toBytes());
                }
                String answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(
                        request,
                        connection.getResponseCode(),
                        new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/json"),
                        answer);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromSupplier(() -> answers.apply(request));
    }

    private static final class Answer extends HttpResponse {

        private final int status;
        private final HttpHeaders headers;
        private final byte[] body;

        Answer(HttpRequest request, int status, HttpHeaders headers, String body) {
            super(request);
            this.status = status;
            this.headers = headers;
            this.body = body.getBytes(StandardCharsets.UTF_8);
            headers.set(HttpHeaderName.CONTENT_LENGTH, String.valueOf(this.body.length));
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
