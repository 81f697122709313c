package io.github.wicredential.spring.downstream;

import io.github.wicredential.internal.bearer.ClaimsChallenge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends an API's token with the requests of a RestClient or RestTemplate, and answers a claims challenge once.
 * Thread-safe.
 *
 * <p>Only methods of HttpHeaders that are the same in Spring Framework 6.2 and 7: in 7 it is no longer a map.
 */
final class RestClientInterceptor implements ClientHttpRequestInterceptor {

    private static final String OWN = RestClientInterceptor.class.getName() + ".authorization";

    private final DownstreamApi api;

    private RestClientInterceptor(DownstreamApi api) {
        this.api = api;
    }

    static RestClientInterceptor of(String name, DownstreamApis apis) {
        return new RestClientInterceptor(apis.get(name));
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        if (!api.covers(request.getURI(), foreign(request))) {
            return execution.execute(request, body);
        }
        authorize(request, api.authorization());
        ClientHttpResponse answer = execution.execute(request, body);
        String claims = claims(answer);
        if (claims == null) {
            return answer;
        }
        answer.close();
        authorize(request, api.authorization(claims));
        return execution.execute(request, body);
    }

    // What was set here before is replaced when an interceptor further out sends the request again.
    private static @Nullable String foreign(HttpRequest request) {
        String present = request.getHeaders().getFirst(DownstreamApi.HEADER);
        return present != null && present.equals(request.getAttributes().get(OWN)) ? null : present;
    }

    private static void authorize(HttpRequest request, String authorization) {
        request.getHeaders().set(DownstreamApi.HEADER, authorization);
        request.getAttributes().put(OWN, authorization);
    }

    private static @Nullable String claims(ClientHttpResponse answer) throws IOException {
        if (answer.getStatusCode().value() != DownstreamApi.UNAUTHORIZED) {
            return null;
        }
        List<String> challenges = new ArrayList<>();
        answer.getHeaders().forEach((name, values) -> {
            if (name.equalsIgnoreCase(DownstreamApi.CHALLENGE)) {
                challenges.addAll(values);
            }
        });
        return ClaimsChallenge.in(challenges);
    }
}
