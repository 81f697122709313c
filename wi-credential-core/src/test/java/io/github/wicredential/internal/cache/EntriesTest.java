package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.wicredential.internal.events.IdentityEvents;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A bounded number of entries, one a key. */
class EntriesTest {

    private final CacheSettings settings = new Rig().entry().target.settings();
    private final IdentityEvents events = new IdentityEvents(List.of(), () -> 0);

    @Test
    void anEntryIsMadeOnceAndFoundAgain() {
        Entries entries = new Entries(1024, events);

        Entry made = entries.get("a", this::entry);

        assertThat(entries.get("a")).isSameAs(made);
        assertThat(entries.get("a", this::entry)).isSameAs(made);
        assertThat(entries.get("b")).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5, 64, 100})
    void noMoreAreFoundThanTheMaximum(long maximum) {
        Entries entries = new Entries(maximum, events);

        for (int i = 0; i < 500; i++) {
            Entry made = entries.get("scope-" + i, this::entry);
            assertThat(entries.get("scope-" + i, this::entry)).isSameAs(made);
        }

        assertThat(found(entries, 500)).isLessThanOrEqualTo((int) maximum);
    }

    @Test
    void whatIsUsedStaysHoweverManyFollow() {
        Entries entries = new Entries(100, events);
        Entry used = entries.get("used", this::entry);

        for (int i = 0; i < 1_000; i++) {
            entries.get("scope-" + i, this::entry);
            for (int use = 0; use < 5; use++) {
                entries.get("used");
            }
        }

        assertThat(entries.get("used")).isSameAs(used);
        assertThat(found(entries, 1_000)).isBetween(50, 99);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4, 40, 100})
    void aNewcomerGetsInHoweverMuchTheOthersAreUsed(long maximum) {
        Entries entries = new Entries(maximum, events);
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < maximum; i++) {
                entries.get("scope-" + i, this::entry);
            }
        }

        Entry newcomer = entries.get("newcomer", this::entry);
        for (int use = 0; use < 30; use++) {
            for (int i = 0; i < maximum / 2; i++) {
                entries.get("scope-" + (maximum - 1 - i));
            }
            assertThat(entries.get("newcomer")).isSameAs(newcomer);
        }
        assertThat(found(entries, (int) maximum)).isEqualTo((int) maximum - 1);
    }

    @Test
    void itIsSaidOnceThatMoreAreUsedThanAreKept() {
        Logger logger = (Logger) LoggerFactory.getLogger("io.github.wicredential");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Level before = logger.getLevel();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.WARN);
        try {
            Entries entries = new Entries(8, events);
            for (int i = 0; i < 8; i++) {
                entries.get("scope-" + i, this::entry);
            }
            assertThat(log.list).isEmpty();

            for (int i = 0; i < 100; i++) {
                entries.get("scope-" + i, this::entry);
            }

            assertThat(log.list)
                    .singleElement()
                    .satisfies(line -> assertThat(line.getFormattedMessage()).contains("the 8 that are cached"));
        } finally {
            logger.detachAppender(log);
            logger.setLevel(before);
        }
    }

    @Test
    void whatFellOutIsStillReachedWhileSomebodyHoldsIt() {
        Entries entries = new Entries(4, events);
        List<Entry> held = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            held.add(entries.get("scope-" + i, this::entry));
        }
        assertThat(entries.all()).containsExactlyInAnyOrderElementsOf(held);
    }

    @Test
    void threadsThatAskForTheSameKeysGetTheSameEntries() throws Exception {
        int threads = 8;
        int keys = 200;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 50; round++) {
                Entries entries = new Entries(1024, events);
                CyclicBarrier start = new CyclicBarrier(threads);
                List<Future<List<Entry>>> asked = new ArrayList<>();
                for (int t = 0; t < threads; t++) {
                    asked.add(pool.submit(() -> {
                        start.await(30, TimeUnit.SECONDS);
                        List<Entry> got = new ArrayList<>();
                        for (int i = 0; i < keys; i++) {
                            got.add(entries.get("scope-" + i, this::leisurely));
                        }
                        return got;
                    }));
                }
                IdentityHashMap<Entry, Boolean> distinct = new IdentityHashMap<>();
                for (Future<List<Entry>> one : asked) {
                    one.get(30, TimeUnit.SECONDS).forEach(entry -> distinct.put(entry, true));
                }
                assertThat(distinct).hasSize(keys);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static int found(Entries entries, int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (entries.get("scope-" + i) != null) {
                found++;
            }
        }
        return found;
    }

    /** Lets others come in between. */
    private Entry leisurely(Object key) {
        LockSupport.parkNanos(1);
        return entry(key);
    }

    private Entry entry(Object key) {
        return new Entry(new Flight.Target(settings, "tenant", Rig.plain(), settings.gate("tenant"), null, null));
    }
}
