package io.github.wicredential.azure.internal.http;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.environment.Variables;
import io.github.wicredential.internal.http.HttpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The library's own transport as a client of azure-core, so that policies, retry options and the like need no HTTP
 * client on the class path.
 */
final class OwnHttpClient implements HttpClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final TokenTransport transport;

    OwnHttpClient(TokenTransport transport) {
        this.transport = transport;
    }

    static OwnHttpClient standard(Function<String, @Nullable String> variables) {
        Variables environment = new Variables(variables);
        return new OwnHttpClient(HttpTransport.standard(null, environment.httpsProxy(), environment.noProxy()));
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromCallable(() -> sendSync(request, Context.NONE)).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        Map<String, String> headers = new HashMap<>();
        request.getHeaders().forEach(header -> headers.put(header.getName(), header.getValue()));
        // OkHttp sets it from the body.
        headers.remove("Content-Length");
        BinaryData body = request.getBodyAsBinaryData();
        try {
            return new OwnHttpResponse(
                    request,
                    transport.post(TokenTransport.Request.of(
                            URI.create(request.getUrl().toString()),
                            headers,
                            body == null ? "" : body.toString(),
                            TIMEOUT)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
