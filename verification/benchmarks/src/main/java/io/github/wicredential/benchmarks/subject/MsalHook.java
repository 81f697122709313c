package io.github.wicredential.benchmarks.subject;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The HTTP client of MSAL4J, led to the authority in the process. */
final class MsalHook implements IHttpClient {

    /** MSAL4J's own client sets no timeout; this one only bounds the run. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Authority authority;

    MsalHook(Authority authority) {
        this.authority = authority;
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException {
        Authority.Answer answer = authority.answer(TIMEOUT);
        Map<String, List<String>> headers = answer.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
        HttpResponse response = new HttpResponse().statusCode(answer.status()).body(answer.body());
        response.addHeaders(headers);
        return response;
    }
}
