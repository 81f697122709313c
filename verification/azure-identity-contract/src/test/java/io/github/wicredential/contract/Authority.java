package io.github.wicredential.contract;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An authority that is an HTTP client of azure-core itself, so that no network lies between it and a credential. Grants
 * every token request unless told otherwise, each with a token of its own.
 */
public final class Authority implements HttpClient {

    /** What it may be told to do with a request. */
    public enum Fault {
        /** Refuses with AADSTS700213. */
        REFUSED,
        /** Answers 400 with a code that nobody retries. */
        BAD_REQUEST,
        /** Answers 429 without saying for how long. */
        THROTTLED,
        /** Answers 503. */
        UNAVAILABLE,
        /** Throws an I/O failure. */
        UNREACHABLE,
        /** Never answers. */
        HANGING
    }

    private final AtomicInteger issued = new AtomicInteger();
    private final List<HttpRequest> posts = Collections.synchronizedList(new ArrayList<>());
    private final List<HttpRequest> others = Collections.synchronizedList(new ArrayList<>());
    private final ConcurrentLinkedQueue<Fault> next = new ConcurrentLinkedQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);

    private volatile Fault always;
    private volatile long unreachableUntil = System.nanoTime();
    private volatile long expiresIn = 3600;
    private volatile long refreshIn = -1;
    private volatile Duration latency = Duration.ZERO;

    Authority() {}

    /** Sets the life of the tokens to come, in seconds. */
    public Authority expiresIn(long seconds) {
        expiresIn = seconds;
        return this;
    }

    /** Sets the refresh_in of the answers to come, in seconds. */
    public Authority refreshIn(long seconds) {
        refreshIn = seconds;
        return this;
    }

    /** Sets how long an answer takes. */
    public Authority latency(Duration delay) {
        latency = delay;
        return this;
    }

    /** Lets the next requests fail. */
    public Authority next(Fault... faults) {
        next.addAll(List.of(faults));
        return this;
    }

    /** Lets all requests fail; null for none. */
    public Authority always(Fault fault) {
        always = fault;
        return this;
    }

    /** Lets all requests of a time from now on fail as if there were no network. */
    public Authority unreachableFor(Duration time) {
        unreachableUntil = System.nanoTime() + time.toNanos();
        return this;
    }

    /** How many token requests came. */
    public int tokenRequests() {
        return posts.size();
    }

    /** How many requests of other kinds came. */
    public int otherRequests() {
        return others.size();
    }

    /** A field of the form of a token request, counted from 0; null if it has none. */
    public String field(int request, String name) {
        return form(posts.get(request)).get(name);
    }

    /** A header of a token request, counted from 0. */
    public String header(int request, String name) {
        return posts.get(request).getHeaders().getValue(HttpHeaderName.fromString(name));
    }

    /** The path of a token request, counted from 0. */
    public String path(int request) {
        return posts.get(request).getUrl().getPath();
    }

    /** The host of a token request, counted from 0. */
    public String host(int request) {
        return posts.get(request).getUrl().getHost();
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromCallable(() -> answer(request)).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        try {
            return answer(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse answer(HttpRequest request) throws IOException, InterruptedException {
        if (!request.getUrl().getPath().endsWith("/oauth2/v2.0/token")) {
            others.add(request);
            return new Answer(request, 200, discovery());
        }
        posts.add(request);
        Fault fault = System.nanoTime() - unreachableUntil < 0 ? Fault.UNREACHABLE : next.poll();
        never.await(latency.toNanos(), TimeUnit.NANOSECONDS);
        return fault != null || always != null ? failing(request, fault != null ? fault : always) : granting(request);
    }

    private HttpResponse granting(HttpRequest request) {
        // The claims' encoding has both characters in which base64url differs from base64.
        String token = Stage.encoded("{\"alg\":\"none\"}") + "."
                + Stage.encoded("{\"appid\":\"" + Stage.CLIENT
                        + "\",\"oid\":\"o\",\"tid\":\"t\",\"n\":\"~~~???>>>\",\"i\":" + issued.incrementAndGet() + "}")
                + ".c2ln";
        String renewal = refreshIn < 0 ? "" : ",\"refresh_in\":" + refreshIn;
        return new Answer(
                request,
                200,
                "{\"token_type\":\"Bearer\",\"expires_in\":" + expiresIn + ",\"ext_expires_in\":" + expiresIn + renewal
                        + ",\"access_token\":\"" + token + "\"}");
    }

    private HttpResponse failing(HttpRequest request, Fault fault) throws IOException, InterruptedException {
        return switch (fault) {
            case REFUSED ->
                new Answer(
                        request,
                        401,
                        refusal("invalid_client", 700213, "No matching federated identity record found."));
            case BAD_REQUEST -> new Answer(request, 400, refusal("invalid_request", 90002, "Tenant not found."));
            case THROTTLED -> new Answer(request, 429, "<html>too many requests</html>");
            case UNAVAILABLE -> new Answer(request, 503, "<html>unavailable</html>");
            case UNREACHABLE -> throw new ConnectException("the network is not there");
            case HANGING -> {
                never.await();
                throw new IOException("nobody gets here");
            }
        };
    }

    private static String refusal(String error, int code, String text) {
        return "{\"error\":\"" + error + "\",\"error_description\":\"AADSTS" + code + ": " + text
                + " Trace ID: 5a5a5a5a-0000-0000-0000-000000000000\",\"error_codes\":[" + code
                + "],\"timestamp\":\"" + Instant.now()
                + "\",\"trace_id\":\"5a5a5a5a-0000-0000-0000-000000000000\","
                + "\"correlation_id\":\"c0c0c0c0-0000-0000-0000-000000000000\"}";
    }

    private static String discovery() {
        return "{\"tenant_discovery_endpoint\":\"https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration\","
                + "\"api-version\":\"1.1\",\"metadata\":[{\"preferred_network\":\"login.microsoftonline.com\","
                + "\"preferred_cache\":\"login.windows.net\",\"aliases\":[\"login.microsoftonline.com\",\"login.windows.net\"]}]}";
    }

    private static Map<String, String> form(HttpRequest request) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : request.getBodyAsBinaryData().toString().split("&", -1)) {
            int equals = pair.indexOf('=');
            fields.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    /** The headers of every answer. */
    static HttpHeaders headers() {
        return new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/json; charset=utf-8");
    }
}
