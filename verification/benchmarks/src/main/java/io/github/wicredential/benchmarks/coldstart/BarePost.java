package io.github.wicredential.benchmarks.coldstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** What somebody would write by hand for one token: OkHttp, one form, Jackson. */
final class BarePost {

    private BarePost() {}

    public static void main(String[] args) throws IOException {
        Request request = new Request.Builder()
                .url(variable("AZURE_AUTHORITY_HOST") + variable("AZURE_TENANT_ID") + "/oauth2/v2.0/token")
                .post(new FormBody.Builder()
                        .add("grant_type", "client_credentials")
                        .add("scope", Subjects.SCOPE)
                        .add("client_id", variable("AZURE_CLIENT_ID"))
                        .add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                        .add("client_assertion", Files.readString(Path.of(variable("AZURE_FEDERATED_TOKEN_FILE"))))
                        .build())
                .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            Ready.with(new ObjectMapper()
                    .readTree(response.body().string())
                    .path("access_token")
                    .asText());
        }
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
