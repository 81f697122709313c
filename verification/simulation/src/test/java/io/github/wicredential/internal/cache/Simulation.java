package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.IdentityListener;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenInterruptedException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenTimeoutException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.cache.History.Failure;
import io.github.wicredential.internal.cache.SimulatedAuthority.Granted;
import io.github.wicredential.internal.cache.SimulatedAuthority.Mood;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.runtime.ForeignCode;
import io.github.wicredential.internal.runtime.Scheduler;
import io.github.wicredential.internal.runtime.SimulatedRuntime;
import io.github.wicredential.internal.runtime.SimulatedThread;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One life of one or two identities, all of which a seed decides: what is asked and when, what goes wrong, and in which
 * order the threads go on. After each step, and for each answer, what the engine promises is checked.
 */
public final class Simulation {

    private static final URI AUTHORITY = URI.create("https://login.microsoftonline.com");
    private static final List<Mood> MOODS = List.of(Mood.values());
    private static final long SLACK = seconds(2);
    private static final long AFTER_TROUBLE = seconds(30);

    final Scheduler scheduler;
    final Map<String, Granted> granted = new HashMap<>();
    boolean evicts;
    int stepsBack;

    private final long seed;
    private final SplittableRandom random;
    private final SimulatedRuntime runtime;
    private final List<Identity> identities = new ArrayList<>();
    private final List<Promise> promised = new ArrayList<>();
    private final List<SimulatedThread> callers = new ArrayList<>();
    private int callersAtWork;
    private boolean faultsOver;
    private long suspendedNanos;
    private long lastSuspend = Long.MIN_VALUE / 2;

    // How often something happened after which a token that was usable need not be.
    private int disturbances;

    /** A simulation that has not begun. */
    public Simulation(long seed) {
        this.seed = seed;
        this.scheduler = new Scheduler(seed);
        this.random = scheduler.random;
        this.runtime = new SimulatedRuntime(scheduler);
    }

    /** Runs it; throws what was wrong. */
    public void run() {
        scheduler.run(this::live, this::check);
    }

    /** How many steps were made. */
    public long steps() {
        return scheduler.steps();
    }

    /** The same for the same steps. */
    public long trace() {
        return scheduler.trace();
    }

    private static long seconds(long count) {
        return TimeUnit.SECONDS.toNanos(count);
    }

    long trueNanos() {
        return scheduler.now() + suspendedNanos;
    }

    AssertionError wrong(String what) {
        AssertionError wrong = new AssertionError("Seed " + seed + ": " + what);
        scheduler.fail(wrong);
        return wrong;
    }

    boolean closed(String tenant) {
        return identities.stream().anyMatch(one -> one.tenant.equals(tenant) && one.closed);
    }

    /** What is watched of one kind of token. */
    private static final class Watched {

        final Entry entry;

        // Until when a token has served, as far as known, and when a plain flight has failed last.
        long serves;
        long failed = Long.MIN_VALUE;

        @Nullable
        Failure failure;

        long overdueSince = Long.MAX_VALUE;

        // The latest turn whose token a caller has obtained.
        int turn;

        Watched(Entry entry) {
            this.entry = entry;
        }
    }

    /** A future that has to be completed by then. */
    private record Promise(CompletableFuture<AccessToken> future, long latest) {}

    private final class Identity {

        final String tenant;
        final SimulatedAuthority authority;
        final TokenCache cache;
        final Map<String, Watched> watched = new HashMap<>();
        final Set<String> rejected = new HashSet<>();
        final List<String> scopes = new ArrayList<>();
        boolean closed;

        Identity(String tenant, int scopes) {
            this.tenant = tenant;
            this.authority = new SimulatedAuthority(Simulation.this, tenant);
            Route route =
                    new Route(AUTHORITY, "login", "settings", authority, true, (refused, request, assertion) -> null);
            ForeignCode foreign = ForeignCode.ofThisThread();
            TokenExchange exchange = new TokenExchange(
                    (assertion, agent) -> route,
                    "client",
                    () -> ClientAssertion.of(unchecked(() -> foreign.call("it read the token", authority::assertion))),
                    () -> Instant.ofEpochMilli(scheduler.millis()));
            long maximum = evicts ? 2 : 1024;
            this.cache = new TokenCache(new CacheSettings(
                    new CacheSettings.Client(AUTHORITY, "client", tenant, List.of("*")),
                    new CacheSettings.Limits(Duration.ofSeconds(30), null, maximum, random.nextInt(8) == 0),
                    exchange::exchange,
                    new IdentityEvents(listeners(), scheduler::now, runtime::tell),
                    runtime,
                    callbacks(),
                    foreign,
                    this::chance));
            for (int i = 0; i < scopes; i++) {
                String scope = "https://scope-" + i + "/.default";
                this.scopes.add(scope);
                watch(scope, false);
                watch(scope, true);
            }
        }

