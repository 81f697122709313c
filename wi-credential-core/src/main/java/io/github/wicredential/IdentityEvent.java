package io.github.wicredential;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that happened to a cached token. Events hold no token, assertion or body.
 *
 * <p>There is no event for a token that is handed out while fresh: nothing is counted there.
 */
public sealed interface IdentityEvent {

    /**
     * The scope concerned.
     *
     * @return the scope, or an empty text for events of the whole credential
     */
    String scope();

    /** Why a token was asked for. */
    enum Reason {
        /** There was no valid token. */
        COLD,
        /** The time to renew had come. */
        DUE,
        /** A claims challenge has to be answered. */
        CLAIMS,
        /** The present token was rejected by a resource. */
        REJECTED,
        /** A caller needs a token that lasts longer than the present one. */
        SHORT,
        /** The application asked for it ahead of use. */
        PREFETCH
    }

    /**
     * A request is about to be made.
     *
     * @param scope the scope
     * @param reason why
     */
    record RefreshStarted(String scope, Reason reason) implements IdentityEvent {}

    /**
     * A new token is there.
     *
     * @param scope the scope
     * @param reason why it was asked for
     * @param tries how many requests it took
     * @param duration how long it took
     * @param expiresAt when it ends
     * @param refreshAt when it will be renewed
     */
    record RefreshSucceeded(
            String scope, Reason reason, int tries, Duration duration, Instant expiresAt, Instant refreshAt)
            implements IdentityEvent {}

    /**
     * No token was had.
     *
     * @param scope the scope
     * @param reason why it was asked for
     * @param tries how many requests were made
     * @param duration how long it took
     * @param failure what went wrong
     * @param retryIn how long no further request is made
     * @param consecutive how many times in a row it has failed
     * @param tokenStillValid whether callers are served by the present token meanwhile
     */
    record RefreshFailed(
            String scope,
            Reason reason,
            int tries,
            Duration duration,
            WorkloadIdentityException failure,
            Duration retryIn,
            int consecutive,
            boolean tokenStillValid)
            implements IdentityEvent {}

    /**
     * A caller without a valid token waited for one.
     *
     * @param scope the scope
     * @param duration how long it waited
     * @param served whether it got a token
     */
    record CallerWaited(String scope, Duration duration, boolean served) implements IdentityEvent {}

    /**
     * A caller without a valid token was told of the last failure at once.
     *
     * @param scope the scope
     * @param retryIn how long this will go on
     */
    record CallerFailedFast(String scope, Duration retryIn) implements IdentityEvent {}

    /**
     * A token was reported as rejected.
     *
     * @param scope the scope
     * @param accepted whether it was dropped; false if it had been replaced already or another was dropped just before
     */
    record Invalidated(String scope, boolean accepted) implements IdentityEvent {}

    /**
     * The authority answered with a token that ends no later than the present one.
     *
     * @param scope the scope
     * @param nextTry how long no further one is asked for
     */
    record NoProgress(String scope, Duration nextTry) implements IdentityEvent {}

    /**
     * The time to renew came and nobody had used the token, so it was left to run out.
     *
     * @param scope the scope
     */
    record Lapsed(String scope) implements IdentityEvent {}

    /**
     * The wall clock and the running time came apart: the clock was set, or the machine was suspended.
     *
     * @param wallAhead by how much the wall clock ran ahead; negative if it was set back
     */
    record ClockDiverged(Duration wallAhead) implements IdentityEvent {

        @Override
        public String scope() {
            return "";
        }
    }

    /** The credential was closed. */
    record Closed() implements IdentityEvent {

        @Override
        public String scope() {
            return "";
        }
    }
}
