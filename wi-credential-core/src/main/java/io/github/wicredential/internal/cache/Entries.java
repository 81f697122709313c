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
 * Maps requests to entries, up to a maximum number.
 *
 * <p>A lookup only sets a mark on the entry. A new entry is always accepted: if there is one too many, the entries
 * are visited in turn, those with a mark lose it, and the first one without a mark is dropped. Thread-safe.
 */
final class Entries {

    private final long maximumTokens;
    private final IdentityEvents events;

    private final Map<Object, Entry> map = new ConcurrentHashMap<>();

    // The keys of the map in turn, and dropped entries that may still be in use. Both under the lock.
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

    /** The entry, created if there is none. */
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

    /** Terminates even while others keep setting marks: no entry is passed over twice. */
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

    /** Every entry that may still be used, including those that were dropped and are still held. */
    List<Entry> all() {
        List<Entry> all = new ArrayList<>(map.values());
        synchronized (this) {
            all.addAll(dropped.keySet());
        }
        return all;
    }
}
