package consumer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** The application's own cache. */
public final class CaffeineCache implements Check {
    @Override
    public void run() {
        Cache<String, String> cache = Caffeine.newBuilder().maximumSize(10).build();
        Check.must(cache.get("a", key -> "b").equals("b"), "a value");
    }
}
