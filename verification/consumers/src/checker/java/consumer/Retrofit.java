package consumer;

import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.GET;

/** A call through Retrofit. */
public final class Retrofit implements Check {
    @Override
    public void run() throws Exception {
        try (Loopback server = new Loopback("{}")) {
            Orders orders = new retrofit2.Retrofit.Builder()
                    .baseUrl(server.url())
                    .build()
                    .create(Orders.class);
            Check.must(orders.all().execute().code() == 200, "an answer");
        }
    }

    /** Of the application. */
    public interface Orders {
        @GET("orders")
        Call<ResponseBody> all();
    }
}
