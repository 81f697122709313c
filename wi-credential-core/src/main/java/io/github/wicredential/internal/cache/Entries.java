package io.github.wicredential.internal.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Request → entry, no more than a number of them.
 *
 * <p>The first few stay for good, so that an application with a handful of scopes never loads Caffeine. Of those beyond,
 * Caffeine chooses which to drop. Thread-safe.
 */
final class Entries {

    private static final int FEW = 32;

    /** Entries that Caffeine chooses from, and those that it dropped and that may still be in somebody's hands. */
    private record Many(Cache<Object, Entry> kept, Cache<Entry, Boolean> dropped) {

        static Many of(long maximum) {
            Cache<Entry, Boolean> dropped =
                    Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();
            Cache<Object, Entry> kept = Caffeine.newBuilder()
                    .maximumSize(maximum)
                    .executor(Runnable::run)
                    .evictionListener((@Nullable Object key, @Nullable Entry entry, RemovalCause cause) -> {
                        if (entry != null) {
                            dropped.put(entry, true);
                        }
                    })
                    .build();
            return new Many(kept, dropped);
        }
    }

    private final long maximum;
    private final long mostOfFew;

    // Added to under the lock, so that no key is in both.
    private final Map<Object, Entry> few = new ConcurrentHashMap<>();
    private volatile @Nullable Many many;

    Entries(long maximum) {
        this.maximum = maximum;
        this.mostOfFew = Math.min(FEW, maximum / 2);
    }

    @Nullable
    Entry get(Object key) {
        Entry entry = few.get(key);
        if (entry != null) {
            return entry;
        }
        Many beyond = many;
        return beyond == null ? null : beyond.kept().getIfPresent(key);
    }

    /** The entry, made if there is none. */
    synchronized Entry get(Object key, Function<Object, Entry> make) {
        Entry entry = few.get(key);
        if (entry != null) {
            return entry;
        }
        Many beyond = many;
        if (beyond == null && few.size() < mostOfFew) {
            Entry made = make.apply(key);
            few.put(key, made);
            return made;
        }
        if (beyond == null) {
            beyond = Many.of(maximum - few.size());
            many = beyond;
        }
        return beyond.kept().get(key, make);
    }

    /** Each entry that somebody may ask, also those that were dropped and are still held. */
    void forEach(Consumer<Entry> action) {
        few.values().forEach(action);
        Many beyond = many;
        if (beyond != null) {
            beyond.kept().asMap().values().forEach(action);
            beyond.dropped().asMap().keySet().forEach(action);
        }
    }
}
