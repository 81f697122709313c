package io.github.wicredential.examples.docs;

import io.github.wicredential.AssertionSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tokens of others than Kubernetes as assertions: the code of docs/how-to/other-issuers.md. */
public final class ForeignAssertions {

    private ForeignAssertions() {}

    // begin: github
    /** A job of GitHub Actions with the permission {@code id-token: write}; {@code System.getenv()} has the two variables. */
    static AssertionSource gitHub(Map<String, String> environment) {
        URI address = URI.create(environment.get("ACTIONS_ID_TOKEN_REQUEST_URL") + "&audience=" + AUDIENCE);
        String secret = environment.get("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
        return () -> {
            Matcher value = VALUE.matcher(get(address, "Authorization", "Bearer " + secret));
            if (!value.find()) {
                throw new IOException("The runner's response has no value.");
            }
            return value.group(1);
        };
    }

    private static final Pattern VALUE = Pattern.compile("\"value\"\\s*:\\s*\"([A-Za-z0-9._-]+)\"");
    // end

    // begin: google
    /** A service account on Google Cloud; the server is {@code http://metadata.google.internal}. */
    static AssertionSource google(String metadataServer) {
        URI address = URI.create(
                metadataServer + "/computeMetadata/v1/instance/service-accounts/default/identity?audience=" + AUDIENCE);
        return () -> get(address, "Metadata-Flavor", "Google");
    }
    // end

    // begin: aws
    /** A role on AWS, by its command line: {@code aws sts get-web-identity-token …}, see below. */
    static AssertionSource command(List<String> command) {
        return () -> {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var output = process.getInputStream()) {
                String token = new String(output.readNBytes(100_000), StandardCharsets.US_ASCII).strip();
                if (process.waitFor() != 0) {
                    throw new IOException(command.get(0) + " ended with " + process.exitValue());
                }
                return token;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            } finally {
                process.destroy();
            }
        };
    }
    // end

    // begin: http
    private static final String AUDIENCE = URLEncoder.encode("api://AzureADTokenExchange", StandardCharsets.UTF_8);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private static String get(URI address, String header, String value) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(5))
                .header(header, value)
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(address.getHost() + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
    // end
}
