package io.github.wicredential.internal.cache;

import io.github.wicredential.internal.cache.SimulatedAuthority.Mood;
import io.github.wicredential.internal.runtime.Scheduler;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What goes wrong in a simulation, one thing after the other. */
final class SimulatedFaults {

    private static final List<Mood> MOODS = List.of(Mood.values());

    private final Simulation simulation;
    private final Scheduler scheduler;
    private final SplittableRandom random;

    SimulatedFaults(Simulation simulation) {
        this.simulation = simulation;
        this.scheduler = simulation.scheduler;
        this.random = scheduler.random;
    }

    /** Lets as many things go wrong as chance wants. */
    void tempt() {
        int faults = random.nextInt(8);
        for (int i = 0; i < faults; i++) {
            scheduler.sleep(
                    random.nextInt(3) == 0
                            ? random.nextLong(Simulation.seconds(1500))
                            : random.nextLong(Simulation.seconds(20)));
            fault();
        }
        scheduler.sleep(random.nextLong(Simulation.seconds(120)));
    }

    private void fault() {
        SimulatedIdentity identity = simulation.identities.get(random.nextInt(simulation.identities.size()));
        if (identity.isAgent() && random.nextInt(6) == 0) {
            scheduler.log(() -> "tokens of " + identity.tenant + "'s blueprint are revoked");
            identity.authority.revokedUntil = scheduler.now();
            return;
        }
        int kind = random.nextInt(16);
        scheduler.log(() -> "fault " + kind);
        switch (kind) {
            case 0 -> suspend();
            case 1 -> setClock();
            case 2 -> during(Simulation.seconds(5), () -> scheduler.heapFull = 300, () -> scheduler.heapFull = 0);
            case 3 ->
                during(Simulation.seconds(20), () -> scheduler.noThreads = true, () -> scheduler.noThreads = false);
            case 4 -> killGuard();
            case 5 ->
                simulation
                        .callers
                        .get(random.nextInt(simulation.callers.size()))
                        .interrupt();
            case 6 -> {
                if (random.nextInt(4) == 0) {
                    simulation.disturbances++;
                    identity.close();
                }
            }
            default -> {
                Mood mood = anyMood(random);
                scheduler.log(() -> identity.tenant + " " + mood);
                identity.authority.harms = harmed(identity);
                identity.authority.mood = mood;
                scheduler.sleep(random.nextLong(Simulation.seconds(random.nextInt(4) == 0 ? 2000 : 60)));
                identity.authority.mood = Mood.WELL;
            }
        }
    }

    /** Whose requests go wrong: everybody's, or only an agent's own or its blueprint's for it. */
    private @Nullable String harmed(SimulatedIdentity identity) {
        return switch (identity.isAgent() ? random.nextInt(3) : 0) {
            case 1 -> identity.client;
            case 2 -> "blueprint of " + identity.client;
            default -> null;
        };
    }

    static Mood anyMood(SplittableRandom random) {
        return MOODS.get(random.nextInt(MOODS.size()));
    }

    private void during(long most, Runnable begin, Runnable end) {
        begin.run();
        scheduler.sleep(random.nextLong(most));
        end.run();
    }

    /** In two of three lives there is no memory at all meanwhile. */
    private void killGuard() {
        int full = simulation.fillsHeapWithoutGuard() ? 1000 : 0;
        during(
                Simulation.seconds(60),
                () -> {
                    scheduler.killGuard = true;
                    scheduler.heapFull = full;
                },
                () -> {
                    scheduler.killGuard = false;
                    scheduler.heapFull = 0;
                });
    }

    private void suspend() {
        simulation.disturbances++;
        simulation.clockMoves++;
        long asleep = random.nextLong(Simulation.seconds(7200));
        simulation.suspendedNanos += TimeUnit.MILLISECONDS.toNanos(TimeUnit.NANOSECONDS.toMillis(asleep));
        scheduler.moveWall(TimeUnit.NANOSECONDS.toMillis(asleep));
        simulation.lastSuspend = scheduler.now();
        simulation.disturbances++;
    }

    private void setClock() {
        simulation.disturbances++;
        simulation.clockMoves++;
        long[] steps = {1_000, 60_000, 3_600_000, 86_400_000};
        long step = steps[random.nextInt(steps.length)] * (random.nextBoolean() ? 1 : -1);
        simulation.stepsBack += step < 0 ? 1 : 0;
        scheduler.moveWall(step);
        simulation.disturbances++;
    }
}