        private void watch(String scope, boolean cae) {
            Entry entry = (Entry) cache.source(TokenRequest.of(scope).withCae(cae));
            watched.put(scope + cae, new Watched(entry));
        }

        private double chance() {
            scheduler.needMemory();
            return random.nextDouble();
        }
    }

    private interface Risky<T> {

        T get() throws java.io.IOException;
    }

    private static <T> T unchecked(Risky<T> code) {
        try {
            return code.get();
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private List<IdentityListener> listeners() {
        return switch (random.nextInt(4)) {
            case 0 -> List.of();
            case 1 ->
                List.of(event -> {
                    throw new IllegalStateException("a listener (simulated)");
                });
            case 2 -> List.of(event -> scheduler.hangFor(random.nextInt(10) == 0 ? seconds(random.nextInt(60)) : 0));
            default -> List.of(event -> {});
        };
    }

    /** An executor of the application: none, one that takes its time, or one that is of no use. */
    private @Nullable Executor callbacks() {
        return switch (random.nextInt(7)) {
            case 0 -> Runnable::run;
            case 1 ->
                task -> {
                    throw new RejectedExecutionException("full (simulated)");
                };
            case 2 -> task -> {};
            case 3 ->
                task -> scheduler.spawn("application", () -> {
                    scheduler.sleep(seconds(random.nextInt(50)));
                    task.run();
                });
            case 4 ->
                task -> {
                    throw new StackOverflowError("deep (simulated)");
                };
            default -> null;
        };
    }

    // What is asked.

    private void live() {
        int kind = random.nextInt(10);
        evicts = kind == 0;
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            identities.add(new Identity("tenant-" + i, evicts ? 4 : 1 + random.nextInt(2)));
            scheduler.log(() -> "an identity; evicts " + evicts);
        }
        long[] lives = {3600, 900, 600, 120, 60, 7200};
        for (Identity one : identities) {
            one.authority.life = lives[random.nextInt(lives.length)];
        }
        int many = 1 + random.nextInt(4);
        callersAtWork = many;
        for (int i = 0; i < many; i++) {
            callers.add(scheduler.spawn("caller", this::call));
        }
        tempt();
        faultsOver = true;
        scheduler.heapFull = 0;
        scheduler.noThreads = false;
        scheduler.killGuard = false;
        for (Identity one : identities) {
            one.authority.mood = Mood.WELL;
            one.authority.next = null;
        }
        scheduler.await(() -> callersAtWork == 0, seconds(100_000));
        for (Identity one : identities) {
            if (!one.closed) {
                heal(one);
            }
        }
        for (Identity one : identities) {
            one.cache.close();
            one.closed = true;
        }
        // Everything that hangs returns in that time, and idle threads go.
        scheduler.sleep(seconds(1000));
        for (String kindOfThread : List.of("guard", "worker", "delivery", "listener")) {
            if (scheduler.count(kindOfThread) > 0) {
                throw wrong("a " + kindOfThread + " is left after all was closed");
            }
        }
        for (Promise one : promised) {
            if (!one.future.isDone()) {
                throw wrong("a future is left after all was closed");
            }
        }
    }

    private void call() {
        try {
            int calls = 4 + random.nextInt(25);
            List<AccessToken> seen = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                pause();
                Identity identity = identities.get(random.nextInt(identities.size()));
                callOnce(identity, seen);
            }
        } finally {
            callersAtWork--;
        }
    }

    private void pause() {
        switch (random.nextInt(8)) {
            case 0, 1 -> scheduler.sleep(random.nextInt(100_000_000));
            case 2, 3, 4 -> scheduler.sleep(random.nextLong(seconds(3)));
            case 5 -> scheduler.sleep(random.nextLong(seconds(60)));
            case 6 -> scheduler.sleep(random.nextLong(seconds(1200)));
            default -> {}
        }
        var unused = Thread.interrupted();
    }

