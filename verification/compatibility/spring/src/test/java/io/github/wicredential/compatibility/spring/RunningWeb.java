package io.github.wicredential.compatibility.spring;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.thirdparty.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.springframework.context.ConfigurableApplicationContext;

/** A web application that runs, seen over HTTP. */
record RunningWeb(ConfigurableApplicationContext context, HttpClient client) implements AutoCloseable {

    /** What was answered. */
    record Answer(int status, String body) {

        Map<String, Object> json() {
            try {
                return JSONObjectUtils.parse(body);
            } catch (ParseException e) {
                throw new AssertionError(body, e);
            }
        }

        /** An object in objects. */
        Map<String, Object> json(String... path) {
            Map<String, Object> inner = json();
            for (String name : path) {
                try {
                    inner = JSONObjectUtils.getJSONObject(inner, name);
                } catch (ParseException e) {
                    throw new AssertionError(body, e);
                }
            }
            return inner;
        }
    }

    RunningWeb(ConfigurableApplicationContext context) {
        this(context, HttpClient.newHttpClient());
    }

    WorkloadIdentity identity() {
        return context.getBean(WorkloadIdentity.class);
    }

    Answer get(String path) throws IOException, InterruptedException {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(40))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    /** Asks until the answer is the wanted one: what an identity tells comes just after its callers have their token. */
    Answer getUntil(String path, Predicate<Answer> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        Answer answer = get(path);
        while (!wanted.test(answer)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not answered as wanted, last: " + answer);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            answer = get(path);
        }
        return answer;
    }

    @Override
    public void close() {
        context.close();
    }
}
