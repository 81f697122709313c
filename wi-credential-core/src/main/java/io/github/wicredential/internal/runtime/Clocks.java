package io.github.wicredential.internal.runtime;

/** Running time and wall time, as a seam for tests. */
interface Clocks {

    /** The clocks of this machine; running time counts from the start of the library, so that it can be compared. */
    Clocks SYSTEM = new Clocks() {
        private final long origin = System.nanoTime();

        @Override
        public long nanos() {
            return System.nanoTime() - origin;
        }

        @Override
        public long millis() {
            return System.currentTimeMillis();
        }
    };

    long nanos();

    long millis();
}
