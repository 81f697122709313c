package io.github.wicredential.internal.cache;

import io.github.wicredential.CredentialEvent;
import io.github.wicredential.WorkloadIdentityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long requests are held back, after a failure or because the authority asked for it. */
final class Holds {

    private static final long LONGEST_TO_JOIN = TimeUnit.SECONDS.toNanos(5);
    private static final long LAST_CHANCE = TimeUnit.SECONDS.toNanos(120);
    private static final long LEAST = TimeUnit.SECONDS.toNanos(1);

    private Holds() {}

    /** The earliest start of a flight that a caller wants now; throws the remembered failure if that is too far off. */
    static long notBefore(Entry entry, State s, Wish wish) {
        Engine engine = entry.engine;
        long nanos = engine.runtime().nanos();
        Failure failure = s.held(wish.claims(), nanos);
        RetryAfterGate.Pause pause = engine.gate().closed(nanos);
        if (failure == null && pause == null) {
            return 0;
        }
        long until = Math.max(failure == null ? 0 : failure.holdUntil(), pause == null ? 0 : pause.until());
        long hold = until - nanos;
        boolean passing = failure == null || failure.kind().passes();
        if (passing && hold <= LONGEST_TO_JOIN && hold < wish.timeoutNanos()) {
            return until;
        }
        engine.events().emit(new CredentialEvent.CallerFailedFast(entry.scope, Duration.ofNanos(hold)));
        throw failure != null
                ? Failures.held(failure.cause(), hold, failure.consecutive())
                : Failures.held(pauseCause(pause), hold, 1);
    }

    private static WorkloadIdentityException pauseCause(RetryAfterGate.@Nullable Pause pause) {
        return pause == null ? Failures.closed() : pause.cause();
    }

    /**
     * How long no request is made after a failure, while callers are served by the present token.
     *
     * @param pause how long the authority wants to be left alone; negative if it does not
     * @param life for how long the token was usable at first
     * @param remaining for how long it still is
     */
    static long serving(FailureClass kind, long pause, long life, long remaining, int consecutive, double random) {
        long hold = kind.holdWithToken(consecutive, random);
        if (kind == FailureClass.THROTTLED) {
            return Math.max(hold, pause);
        }
        // One try at least in the last two minutes of the token.
        long lastChance = remaining - Math.min(LAST_CHANCE, life / 10);
        return lastChance > 0 ? Math.min(hold, Math.max(lastChance, LEAST)) : hold;
    }

    /** How long callers are told of a failure at once, there being no usable token. */
    static long failing(FailureClass kind, long pause, int consecutive, double random) {
        long hold = kind.holdWithoutToken(consecutive, random);
        return kind == FailureClass.THROTTLED ? Math.max(hold, pause) : hold;
    }
}
