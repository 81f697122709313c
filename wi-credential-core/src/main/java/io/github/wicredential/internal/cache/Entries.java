package io.github.wicredential.internal.cache;

import io.github.wicredential.internal.events.IdentityEvents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From request to entry, no more than a number of them.
 *
 * <p>A look-up leaves a mark on the entry, and nothing else. A new one always gets in: for one too many, the entries
 * are gone through in turn, those with a mark lose it, and the first without one is dropped. Thread-safe.
 */
final class Entries {

    private final long maximumTokens;
    private final IdentityEvents events;

    private final Map<Object, Entry> map = new ConcurrentHashMap<>();

    // The keys of the map in turn, and what was dropped and may still be in somebody's hands. Both under the lock.
    private final ArrayDeque<Object> turns = new ArrayDeque<>();
    private final WeakHashMap<Entry, Boolean> dropped = new WeakHashMap<>();
    private boolean warned;

    Entries(long maximumTokens, IdentityEvents events) {
        this.maximumTokens = maximumTokens;
        this.events = events;
    }

    @Nullable
    Entry get(Object key) {
        Entry entry = map.get(key);
        if (entry != null && !entry.marked) {
            entry.marked = true;
        }
        return entry;
    }

    /** The entry, made if there is none. */
    synchronized Entry get(Object key, Function<Object, Entry> make) {
        Entry entry = map.get(key);
        if (entry != null) {
            return entry;
        }
        if (map.size() >= maximumTokens) {
            dropOne();
        }
        Entry made = make.apply(key);
        map.put(key, made);
        turns.addLast(key);
        return made;
    }

    /** Ends also while others set marks without end: no entry is passed over twice. */
    private void dropOne() {
        int passes = turns.size();
        Object key = turns.removeFirst();
        Entry entry = map.get(key);
        while (entry != null && entry.marked && passes > 0) {
            entry.marked = false;
            turns.addLast(key);
            key = turns.removeFirst();
            entry = map.get(key);
            passes--;
        }
        map.remove(key);
        if (entry != null) {
            dropped.put(entry, true);
        }
        if (!warned) {
            warned = true;
            events.full(maximumTokens);
        }
    }

    /** Each entry that somebody may ask, also those that were dropped and are still held. */
    List<Entry> all() {
        List<Entry> all = new ArrayList<>(map.values());
        synchronized (this) {
            all.addAll(dropped.keySet());
        }
        return all;
    }
}
