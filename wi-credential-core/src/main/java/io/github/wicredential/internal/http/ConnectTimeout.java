package io.github.wicredential.internal.http;

import java.time.Duration;

/** How long one address of a host may take to connect, so that the next gets its turn within the same try. */
public final class ConnectTimeout {

    private static final Duration LONGEST = Duration.ofSeconds(3);

    private ConnectTimeout() {}

    /** At most 3 s and half of the try, and more than 0; what the client is set to, in milliseconds, stays if it is shorter. */
    public static Duration of(int set, Duration wholeTry) {
        Duration half = wholeTry.dividedBy(2).plusMillis(1);
        Duration most = half.compareTo(LONGEST) < 0 ? half : LONGEST;
        return set > 0 && set < most.toMillis() ? Duration.ofMillis(set) : most;
    }
}
