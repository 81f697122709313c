package io.github.wicredential.benchmarks.coldstart;

import java.io.IOException;

/** A JVM that does nothing. */
final class BareJvm {

    private BareJvm() {}

    public static void main(String[] args) throws IOException {
        Ready.with("");
    }
}
