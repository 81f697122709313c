package io.github.wicredential.azure.internal.http;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import io.github.wicredential.TokenTransport;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer of the library's own transport, as policies of azure-core see it. */
final class OwnHttpResponse extends HttpResponse {

    private final TokenTransport.Response answer;
    private final HttpHeaders headers;

    OwnHttpResponse(HttpRequest request, TokenTransport.Response answer) {
        super(request);
        this.answer = answer;
        this.headers = new HttpHeaders(answer.headers());
    }

    @Override
    public int getStatusCode() {
        return answer.status();
    }

    @Override
    @Deprecated
    public @Nullable String getHeaderValue(String name) {
        return headers.getValue(HttpHeaderName.fromString(name));
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public Flux<ByteBuffer> getBody() {
        return Flux.defer(() -> Flux.just(ByteBuffer.wrap(bytes())));
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
        return Mono.fromSupplier(this::bytes);
    }

    @Override
    public Mono<String> getBodyAsString() {
        return Mono.just(answer.body());
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
        return Mono.fromSupplier(() -> new String(bytes(), charset));
    }

    private byte[] bytes() {
        return answer.body().getBytes(StandardCharsets.UTF_8);
    }
}
