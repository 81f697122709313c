package io.github.wicredential.azure.internal.http;

import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.ClientOptions;
import com.azure.core.util.Context;
import com.azure.core.util.Header;
import io.github.wicredential.TokenTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends token requests through a pipeline of azure-core; blocks the library's worker, never a caller's thread. */
final class PipelineTransport implements TokenTransport {

    // The key under which azure-core's HTTP clients look for the response timeout.
    private static final String RESPONSE_TIMEOUT = "azure-response-timeout";
    private static final int DEEPEST_CAUSE = 10;

    private final HttpPipeline pipeline;
    private final @Nullable ClientOptions options;
    private final boolean retries;

    PipelineTransport(HttpPipeline pipeline, @Nullable ClientOptions options, boolean retries) {
        this.pipeline = pipeline;
        this.options = options;
        this.retries = retries;
    }

    @Override
    public boolean retries() {
        return retries;
    }

    @Override
    public Response post(Request request) throws IOException {
        Context context = new Context(RESPONSE_TIMEOUT, request.timeout());
        try (HttpResponse answer = pipeline.sendSync(message(request), context)) {
            if (answer == null) {
                throw new IOException("the HTTP pipeline returned no response");
            }
            return Response.of(answer.getStatusCode(), headers(answer.getHeaders()), BoundedText.of(answer));
        } catch (RuntimeException failure) {
            throw asIOException(failure);
        }
    }

    private HttpRequest message(Request request) throws IOException {
        HttpHeaders headers = new HttpHeaders(request.headers());
        if (options != null) {
            for (Header header : options.getHeaders()) {
                headers.set(HttpHeaderName.fromString(header.getName()), header.getValue());
            }
            String application = options.getApplicationId();
            if (application != null) {
                headers.set(HttpHeaderName.USER_AGENT, application + " wi-credential");
            }
        }
        return new HttpRequest(HttpMethod.POST, request.uri().toURL(), headers, BinaryData.fromString(request.body()));
    }

    private static Map<String, String> headers(HttpHeaders headers) {
        Map<String, String> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpHeader header : headers) {
            map.putIfAbsent(header.getName(), header.getValue());
        }
        return map;
    }

    /** What the engine classifies is the I/O failure inside of what Reactor or a policy has put around it. */
    private static IOException asIOException(RuntimeException failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof IOException io) {
                return io;
            }
            if (cause instanceof TimeoutException || cause instanceof InterruptedException) {
                InterruptedIOException late = new InterruptedIOException("the HTTP pipeline did not answer in time");
                late.initCause(failure);
                return late;
            }
            cause = cause.getCause();
        }
        return new IOException(
                "the HTTP pipeline failed with " + failure.getClass().getName(), failure);
    }
}
