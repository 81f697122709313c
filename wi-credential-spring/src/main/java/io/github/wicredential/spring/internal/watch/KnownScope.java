package io.github.wicredential.spring.internal.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the tokens for one scope.
 *
 * @param end when the token ends, or null if there was none
 * @param used whether it is to be renewed; false for a token that nobody used and that is left to run out
 * @param failure why it was not renewed, if that was tried last
 */
record KnownScope(@Nullable Instant end, boolean used, Tokens.@Nullable Failure failure) {

    static final KnownScope NEW = new KnownScope(null, false, null);

    KnownScope granted(Instant until) {
        return new KnownScope(end != null && end.isAfter(until) ? end : until, true, null);
    }

    KnownScope failed(Tokens.Failure last) {
        return new KnownScope(end, used, last);
    }

    KnownScope rejected() {
        return new KnownScope(null, false, failure);
    }

    KnownScope lapsed() {
        return new KnownScope(end, false, null);
    }
}
