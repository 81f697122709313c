package io.github.wicredential.spring.actuator;

import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.spring.internal.IdentityRegistry.Registered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last diagnosis of one identity. Made when somebody asks and there is none of late, by one thread whoever else asks
 * meanwhile. Thread-safe.
 */
final class LastDiagnosis {

    /** How long a diagnosis is shown before the next request makes a new one. */
    static final Duration FRESH = Duration.ofMinutes(5);

    private static final int MOST_SCOPES = 3;

    private final Registered identity;
    private final Function<List<String>, Diagnosis> diagnose;
    private final InstantSource clock;
    private final AtomicReference<@Nullable CompletableFuture<Diagnosis>> last = new AtomicReference<>();

    LastDiagnosis(Registered identity, Function<List<String>, Diagnosis> diagnose, InstantSource clock) {
        this.identity = identity;
        this.diagnose = diagnose;
        this.clock = clock;
    }

    static LastDiagnosis of(Registered identity) {
        return new LastDiagnosis(
                identity,
                scopes -> identity.identity().diagnose(scopes.toArray(String[]::new)),
                InstantSource.system());
    }

    CompletableFuture<Diagnosis> get() {
        while (true) {
            CompletableFuture<Diagnosis> known = last.get();
            if (known != null && (!known.isDone() || fresh(known))) {
                return known;
            }
            CompletableFuture<Diagnosis> next = new CompletableFuture<>();
            if (last.compareAndSet(known, next)) {
                start(next);
                return next;
            }
        }
    }

    private boolean fresh(CompletableFuture<Diagnosis> done) {
        Instant now = clock.instant();
        return !done.isCompletedExceptionally() && done.join().at().plus(FRESH).isAfter(now);
    }

    private void start(CompletableFuture<Diagnosis> next) {
        Thread thread = new Thread(
                () -> {
                    try {
                        next.complete(diagnose.apply(scopes()));
                    } catch (Throwable e) {
                        next.completeExceptionally(e);
                    }
                },
                "workload-identity-diagnosis");
        thread.setDaemon(true);
        thread.start();
    }

    // What the application uses is what has to work.
    private List<String> scopes() {
        List<String> used = identity.activity().scopes();
        return used.subList(Math.max(0, used.size() - MOST_SCOPES), used.size());
    }
}
