package io.github.wicredential.internal.cache;

import io.github.wicredential.internal.cache.SimulatedAuthority.Granted;
import io.github.wicredential.internal.cache.SimulatedAuthority.Mood;
import io.github.wicredential.internal.cache.SimulatedAuthority.Refused;
import io.github.wicredential.internal.runtime.Scheduler;
import io.github.wicredential.internal.runtime.SimulatedRuntime;
import io.github.wicredential.internal.runtime.SimulatedThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One life of one or two identities, all of which a seed decides: what is asked and when, what goes wrong, and in which
 * order the threads go on. After each step, and for each answer, what the engine promises is checked.
 */
public final class Simulation {

    private static final long[] LIVES = {3600, 900, 600, 120, 60, 7200};

    final Scheduler scheduler;
    final SimulatedRuntime runtime;
    final Checks checks;
    final Map<String, Granted> granted = new HashMap<>();
    final List<Refused> refusals = new ArrayList<>();
    final List<SimulatedIdentity> identities = new ArrayList<>();
    final List<SimulatedThread> callers = new ArrayList<>();
    int callersAtWork;
    boolean faultsOver;
    boolean evicts;
    int stepsBack;
    int clockMoves;
    long suspendedNanos;
    long lastSuspend = Long.MIN_VALUE / 2;

    // How often something happened after which a token that was usable need not be.
    int disturbances;

    private final long seed;
    private final SplittableRandom random;

    /** A simulation that has not begun. */
    public Simulation(long seed) {
        this.seed = seed;
        this.scheduler = new Scheduler(seed);
        this.random = scheduler.random;
        this.runtime = new SimulatedRuntime(scheduler);
        this.checks = new Checks(this);
    }

    /** Runs it; throws what was wrong. */
    public void run() {
        scheduler.run(this::live, checks::check);
    }

    /** How many steps were made. */
    public long steps() {
        return scheduler.steps();
    }

    /** The same for the same steps. */
    public long trace() {
        return scheduler.trace();
    }

    static long seconds(long count) {
        return TimeUnit.SECONDS.toNanos(count);
    }

    /** Whether the identities have agents, in one of five lives. */
    boolean hasAgents() {
        return seed % 5 == 0;
    }

    /** Whether there is no memory while a guard dies, in two of three lives. */
    boolean fillsHeapWithoutGuard() {
        return seed % 3 != 2;
    }

    long trueNanos() {
        return scheduler.now() + suspendedNanos;
    }

    AssertionError wrong(String what) {
        AssertionError wrong = new AssertionError("Seed " + seed + ": " + what);
        scheduler.fail(wrong);
        return wrong;
    }

    SimulatedIdentity identity(String tenant, String client) {
        for (SimulatedIdentity one : identities) {
            if (one.tenant.equals(tenant) && one.client.equals(client)) {
                return one;
            }
        }
        throw wrong("no client " + client + " in " + tenant);
    }

    private void live() {
        int kind = random.nextInt(10);
        evicts = kind == 0;
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            identities.add(new SimulatedIdentity(this, "tenant-" + i, evicts ? 4 : 1 + random.nextInt(2)));
            scheduler.log(() -> "an identity; evicts " + evicts);
        }
        for (SimulatedIdentity blueprint : hasAgents() ? List.copyOf(identities) : List.<SimulatedIdentity>of()) {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                identities.add(blueprint.agent(i));
            }
            blueprint.authority.presentedLife = LIVES[random.nextInt(LIVES.length)];
        }
        for (SimulatedIdentity one : identities) {
            one.authority.life = LIVES[random.nextInt(LIVES.length)];
        }
        int many = 1 + random.nextInt(4);
        callersAtWork = many;
        for (int i = 0; i < many; i++) {
            callers.add(scheduler.spawn("caller", new SimulatedCaller(this)::call));
        }
        new SimulatedFaults(this).tempt();
        faultsOver = true;
        scheduler.heapFull = 0;
        scheduler.noThreads = false;
        scheduler.killGuard = false;
        for (SimulatedIdentity one : identities) {
            one.authority.mood = Mood.WELL;
            one.authority.next = null;
            one.authority.harms = null;
        }
        scheduler.await(() -> callersAtWork == 0, seconds(100_000));
        for (SimulatedIdentity one : identities) {
            if (!one.closed) {
                checks.heal(one);
            }
        }
        for (SimulatedIdentity one : identities) {
            one.close();
        }
        // Everything that hangs returns in that time, and idle threads go.
        scheduler.sleep(seconds(1000));
        checks.end();
    }
}
