package consumer;

import java.util.Map;

/** JSON with Moshi, which stands on Okio. */
public final class Moshi implements Check {
    @Override
    public void run() throws Exception {
        com.squareup.moshi.Moshi moshi = new com.squareup.moshi.Moshi.Builder().build();
        Check.must(moshi.adapter(Object.class).toJson(Map.of("a", "b")).equals("{\"a\":\"b\"}"), "JSON");
        Check.must(moshi.adapter(Object.class).fromJson("[1]").toString().equals("[1.0]"), "a list");
    }
}
