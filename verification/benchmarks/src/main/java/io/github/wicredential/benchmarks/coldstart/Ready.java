package io.github.wicredential.benchmarks.coldstart;

import java.io.IOException;

/** How a subject of the cold start says that it has its token. It then waits, so that it can be looked at. */
final class Ready {

    /** What the line begins with. */
    static final String MARK = "ready";

    private Ready() {}

    static void with(String token) throws IOException {
        System.out.println(MARK + " " + token.length());
        System.out.flush();
        while (System.in.read() >= 0) {
            // Until the other side closes the pipe.
        }
    }
}
