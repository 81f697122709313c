package io.github.wicredential.internal.cache;

import java.util.concurrent.TimeUnit;

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
        Failure failure = s.held(wish.claims(), nanos, engine.runtime().millis());
        RetryAfterGate.Pause pause = entry.gate.closed(nanos);
        if (failure == null && pause == null) {
            return 0;
        }
        long until = Math.max(failure == null ? 0 : failure.askAfter(), pause == null ? 0 : pause.until());
        long hold = until - nanos;
        boolean passing = failure == null || failure.kind().passes();
        if (passing && hold <= LONGEST_TO_JOIN && hold < wish.timeoutNanos()) {
            return until;
        }
        engine.events().callerFailedFast(entry.scope, hold);
        if (failure != null && (pause == null || pause.until() < failure.askAfter())) {
            throw Failures.held(failure.cause(), hold, failure.consecutive());
        }
        throw pause == null ? Failures.closed() : Failures.throttled(entry.scope, entry.tenant, pause, hold);
    }

    /**
     * How long no request is made after a failure, while callers are served by the present token.
     *
     * @param pause how long the authority wants to be left alone; negative if it does not
     * @param life for how long the token was usable at first
     * @param remaining for how long it still is
     * @param step how many failures in a row there were since it serves
     */
    static long serving(FailureClass kind, long pause, long life, long remaining, int step, double random) {
        long lastChance = Math.min(LAST_CHANCE, life / 10);
        // One try at least in the last two minutes of the token, and then more, the nearer its end is. Nothing that was
        // chosen while it serves outlives it.
        long most = remaining > lastChance ? remaining - lastChance : remaining / 2;
        long hold = Math.min(kind.holdWithToken(step, random), Math.min(remaining, Math.max(most, LEAST)));
        return kind == FailureClass.THROTTLED ? Math.max(hold, pause) : hold;
    }

    /** How long callers are told of a failure at once, there being no usable token. */
    static long failing(FailureClass kind, long pause, int step, double random) {
        long hold = kind.holdWithoutToken(step, random);
        return kind == FailureClass.THROTTLED ? Math.max(hold, pause) : hold;
    }
}
