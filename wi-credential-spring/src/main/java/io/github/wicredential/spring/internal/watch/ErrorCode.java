package io.github.wicredential.spring.internal.watch;

import io.github.wicredential.AssertionException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentityException;
import java.util.Locale;

/** Names a failure: exactly for people, and by one of few classes for meters. */
public enum ErrorCode {
    /** The pod's own token could not be had. */
    ASSERTION,
    /** No complete answer. */
    NETWORK,
    /** Asked to come back later. */
    THROTTLED,
    /** The authority is not well. */
    UNAVAILABLE,
    /** The authority said no. */
    REFUSED,
    /** Anything else. */
    OTHER;

    private static final int TOO_MANY_REQUESTS = 429;

    /**
     * The class of a failure.
     *
     * @param failure the failure
     * @return its class
     */
    public static ErrorCode classOf(WorkloadIdentityException failure) {
        if (failure instanceof AssertionException) {
            return ASSERTION;
        }
        if (!(failure instanceof TokenExchangeException exchange)) {
            return OTHER;
        }
        if (exchange.status() == 0) {
            return NETWORK;
        }
        if (exchange.status() == TOO_MANY_REQUESTS) {
            return THROTTLED;
        }
        return exchange.retryable() ? UNAVAILABLE : REFUSED;
    }

    /**
     * The name of a failure, such as {@code AADSTS700213}, {@code HTTP 503} or {@code token file missing}.
     *
     * @param failure the failure
     * @return a short text without secrets
     */
    public static String of(WorkloadIdentityException failure) {
        if (failure instanceof AssertionException assertion) {
            String reason = assertion.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return "token file " + reason;
        }
        if (!(failure instanceof TokenExchangeException exchange)) {
            return failure.getClass().getSimpleName();
        }
        if (!exchange.errorCodes().isEmpty()) {
            return "AADSTS" + exchange.errorCodes().get(0);
        }
        if (exchange.status() == 0) {
            return "no answer";
        }
        return "HTTP " + exchange.status();
    }

    /**
     * As it is written on a meter.
     *
     * @return the name in small letters
     */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
