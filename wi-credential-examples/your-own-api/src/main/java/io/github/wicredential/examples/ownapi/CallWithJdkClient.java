package io.github.wicredential.examples.ownapi;

import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Calls the API with the JDK's client. It has no interceptors, so each request asks the source for its header: that costs
 * nanoseconds, and the token is always one that is valid. The client follows no redirects unless told to; leave it so,
 * since it would take the token along.
 */
public final class CallWithJdkClient {

    private CallWithJdkClient() {}

    /**
     * Calls {@code API_URL} with a token for {@code API_SCOPE}.
     *
     * @param args none
     * @throws IOException if there is no answer
     * @throws InterruptedException if this thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment()) {
            TokenSource tokens = identity.source(Variables.get("API_SCOPE"));

            HttpRequest request = HttpRequest.newBuilder(URI.create(Variables.get("API_URL")))
                    .header("Authorization", tokens.token().authorizationHeader())
                    .timeout(Duration.ofSeconds(30))
                    .build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

            System.out.println(response.statusCode() + " " + response.body());
        }
    }
}