    private void callOnce(Identity identity, List<AccessToken> seen) {
        String scope = identity.scopes.get(random.nextInt(identity.scopes.size()));
        boolean cae = random.nextInt(8) == 0;
        TokenRequest request = TokenRequest.of(scope).withCae(cae);
        switch (random.nextInt(20)) {
            case 0 -> {
                request = request.withClaims(challenge(random.nextInt(3)));
            }
            case 1 -> request = request.withMinRemaining(Duration.ofSeconds(random.nextInt(4000)));
            case 2, 3 -> request = request.withTimeout(Duration.ofMillis(1 + random.nextInt(90_000)));
            default -> {}
        }
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> {
                if (!seen.isEmpty()) {
                    invalidate(identity, seen.get(seen.size() - 1));
                }
            }
            case 3, 4, 5 -> ask(identity, request, cae);
            case 6, 7, 8 -> {
                Entry held = watched(identity, scope, false).entry;
                TokenRequest plain = TokenRequest.of(scope);
                remember(seen, new Call(identity, plain).sync(held::token));
            }
            default -> {
                TokenRequest wanted = request;
                remember(seen, new Call(identity, request).sync(() -> identity.cache.token(wanted)));
            }
        }
    }

    private static String challenge(int value) {
        return "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"" + value + "\"}}}";
    }

    private static void remember(List<AccessToken> seen, @Nullable AccessToken token) {
        if (token != null) {
            seen.add(token);
        }
    }

    private Watched watched(Identity identity, String scope, boolean cae) {
        return java.util.Objects.requireNonNull(identity.watched.get(scope + cae));
    }

    private void invalidate(Identity identity, AccessToken token) {
        disturbances++;
        boolean dropped = identity.cache.invalidate(token);
        scheduler.log(() -> "invalidated " + token.value() + " " + dropped);
        disturbances++;
        if (dropped) {
            identity.rejected.add(token.value());
            if (!faultsOver && random.nextBoolean()) {
                // Troubles seldom come alone.
                identity.authority.next = anyMood();
            }
        }
    }

    private void ask(Identity identity, TokenRequest request, boolean ahead) {
        Call call = new Call(identity, request);
        CompletableFuture<AccessToken> future;
        try {
            future = identity.cache.tokenAsync(request, ahead);
        } catch (OutOfMemoryError full) {
            call.failed(full);
            return;
        }
        call.answeredAtOnce = future.isDone();
        Duration own = request.timeout();
        promised.add(new Promise(future, call.begin + (own == null ? seconds(30) : own.toNanos()) + SLACK));
        int block = random.nextInt(6);
        var unused = future.whenComplete((token, failure) -> {
            if (token != null) {
                call.obtained(token);
            } else if (failure != null) {
                call.failed(failure);
            }
            if (block == 0 && !call.answeredAtOnce) {
                scheduler.hangFor(seconds(random.nextInt(60)));
            }
        });
        if (random.nextInt(5) == 0) {
            scheduler.sleep(random.nextInt(1_000_000_000));
            future.cancel(true);
        }
    }

    /** One call of a caller, and what it may lead to. */
    private final class Call {

        final Identity identity;
        final TokenRequest request;
        final Watched watched;
        final long begin = scheduler.now();
        final long trueBegin = trueNanos();
        final int before = disturbances;
        final boolean closedBefore;
        final boolean usable;
        final boolean plain;
        final int turn;
        final Set<String> rejected;
        boolean answeredAtOnce;

        Call(Identity identity, TokenRequest request) {
            this.identity = identity;
            this.request = request;
            this.watched = watched(identity, request.scope(), request.caeEnabled());
            this.closedBefore = identity.closed;
            this.plain = request.claims() == null && request.minRemaining().isZero();
            this.usable = plain && usable(watched, seconds(1));
            this.turn = watched.turn;
            this.rejected = Set.copyOf(identity.rejected);
            scheduler.log(() -> identity.tenant + " asks for " + request);
        }

        @Nullable
        AccessToken sync(Supplier<AccessToken> code) {
            try {
                AccessToken token = code.get();
                answeredAtOnce = scheduler.now() - begin < seconds(1);
                obtained(token);
                return token;
            } catch (WorkloadIdentityException | OutOfMemoryError failure) {
                answeredAtOnce = scheduler.now() - begin < TimeUnit.MILLISECONDS.toNanos(1);
                failed(failure);
                return null;
            }
        }

        /** A call that may not fail for long. */
        void checked() {
            AccessToken token = identity.cache.token(request);
            answeredAtOnce = scheduler.now() - begin < seconds(1);
            obtained(token);
        }

        void obtained(AccessToken token) {
            scheduler.log(() -> "obtained " + token.value() + " since " + begin / 1e9);
            Granted from = granted.get(token.value());
            if (from == null
                    || !from.key()
                            .equals(identity.tenant + ' ' + encoded(request.scope()) + ' ' + request.caeEnabled())) {
                throw wrong("the token of another: " + from + " for " + request);
            }
            if (closedBefore) {
                throw wrong("a token of a closed identity");
            }
            if (rejected.contains(token.value()) && !evicts) {
                throw wrong("a token that was rejected comes back: " + token.value());
            }
            boolean hidden = from.stepsBack() != stepsBack && lastSuspend > from.at();
            boolean justAwake = begin - lastSuspend < seconds(16);
            if (trueBegin >= from.trueEnd() && !hidden && !justAwake) {
                throw wrong("a token " + Duration.ofNanos(trueBegin - from.trueEnd()) + " after its end");
            }
            if (!evicts) {
                if (from.turn() < turn) {
                    throw wrong("turn " + from.turn() + " after " + turn);
                }
                watched.turn = Math.max(watched.turn, from.turn());
            }
            if (usable && before == disturbances && !answeredAtOnce && !evicts) {
                throw wrong("waited although a token was usable");
            }
        }

        void failed(Throwable failure) {
            scheduler.log(() -> "failed since " + begin / 1e9 + " " + failure);
            if (failure instanceof CancellationException) {
                return;
            }
            if (failure instanceof OutOfMemoryError && scheduler.lastTrouble >= begin - SLACK) {
                return;
            }
            if (!(failure instanceof WorkloadIdentityException)) {
                throw wrong("failed with " + failure);
            }
            if (failure instanceof IdentityClosedException) {
                if (!identity.closed) {
                    throw wrong("closed, says an open identity");
                }
                return;
            }
            if (usable && before == disturbances && !evicts && scheduler.lastTrouble < begin - SLACK) {
                throw wrong("failed although a token was usable: " + failure);
            }
            if (failure instanceof TokenExchangeException refused
                    && (refused.status() == 429 || refused.status() == 503)
                    && !identity.authority.throttled
                    && refused.retryAfter().isPresent()) {
                throw wrong("suffers from another tenant's throttle: " + failure);
            }
            if (failure instanceof TokenExchangeException refused
                    && refused.status() == 429
                    && !identity.authority.throttled) {
                throw wrong("suffers from another tenant's throttle: " + failure);
            }
            boolean fast = answeredAtOnce
                    && !(failure instanceof TokenTimeoutException)
                    && !(failure instanceof TokenInterruptedException);
            long now = scheduler.now();
            if (fast
                    && plain
                    && !evicts
                    && before == disturbances
                    && now >= watched.serves
                    && watched.failed < watched.serves - SLACK
                    && now >= identity.authority.pauseUntil
                    && now - identity.authority.lastThrottle > seconds(61)
                    && !closed(identity.tenant)
                    && scheduler.lastTrouble < begin - SLACK) {
                throw wrong("a hold that was chosen while a token served outlives it by "
                        + Duration.ofNanos(now - watched.serves) + ": " + failure);
            }
        }
    }

    private static String encoded(String scope) {
        return java.net.URLEncoder.encode(scope, java.nio.charset.StandardCharsets.UTF_8);
    }

    private boolean usable(Watched watched, long atLeast) {
        CachedToken current = watched.entry.state().current;
        return current != null && current.remaining(scheduler.now(), scheduler.millis()) > atLeast;
    }

    // What goes wrong.

    private void tempt() {
        int faults = random.nextInt(8);
        for (int i = 0; i < faults; i++) {
            scheduler.sleep(random.nextInt(3) == 0 ? random.nextLong(seconds(1500)) : random.nextLong(seconds(20)));
            fault();
        }
        scheduler.sleep(random.nextLong(seconds(120)));
    }

    private void fault() {
        Identity identity = identities.get(random.nextInt(identities.size()));
        int kind = random.nextInt(16);
        scheduler.log(() -> "fault " + kind);
        switch (kind) {
            case 0 -> suspend();
            case 1 -> setClock();
            case 2 -> during(seconds(5), () -> scheduler.heapFull = 300, () -> scheduler.heapFull = 0);
            case 3 -> during(seconds(20), () -> scheduler.noThreads = true, () -> scheduler.noThreads = false);
            case 4 -> during(seconds(60), () -> scheduler.killGuard = true, () -> scheduler.killGuard = false);
            case 5 -> callers.get(random.nextInt(callers.size())).interrupt();
            case 6 -> {
                if (random.nextInt(4) == 0) {
                    disturbances++;
                    identity.closed = true;
                    identity.cache.close();
                }
            }
            default -> {
                Mood mood = anyMood();
                scheduler.log(() -> identity.tenant + " " + mood);
                identity.authority.mood = mood;
                scheduler.sleep(random.nextLong(seconds(random.nextInt(4) == 0 ? 2000 : 60)));
                identity.authority.mood = Mood.WELL;
            }
        }
    }

    private Mood anyMood() {
        return MOODS.get(random.nextInt(MOODS.size()));
    }

    private void during(long most, Runnable begin, Runnable end) {
        begin.run();
        scheduler.sleep(random.nextLong(most));
        end.run();
    }

    private void suspend() {
        disturbances++;
        long asleep = random.nextLong(seconds(7200));
        suspendedNanos += TimeUnit.MILLISECONDS.toNanos(TimeUnit.NANOSECONDS.toMillis(asleep));
        scheduler.moveWall(TimeUnit.NANOSECONDS.toMillis(asleep));
        lastSuspend = scheduler.now();
        disturbances++;
    }

    private void setClock() {
        disturbances++;
        long[] steps = {1_000, 60_000, 3_600_000, 86_400_000};
        long step = steps[random.nextInt(steps.length)] * (random.nextBoolean() ? 1 : -1);
        stepsBack += step < 0 ? 1 : 0;
        scheduler.moveWall(step);
        disturbances++;
    }

    // What is checked.

    /** After each step. */
    private void check() {
        long now = scheduler.now();
        boolean troubled = now - scheduler.lastTrouble < AFTER_TROUBLE;
        for (int i = promised.size() - 1; i >= 0; i--) {
            Promise one = promised.get(i);
            if (one.future.isDone()) {
                promised.remove(i);
            } else if (now > one.latest && !troubled) {
                throw wrong("a caller's future is not completed " + Duration.ofNanos(now - one.latest)
                        + " after its deadline");
            }
        }
        if (scheduler.guards() > 2) {
            throw wrong("more than one guard");
        }
        for (Identity one : identities) {
            for (Watched watched : one.watched.values()) {
                check(watched, now, troubled);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // Each failure of a flight is another one.
    private void check(Watched watched, long now, boolean troubled) {
        State state = watched.entry.state();
        CachedToken current = state.current;
        if (current != null && current.usable(now, scheduler.millis())) {
            watched.serves = current.endAt(now, scheduler.millis());
        } else {
            watched.serves = Math.min(watched.serves, now);
        }
        if (state.armed != null && current == null) {
            throw wrong("armed without a token");
        }
        Failure failure = state.history.failure();
        if (failure != watched.failure) {
            watched.failure = failure;
            watched.failed = failure == null ? watched.failed : now;
        }
        boolean overdue = state.flight != null && now > state.flight.deadline() + SLACK;
        if (!overdue || troubled || scheduler.guards() == 0) {
            watched.overdueSince = Long.MAX_VALUE;
        } else {
            watched.overdueSince = Math.min(watched.overdueSince, now);
            if (now > watched.overdueSince + SLACK) {
                throw wrong("a flight is not given up after its deadline");
            }
        }
    }

    /** After the last fault everything is well again in a stated time, and stays so: used tokens are refreshed in time. */
    private void heal(Identity identity) {
        long begin = scheduler.now();
        for (String scope : identity.scopes) {
            long bound = Math.max(begin, identity.authority.holdUntil) + seconds(45);
            if (identity.authority.permanent) {
                bound += seconds(300);
            }
            if (identity.authority.hung) {
                bound += seconds(200);
            }
            while (true) {
                try {
                    new Call(identity, TokenRequest.of(scope)).checked();
                    break;
                } catch (WorkloadIdentityException failure) {
                    if (scheduler.now() > bound) {
                        throw wrong("does not heal: " + failure);
                    }
                }
                scheduler.sleep(seconds(1));
            }
        }
        scheduler.sleep(identity.authority.holdUntil - scheduler.now());
        long every = seconds(identity.authority.life / 10);
        for (int i = 0; i < 25 && !evicts; i++) {
            scheduler.sleep(every);
            for (String scope : identity.scopes) {
                long asked = scheduler.now();
                try {
                    new Call(identity, TokenRequest.of(scope)).checked();
                } catch (WorkloadIdentityException failure) {
                    throw wrong("fails although all is well: " + failure);
                }
                if (i > 12 && scheduler.now() - asked > TimeUnit.MILLISECONDS.toNanos(60)) {
                    throw wrong("waits for " + Duration.ofNanos(scheduler.now() - asked) + " although all is well");
                }
            }
        }
    }
}
