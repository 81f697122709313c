package io.github.wicredential.internal.http;

import java.time.Duration;

/** The connect timeout for one address of a host, so that the next one is tried within the same attempt. */
public final class ConnectTimeout {

    private static final Duration LONGEST = Duration.ofSeconds(3);

    private ConnectTimeout() {}

    /**
     * At most 3 s and half of the attempt, and more than 0; a shorter setting of the client, in milliseconds, is
     * kept.
     */
    public static Duration of(int set, Duration wholeTry) {
        Duration half = wholeTry.dividedBy(2).plusMillis(1);
        Duration most = half.compareTo(LONGEST) < 0 ? half : LONGEST;
        return set > 0 && set < most.toMillis() ? Duration.ofMillis(set) : most;
    }
}
