package io.github.wicredential.internal.cache;

import io.github.wicredential.IdentityListener;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.cache.History.Failure;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.runtime.ForeignCode;
import io.github.wicredential.internal.runtime.Scheduler;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** An identity of a simulation: the real cache and exchange with a simulated authority, and what is known of its tokens. */
final class SimulatedIdentity {

    private static final URI AUTHORITY = URI.create("https://login.microsoftonline.com");

    private static final String EXCHANGE = "api://AzureADTokenExchange/.default";

    private final Scheduler scheduler;
    private final SplittableRandom random;

    final String tenant;
    final SimulatedAuthority authority;
    final TokenCache cache;
    final Map<String, Watched> watched = new HashMap<>();
    final Set<String> rejected = new HashSet<>();
    final List<String> scopes = new ArrayList<>();
    boolean closed;

    SimulatedIdentity(Simulation simulation, String tenant, int scopes) {
        this.scheduler = simulation.scheduler;
        this.random = scheduler.random;
        this.tenant = tenant;
        this.authority = new SimulatedAuthority(simulation, tenant);
        Route route = new Route(AUTHORITY, "login", "settings", authority, true, (refused, request, assertion) -> null);
        ForeignCode foreign = ForeignCode.ofThisThread();
        TokenExchange exchange = new TokenExchange(
                (assertion, agent) -> route,
                "client",
                () -> ClientAssertion.of(unchecked(() -> foreign.call("it read the token", authority::assertion))),
                () -> Instant.ofEpochMilli(scheduler.millis()));
        long maximum = simulation.evicts ? 2 : 1024;
        IdentityEvents events = new IdentityEvents(listeners(), scheduler::now, simulation.runtime::tell);
        TokenCache own = new TokenCache(new CacheSettings(
                new CacheSettings.Client(AUTHORITY, "client", tenant, List.of("*")),
                new CacheSettings.Limits(Duration.ofSeconds(30), null, maximum, random.nextInt(8) == 0),
                exchange::exchange,
                events,
                simulation.runtime,
                callbacks(),
                foreign,
                this::chance));
        this.cache = simulation.hasAgents() ? agent(own, route, events) : own;
        for (int i = 0; i < scopes; i++) {
            String scope = "https://scope-" + i + "/.default";
            this.scopes.add(scope);
            watch(scope, false);
            watch(scope, true);
        }
    }

    /** An agent of the identity: each of its requests presents a token of the identity's own. */
    private TokenCache agent(TokenCache blueprint, Route route, IdentityEvents events) {
        TokenExchange exchange = new TokenExchange(
                (assertion, agent) -> route,
                "agent",
                () -> {
                    throw new IllegalStateException("an agent reads no file");
                },
                () -> Instant.ofEpochMilli(scheduler.millis()));
        return blueprint.ofAgent("agent", EXCHANGE, exchange::exchange, events.ofAgent("agent"));
    }

    private void watch(String scope, boolean cae) {
        Entry entry = (Entry) cache.source(TokenRequest.of(scope).withCae(cae));
        watched.put(scope + cae, new Watched(entry));
    }

    Watched watched(String scope, boolean cae) {
        return Objects.requireNonNull(watched.get(scope + cae));
    }

    private double chance() {
        scheduler.needMemory();
        return random.nextDouble();
    }

    /** What is watched of one kind of token. */
    static final class Watched {

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

    private interface Risky<T> {

        T get() throws IOException;
    }

    private static <T> T unchecked(Risky<T> code) {
        try {
            return code.get();
        } catch (IOException impossible) {
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
            case 2 ->
                List.of(event ->
                        scheduler.hangFor(random.nextInt(10) == 0 ? Simulation.seconds(random.nextInt(60)) : 0));
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
                    scheduler.sleep(Simulation.seconds(random.nextInt(50)));
                    task.run();
                });
            case 4 ->
                task -> {
                    throw new StackOverflowError("deep (simulated)");
                };
            default -> null;
        };
    }
}
