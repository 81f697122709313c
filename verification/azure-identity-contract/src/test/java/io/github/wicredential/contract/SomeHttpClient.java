package io.github.wicredential.contract;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpClientProvider;
import com.azure.core.util.HttpClientOptions;
import reactor.core.publisher.Mono;

/** The HTTP client of the class path, which parts of azure-identity insist on. Answers anything with an empty 200. */
public final class SomeHttpClient implements HttpClientProvider {

    /** Made by azure-core. */
    public SomeHttpClient() {}

    @Override
    public HttpClient createInstance() {
        return request -> Mono.just(new Answer(request, 200, ""));
    }

    @Override
    public HttpClient createInstance(HttpClientOptions options) {
        return createInstance();
    }
}
