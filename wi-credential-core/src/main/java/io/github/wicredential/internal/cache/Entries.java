package io.github.wicredential.internal.cache;

import io.github.wicredential.thirdparty.caffeine.cache.Cache;
import io.github.wicredential.thirdparty.caffeine.cache.Caffeine;
import io.github.wicredential.thirdparty.caffeine.cache.RemovalCause;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Request → entry, no more than a number of them.
 *
 * <p>All are in one map, where they are looked up. Beyond a few, Caffeine chooses which to drop: it has the same keys
 * and hears of their use as soon as that matters. So an application with a handful of scopes never loads it.
 * Thread-safe.
 */
final class Entries {

    private static final int FEW = 32;

    /**
     * Who chooses.
     *
     * @param kept the keys and entries of the map
     * @param dropped what was dropped and may still be in somebody's hands
     */
    private record Choice(Cache<Object, Entry> kept, Cache<Entry, Boolean> dropped) {}

    private final long maximum;

    // Added to under the lock, so that a key that Caffeine has is in the map too; Caffeine takes out what it drops.
    private final Map<Object, Entry> map = new ConcurrentHashMap<>();
    private volatile @Nullable Choice choice;

    // Set once, under the lock. Below half of the maximum Caffeine does not look at what is used either.
    private volatile boolean crowded;

    Entries(long maximum) {
        this.maximum = maximum;
    }

    @Nullable
    Entry get(Object key) {
        Entry entry = map.get(key);
        if (entry != null && crowded) {
            used(key);
        }
        return entry;
    }

    private void used(Object key) {
        Choice chooser = choice;
        if (chooser != null) {
            var unused = chooser.kept().getIfPresent(key);
        }
    }

    /** The entry, made if there is none. */
    synchronized Entry get(Object key, Function<Object, Entry> make) {
        Entry entry = map.get(key);
        if (entry != null) {
            return entry;
        }
        Entry made = make.apply(key);
        map.put(key, made);
        Choice chooser = choice;
        if (chooser != null) {
            chooser.kept().put(key, made);
        } else if (map.size() > Math.min(FEW, maximum / 2)) {
            chooser = choosing();
            map.forEach(chooser.kept()::put);
            choice = chooser;
        }
        if (!crowded && map.size() > maximum / 2) {
            crowded = true;
        }
        return made;
    }

    /** Each entry that somebody may ask, also those that were dropped and are still held. */
    void forEach(Consumer<Entry> action) {
        map.values().forEach(action);
        Choice chooser = choice;
        if (chooser != null) {
            chooser.dropped().asMap().keySet().forEach(action);
        }
    }

    private Choice choosing() {
        Cache<Entry, Boolean> dropped =
                Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();
        Cache<Object, Entry> kept = Caffeine.newBuilder()
                .maximumSize(maximum)
                .executor(Runnable::run)
                .evictionListener((@Nullable Object key, @Nullable Entry entry, RemovalCause cause) -> {
                    if (key != null && entry != null) {
                        dropped.put(entry, true);
                        map.remove(key, entry);
                    }
                })
                .build();
        return new Choice(kept, dropped);
    }
}
