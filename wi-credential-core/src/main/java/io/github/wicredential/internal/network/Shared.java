package io.github.wicredential.internal.network;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** One shared value per key, for as long as it is referenced somewhere. Thread-safe. */
public final class Shared<V> {

    private final Map<Object, Held<V>> held = new ConcurrentHashMap<>();

    // Values that are no longer referenced leave the map with the next request.
    private final ReferenceQueue<V> unheld = new ReferenceQueue<>();

    private static final class Held<V> extends WeakReference<V> {

        private final Object key;

        Held(Object key, V value, ReferenceQueue<V> unheld) {
            super(value, unheld);
            this.key = key;
        }
    }

    /**
     * The value for a key, which must not refer to the value; the caller keeps a reference while it uses it. It is
     * made if there is none, and may be discarded in favour of one that another thread made meanwhile.
     */
    public V get(Object key, Supplier<V> maker) {
        for (Reference<?> gone = unheld.poll(); gone != null; gone = unheld.poll()) {
            held.remove(((Held<?>) gone).key, gone);
        }
        Held<V> seen = held.get(key);
        V value = seen == null ? null : seen.get();
        while (value == null) {
            V made = maker.get();
            Held<V> mine = new Held<>(key, made, unheld);
            boolean won = seen == null ? held.putIfAbsent(key, mine) == null : held.replace(key, seen, mine);
            if (won) {
                return made;
            }
            seen = held.get(key);
            value = seen == null ? null : seen.get();
        }
        return value;
    }
}
