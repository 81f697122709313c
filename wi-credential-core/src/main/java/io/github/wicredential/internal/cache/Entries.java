package io.github.wicredential.internal.cache;

import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.thirdparty.caffeine.cache.Cache;
import io.github.wicredential.thirdparty.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Request → entry, no more than a number of them.
 *
 * <p>All are in one map, where they are looked up. Beyond a few, Caffeine chooses which to drop for a new one: it has the
 * same keys and hears of their use as soon as that matters. So an application with a handful of scopes never loads it. A
 * new one always gets in; the admission of Caffeine's own eviction would keep it out, and so ask for its token at each use.
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
    private final IdentityEvents events;

    // Added to and taken from under the lock, so that Caffeine has the same keys.
    private final Map<Object, Entry> map = new ConcurrentHashMap<>();
    private volatile @Nullable Choice choice;

    // Set once, under the lock. Below half of the maximum Caffeine does not look at what is used either.
    private volatile boolean crowded;

    // Written under the lock.
    private boolean told;

    Entries(long maximum, IdentityEvents events) {
        this.maximum = maximum;
        this.events = events;
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
            makeRoom(chooser);
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

    /** Drops one if the new one is one too many. */
    private void makeRoom(Choice chooser) {
        if (map.size() <= maximum) {
            return;
        }
        chooser.kept().cleanUp();
        chooser.kept()
                .policy()
                .eviction()
                .ifPresent(order -> order.coldest(1).forEach((key, entry) -> {
                    chooser.dropped().put(entry, true);
                    chooser.kept().invalidate(key);
                    map.remove(key, entry);
                }));
        if (!told) {
            told = true;
            events.full(maximum);
        }
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
                .build();
        return new Choice(kept, dropped);
    }
}
