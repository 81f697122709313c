package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenInterruptedException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.TokenTimeoutException;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The races of the engine with real threads: many rounds, in each of which all threads start at one moment. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RacesTest {

    private static final int THREADS = 12;
    private static final int ROUNDS = 400;
    private static final TokenRequest PLAIN = Rig.plain();

    private ExecutorService threads = ForkJoinPool.commonPool();

    @BeforeAll
    void start() {
        threads = Executors.newFixedThreadPool(THREADS);
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
    }

    /** A cache on the real runtime. */
    private static TokenCache cache(Function<TokenExchange.Request, TokenExchange.Grant> authority) {
        RefreshRuntime runtime = RefreshRuntime.shared();
        return new TokenCache(Rig.settings(
                "races",
                Rig.LIMITS,
                authority,
                new IdentityEvents(List.of(), runtime::nanos),
                runtime,
                ForkJoinPool.commonPool(),
                () -> ThreadLocalRandom.current().nextDouble()));
    }

    /** Lets all of them go at one moment and waits for the last. */
    private <T> List<T> together(List<? extends Callable<T>> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        List<Future<T>> running = new ArrayList<>();
        for (Callable<T> call : calls) {
            running.add(threads.submit(() -> {
                start.await(10, TimeUnit.SECONDS);
                return call.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> run : running) {
            results.add(run.get(10, TimeUnit.SECONDS));
        }
        return results;
    }

    private static <T> List<Callable<T>> times(int n, Callable<T> call) {
        return java.util.Collections.nCopies(n, call);
    }

    @Test
    void coldCallersShareOneFlightAndGetTheSameToken() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ScriptedAuthority authority = new ScriptedAuthority(System::nanoTime);
            TokenCache cache = cache(authority);
            List<Callable<AccessToken>> calls = new ArrayList<>(times(THREADS / 2, () -> cache.token(Rig.SCOPE)));
            calls.addAll(times(THREADS / 2, () -> cache.tokenAsync(PLAIN, false).get(10, TimeUnit.SECONDS)));

            assertThat(Set.copyOf(together(calls))).hasSize(1);

            assertThat(authority.count()).isOne();
        }
    }

    @Test
    void coldCallersShareOneFailure() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ScriptedAuthority authority =
                    new ScriptedAuthority(System::nanoTime).always(ScriptedAuthority.failure(RetryPolicy.PERMANENT));
            TokenCache cache = cache(authority);
            Set<Object> told = ConcurrentHashMap.newKeySet();

            together(times(THREADS, () -> {
                try {
                    return cache.token(Rig.SCOPE);
                } catch (TokenExchangeException failure) {
                    told.add(Exceptions.details(failure));
                    return null;
                }
            }));

            assertThat(told).hasSize(1);
            assertThat(authority.count()).isOne();
        }
    }

    @Test
    void whoeverLeavesDisturbsNobody() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CountDownLatch answer = new CountDownLatch(1);
            ScriptedAuthority authority = new ScriptedAuthority(System::nanoTime);
            authority.always(authority.token(Duration.ofHours(1)).after(() -> await(answer)));
            TokenCache cache = cache(authority);
            List<Callable<Object>> calls = new ArrayList<>();
            calls.addAll(times(3, () -> cache.token(Rig.SCOPE)));
            calls.addAll(times(2, () -> cache.tokenAsync(PLAIN, false).get(10, TimeUnit.SECONDS)));
            calls.addAll(times(2, () -> cache.tokenAsync(PLAIN, false).cancel(true)));
            calls.addAll(times(2, () -> leave(() -> cache.token(PLAIN.withTimeout(Duration.ofMillis(1))))));
            calls.addAll(times(2, () -> {
                Thread.currentThread().interrupt();
                return leave(() -> cache.token(Rig.SCOPE));
            }));
            calls.add(() -> {
                answer.countDown();
                return cache.token(Rig.SCOPE);
            });

            List<Object> results = together(calls);

            AccessToken token = cache.token(Rig.SCOPE);
            assertThat(results.subList(0, 5)).containsOnly(token);
            assertThat(authority.count()).isOne();
            assertThat(authority.mostAtOnce()).isOne();
        }
    }

    private static Object leave(Callable<AccessToken> call) throws Exception {
        try {
            return call.call();
        } catch (TokenTimeoutException | TokenInterruptedException left) {
            return left;
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void tokensNeverGoBackInTimeForAnyThread() throws Exception {
        for (int round = 0; round < ROUNDS / 8; round++) {
            AtomicLong issued = new AtomicLong();
            AtomicLong seen = new AtomicLong();
            AtomicLong underWay = new AtomicLong();
            TokenCache cache = cache(request -> {
                assertThat(underWay.incrementAndGet()).as("flights at a time").isOne();
                long number = issued.incrementAndGet();
                underWay.decrementAndGet();
                return new TokenExchange.Grant(Long.toString(number), Duration.ofHours(1), null);
            });
            TokenSource source = cache.source(PLAIN);
            Callable<Void> reader = () -> {
                for (int i = 0; i < 300; i++) {
                    long floor = seen.get();
                    AccessToken token = i % 3 == 0 ? cache.token(Rig.SCOPE) : source.token();
                    noOlderThan(floor, token, seen);
                }
                return null;
            };
            Callable<Void> challenger = () -> {
                for (int i = 0; i < 20; i++) {
                    long floor = seen.get();
                    String claims = "{\"n\":" + ThreadLocalRandom.current().nextInt(5) + "}";
                    CompletableFuture<AccessToken> answer = cache.tokenAsync(PLAIN.withClaims(claims), false);
                    noOlderThan(floor, answer.get(10, TimeUnit.SECONDS), seen);
                }
                return null;
            };
            Callable<Void> rejecter = () -> {
                for (int i = 0; i < 50; i++) {
                    long floor = seen.get();
                    AccessToken token = cache.token(Rig.SCOPE);
                    noOlderThan(floor, token, seen);
                    cache.invalidate(token);
                }
                return null;
            };
            List<Callable<Void>> calls = new ArrayList<>(times(THREADS - 5, reader));
            calls.addAll(times(4, challenger));
            calls.add(rejecter);

            together(calls);
        }
    }

    private static void noOlderThan(long floor, AccessToken token, AtomicLong seen) {
        long number = Long.parseLong(token.value());
        if (number < floor) {
            throw new AssertionError("token " + number + " after token " + floor + " had been seen");
        }
        seen.accumulateAndGet(number, Math::max);
    }

    @Test
    void aRejectionOfTheOldTokenNeverDropsTheNewOne() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ScriptedAuthority authority = new ScriptedAuthority(System::nanoTime);
            TokenCache cache = cache(authority);
            AccessToken old = cache.token(Rig.SCOPE);
            List<Callable<Object>> calls = new ArrayList<>(times(4, () -> cache.invalidate(old)));
            calls.add(() -> cache.token(PLAIN.withClaims(Rig.CLAIMS)));

            Object fresh = together(calls).get(4);

            assertThat(cache.token(Rig.SCOPE)).isSameAs(fresh);
            assertThat(authority.count()).isEqualTo(2);
        }
    }

    @Test
    void closingLeavesNoWaiterNoTokenAndNoFlightBehind() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            boolean hang = round % 4 == 0;
            CountDownLatch never = new CountDownLatch(1);
            AtomicLong underWay = new AtomicLong();
            TokenCache cache = cache(request -> {
                underWay.incrementAndGet();
                try {
                    if (hang) {
                        await(never);
                    }
                    return new TokenExchange.Grant("token", Duration.ofHours(1), null);
                } finally {
                    underWay.decrementAndGet();
                }
            });
            TokenSource source = cache.source(PLAIN);
            List<Callable<Object>> calls = new ArrayList<>();
            calls.addAll(times(4, () -> closedOr(source::token)));
            calls.addAll(times(2, () -> closedOr(() -> cache.token(PLAIN.withClaims(Rig.CLAIMS)))));
            calls.addAll(times(
                    3, () -> closedOr(() -> cache.tokenAsync(PLAIN, false).get(10, TimeUnit.SECONDS))));
            calls.add(() -> {
                cache.close();
                return "closed";
            });

            together(calls);

            assertThat(closedOr(source::token)).isInstanceOf(IdentityClosedException.class);
            assertThat(closedOr(() -> cache.token(Rig.SCOPE))).isInstanceOf(IdentityClosedException.class);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (underWay.get() > 0) {
                assertThat(System.nanoTime()).as("a flight runs on").isLessThan(deadline);
                Thread.onSpinWait();
            }
        }
    }

    private static Object closedOr(Callable<AccessToken> call) throws Exception {
        try {
            return call.call();
        } catch (IdentityClosedException closed) {
            return closed;
        } catch (ExecutionException failure) {
            assertThat(failure).hasCauseInstanceOf(IdentityClosedException.class);
            return failure.getCause();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
