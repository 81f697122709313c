package io.github.wicredential.benchmarks.cached;

/** Picks scopes in an order that no cache of the processor foresees. Not thread-safe. */
final class RandomScope {

    // Multiplier and increment of a generator modulo 2^32 (Numerical Recipes): full period, two instructions.
    private static final int MULTIPLIER = 1664525;
    private static final int INCREMENT = 1013904223;

    private final String[] scopes;
    private int random = 1;

    RandomScope(int count) {
        this.scopes = Scopes.of(count);
    }

    String[] all() {
        return scopes;
    }

    String next() {
        random = random * MULTIPLIER + INCREMENT;
        return scopes[(int) (((random & 0xffffffffL) * scopes.length) >>> 32)];
    }
}
