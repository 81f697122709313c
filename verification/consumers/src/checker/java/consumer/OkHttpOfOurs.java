package consumer;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.okhttp.BearerTokenInterceptor;
import io.github.wicredential.okhttp.OkHttpTransport;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Our package for the application's OkHttp: token requests through its client, tokens with its calls. */
public final class OkHttpOfOurs implements Check {
    @Override
    public void run() throws Exception {
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                        .transport(new OkHttpTransport(new OkHttpClient()))
                        .build();
                Loopback server = new Loopback("{}")) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .addInterceptor(new BearerTokenInterceptor(identity, VAULT, "127.0.0.1"))
                    .build();
            try (Response answer = client.newCall(new Request.Builder().url(server.url()).build())
                    .execute()) {
                Check.must(answer.code() == 200, "an answer");
            }
            Check.must(server.authorization.startsWith("Bearer "), "a token");
        }
    }
}
