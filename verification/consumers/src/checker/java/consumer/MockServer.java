package consumer;

import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;

/** What the application's tests do with MockWebServer. */
public final class MockServer implements Check {
    @Override
    public void run() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.enqueue(new MockResponse().setBody("{}"));
            server.start();
            try (Response answer = new OkHttpClient()
                    .newCall(new Request.Builder().url(server.url("/")).build())
                    .execute()) {
                Check.must(answer.body().string().equals("{}"), "an answer");
            }
        }
    }
}
