package io.github.wicredential.internal.cache;

import io.github.wicredential.IdentityListener;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.cache.History.Failure;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.guide.Evidence;
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

/**
 * An identity of a simulation, or an agent below one: the real cache and exchange with a simulated authority, and what is
 * known of its tokens.
 */
final class SimulatedIdentity {

    private static final URI AUTHORITY = URI.create("https://login.microsoftonline.com");

    private static final String EXCHANGE = "api://AzureADTokenExchange/.default";

    /** The client that reads the pod's token; agents are {@code agent-0} and so on. */
    static final String CLIENT = "client";

    private final Simulation simulation;
    private final Scheduler scheduler;
    private final SplittableRandom random;
    private final Route route;
    private final IdentityEvents events;

    final String tenant;
    final String client;
    final SimulatedAuthority authority;
    final TokenCache cache;
    final Map<String, Watched> watched = new HashMap<>();
    final Set<String> rejected = new HashSet<>();
    final List<String> scopes = new ArrayList<>();
    private long listenerMayHang = Simulation.seconds(600);
    boolean closed;
    long closedAt = Long.MAX_VALUE;

    SimulatedIdentity(Simulation simulation, String tenant, int scopes) {
        this.simulation = simulation;
        this.scheduler = simulation.scheduler;
        this.random = scheduler.random;
        this.tenant = tenant;
        this.client = CLIENT;
        this.authority = new SimulatedAuthority(simulation, tenant);
        this.route = new Route(AUTHORITY, "login", "settings", authority, true, (refused, request, assertion) -> null);
        ForeignCode foreign = ForeignCode.ofThisThread();
        TokenExchange exchange = new TokenExchange(
                (assertion, agent) -> route,
                CLIENT,
                () -> ClientAssertion.of(unchecked(() -> foreign.call("it read the token", authority::assertion))),
                () -> Instant.ofEpochMilli(scheduler.millis()));
        long maximum = simulation.evicts ? 2 : 1024;
        this.events = new IdentityEvents(listeners(), scheduler::now, simulation.runtime::tell);
        this.cache = new TokenCache(new CacheSettings(
                new CacheSettings.Client(AUTHORITY, CLIENT, tenant, List.of("*"), Evidence::new),
                new CacheSettings.Limits(Duration.ofSeconds(30), null, maximum, random.nextInt(8) == 0),
                exchange::exchange,
                events,
                simulation.runtime,
                callbacks(),
                foreign,
                this::chance));
        watch(scopes);
    }

    private SimulatedIdentity(SimulatedIdentity blueprint, String agent) {
        this.simulation = blueprint.simulation;
        this.scheduler = blueprint.scheduler;
        this.random = blueprint.random;
        this.tenant = blueprint.tenant;
        this.client = agent;
        this.authority = blueprint.authority;
        this.route = blueprint.route;
        this.events = blueprint.events.ofAgent(agent);
        TokenExchange exchange = new TokenExchange(
                (assertion, other) -> route,
                agent,
                () -> {
                    throw simulation.wrong("an agent reads the pod's token");
                },
                () -> Instant.ofEpochMilli(scheduler.millis()));
        this.cache = blueprint.cache.ofAgent(agent, EXCHANGE, exchange::exchange, events);
        watch(blueprint.scopes.size());
    }

    /** An agent of this one: each of its requests presents a token that this one obtains for it. */
    SimulatedIdentity agent(int number) {
        return new SimulatedIdentity(this, "agent-" + number);
    }

    boolean isAgent() {
        return !client.equals(CLIENT);
    }

    /** Closes it; a blueprint's end is that of its agents. */
    void close() {
        for (SimulatedIdentity one : simulation.identities) {
            if (!isAgent() && one.isAgent() && one.tenant.equals(tenant) && !one.closed) {
                one.close();
            }
        }
        closed = true;
        cache.close();
        closedAt = scheduler.now();
    }

    private void watch(int count) {
        for (int i = 0; i < count; i++) {
            String scope = "https://scope-" + i + "/.default";
            scopes.add(scope);
            watch(scope, false);
            watch(scope, true);
        }
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
            case 2 -> List.of(event -> hang(random.nextInt(10) == 0 ? Simulation.seconds(random.nextInt(60)) : 0));
            default -> List.of(event -> {});
        };
    }

    /** A listener is slow, but not with each event of a long life: it has to be done with all some time. */
    private void hang(long wish) {
        long time = Math.min(wish, listenerMayHang);
        listenerMayHang -= time;
        scheduler.hangFor(time);
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
