package io.github.wicredential.benchmarks.scenario;

import io.github.wicredential.benchmarks.Effort;
import io.github.wicredential.benchmarks.subject.Fault;
import io.github.wicredential.benchmarks.subject.Library;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What can be played with a library, in a JVM of its own. */
public enum Scenario {
    /** All threads want the same scope. */
    ONE_SCOPE {
        @Override
        public Figures play(Library library, Effort effort, @Nullable Path points) {
            return Stampede.run(library, effort.stampede(), 1, STAMPEDE_LATENCY);
        }
    },
    /** The threads want fifty scopes. */
    FIFTY_SCOPES {
        @Override
        public Figures play(Library library, Effort effort, @Nullable Path points) {
            return Stampede.run(library, effort.stampede(), 50, STAMPEDE_LATENCY);
        }
    },
    /** Renewals, then an outage. */
    TIMELINE {
        @Override
        public Figures play(Library library, Effort effort, @Nullable Path points) throws Exception {
            return Timeline.run(library, effort.timeline(), points);
        }
    },
    /** One outage of each kind. */
    OUTAGES {
        @Override
        public Figures play(Library library, Effort effort, @Nullable Path points) throws Exception {
            Map<Fault, Future<Figures>> runs = new EnumMap<>(Fault.class);
            ExecutorService players = Executors.newFixedThreadPool(effort.together() ? Fault.values().length : 1);
            try {
                for (Fault fault : Fault.values()) {
                    Callable<Figures> run = () -> Timeline.run(library, effort.outage(fault), null);
                    runs.put(fault, players.submit(run));
                }
                Figures figures = new Figures();
                for (Map.Entry<Fault, Future<Figures>> run : runs.entrySet()) {
                    figures.putAll(run.getKey() + ".", run.getValue().get());
                }
                return figures;
            } finally {
                players.shutdownNow();
            }
        }
    },
    /** An authority that asks for a renewal. */
    REFRESH_IN {
        @Override
        public Figures play(Library library, Effort effort, @Nullable Path points) throws Exception {
            return RefreshIn.run(library, effort.refreshIn(), Duration.ofSeconds(2));
        }
    },
    /** The heap of many tokens. */
    MEMORY {
        @Override
        public Figures play(Library library, Effort effort, @Nullable Path points) throws Exception {
            return Memory.run(library, effort.entries(library));
        }
    },
    /** Sixteen threads without a pause. */
    CROWD {
        @Override
        public Figures play(Library library, Effort effort, @Nullable Path points) throws Exception {
            return Crowd.run(library, CROWD_SIZE, effort.crowd());
        }
    };

    /** The authority's latency in the stampedes. */
    public static final Duration STAMPEDE_LATENCY = Duration.ofMillis(200);

    /** How many threads make a crowd. */
    public static final int CROWD_SIZE = 16;

    /**
     * Plays it.
     *
     * @param library whose credential
     * @param effort how much
     * @param points where to write points of a picture, or null
     * @return what was measured
     * @throws Exception if it cannot be played
     */
    public abstract Figures play(Library library, Effort effort, @Nullable Path points) throws Exception;
}
