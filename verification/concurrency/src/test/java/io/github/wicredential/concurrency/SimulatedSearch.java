package io.github.wicredential.concurrency;

import io.github.wicredential.internal.cache.Simulation;

/** Lives of the simulation, one after the other, until something is wrong; says with which seed, and what. */
final class SimulatedSearch {

    private SimulatedSearch() {}

    public static void main(String[] arguments) {
        long seeds = Long.parseLong(arguments[0]);
        for (long seed = 1; seed <= seeds; seed++) {
            try {
                new Simulation(seed).run();
            } catch (AssertionError wrong) {
                String said = String.valueOf(wrong.getMessage());
                System.out.println("seed " + seed + ": " + said.substring(0, Math.min(said.length(), 300)));
                // What hangs in that life is not waited for.
                Runtime.getRuntime().halt(1);
            }
        }
        System.exit(0);
    }
}
