package io.github.wicredential.examples.ownapi;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.okhttp.BearerTokenInterceptor;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Calls the API with OkHttp. Each request gets a token that is valid then; a claims challenge is answered once. */
public final class CallWithOkHttp {

    private CallWithOkHttp() {}

    /**
     * Calls {@code API_URL} with a token for {@code API_SCOPE}.
     *
     * @param args none
     * @throws IOException if there is no answer
     */
    public static void main(String[] args) throws IOException {
        HttpUrl url = HttpUrl.get(Variables.get("API_URL"));
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment()) {
            OkHttpClient client = new OkHttpClient.Builder()
                    // The token goes to this host and to no other.
                    .addInterceptor(new BearerTokenInterceptor(identity, Variables.get("API_SCOPE"), url.host()))
                    .build();

            try (Response response =
                    client.newCall(new Request.Builder().url(url).build()).execute()) {
                System.out.println(response.code() + " " + response.body().string());
            }
        }
    }
}
