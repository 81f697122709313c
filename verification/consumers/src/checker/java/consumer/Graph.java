package consumer;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.authentication.AzureIdentityAuthenticationProvider;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Reads a user through Graph's client and its OkHttp. */
public final class Graph implements Check {
    @Override
    public void run() {
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Check.must(chain.request().header("Authorization").startsWith("Bearer "), "a token");
                    return new Response.Builder()
                            .request(chain.request())
                            .protocol(Protocol.HTTP_1_1)
                            .code(200)
                            .message("OK")
                            .header("Content-Type", "application/json")
                            .body(ResponseBody.create("{\"id\":\"ada\"}", MediaType.get("application/json")))
                            .build();
                })
                .build();
        String id = new GraphServiceClient(
                        new AzureIdentityAuthenticationProvider(
                                new DefaultAzureCredentialBuilder().build(),
                                new String[] {"graph.microsoft.com"},
                                "https://graph.microsoft.com/.default"),
                        client)
                .me()
                .get()
                .getId();
        Check.must(id.equals("ada"), id);
    }
}
