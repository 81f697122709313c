package consumer;

import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The application's own HTTP call. */
public final class OkHttp implements Check {
    @Override
    public void run() throws Exception {
        try (Loopback server = new Loopback("{}");
                Response answer = new OkHttpClient()
                        .newCall(new Request.Builder().url(server.url()).build())
                        .execute()) {
            Check.must(answer.code() == 200 && answer.body().string().equals("{}"), "an answer");
        }
    }
}
