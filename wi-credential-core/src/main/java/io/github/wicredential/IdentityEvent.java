package io.github.wicredential;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to an identity or one of its tokens. Events are immutable and hold no token, assertion or body.
 *
 * <p>There is no event for a token that is returned while fresh: nothing is counted there.
 *
 * <p>Events are made by the library. Kinds of event, accessors and reasons may be added in any release, so a listener
 * ignores what it does not know. An application implements these interfaces only to test its own listener.
 *
 * @since 0.1.0
 */
public interface IdentityEvent {

    /**
     * The scope concerned.
     *
     * @return the scope, or an empty text for events of the whole identity
     */
    String scope();

    /**
     * The agent identity concerned. The listeners of a blueprint receive what happens to its agents, too.
     *
     * @return the agent's id ({@link WorkloadIdentity#agent}); empty if it is about the identity itself
     */
    default Optional<String> agent() {
        return Optional.empty();
    }

    /**
     * Why a token was requested.
     *
     * @since 0.1.0
     */
    enum Reason {
        /** There was no valid token. */
        COLD,
        /** The time to refresh the token had come. */
        DUE,
        /** A claims challenge has to be answered. */
        CLAIMS,
        /** The current token was rejected by a resource. */
        REJECTED,
        /** A caller needs a token that lasts longer than the current one. */
        SHORT,
        /** The application requested it ahead of use. */
        PREFETCH
    }

    /**
     * A request is about to be made.
     *
     * @since 0.1.0
     */
    interface RefreshStarted extends IdentityEvent {

        /**
         * Why the token is requested.
         *
         * @return the reason
         */
        Reason reason();
    }

    /**
     * A new token was obtained.
     *
     * @since 0.1.0
     */
    interface RefreshSucceeded extends IdentityEvent {

        /**
         * Why the token was requested.
         *
         * @return the reason
         */
        Reason reason();

        /**
         * How many requests it took.
         *
         * @return at least 1
         */
        int tries();

        /**
         * How long it took, pauses between requests included.
         *
         * @return the duration
         */
        Duration duration();

        /**
         * When the token expires.
         *
         * @return the instant
         */
        Instant expiresAt();

        /**
         * When the token will be refreshed.
         *
         * @return an instant before {@link #expiresAt()}
         */
        Instant refreshAt();
    }

    /**
     * No token was obtained.
     *
     * @since 0.1.0
     */
    interface RefreshFailed extends IdentityEvent {

        /**
         * Why the token was requested.
         *
         * @return the reason
         */
        Reason reason();

        /**
         * How many requests were made.
         *
         * @return 0 if there was not even one
         */
        int tries();

        /**
         * How long it took, pauses between requests included.
         *
         * @return the duration
         */
        Duration duration();

        /**
         * What went wrong.
         *
         * @return what callers without a valid token receive
         */
        WorkloadIdentityException failure();

        /**
         * How long no further request is made.
         *
         * @return the duration
         */
        Duration retryIn();

        /**
         * How many times in a row it has failed.
         *
         * @return at least 1
         */
        int consecutive();

        /**
         * Whether the current token is still valid and served meanwhile.
         *
         * @return false if callers fail
         */
        boolean tokenStillValid();
    }

    /**
     * A caller without a valid token waited for one.
     *
     * @since 0.1.0
     */
    interface CallerWaited extends IdentityEvent {

        /**
         * How long it waited.
         *
         * @return the duration
         */
        Duration duration();

        /**
         * Whether it obtained a token.
         *
         * @return false if it failed
         */
        boolean served();
    }

    /**
     * A caller without a valid token failed at once with the last failure, without a request.
     *
     * @since 0.1.0
     */
    interface CallerFailedFast extends IdentityEvent {

        /**
         * How long this will go on.
         *
         * @return the duration
         */
        Duration retryIn();
    }

    /**
     * A token was reported as rejected.
     *
     * @since 0.1.0
     */
    interface Invalidated extends IdentityEvent {

        /**
         * Whether the token was dropped.
         *
         * @return false if it had been replaced already, or another was dropped just before
         */
        boolean accepted();
    }

    /**
     * The authority answered with a token that expires no later than the current one.
     *
     * @since 0.1.0
     */
    interface NoProgress extends IdentityEvent {

        /**
         * How long no further token is requested.
         *
         * @return the duration
         */
        Duration nextTry();
    }

    /**
     * The time to refresh came and nobody had used the token, so it was left to expire.
     *
     * @since 0.1.0
     */
    interface Lapsed extends IdentityEvent {}

    /**
     * The wall clock and the running time came apart: the clock was set, or the machine was suspended.
     *
     * @since 0.1.0
     */
    interface ClockDiverged extends IdentityEvent {

        /**
         * By how much the wall clock ran ahead.
         *
         * @return the duration; negative if the clock was set back
         */
        Duration wallAhead();
    }

    /**
     * The identity was closed.
     *
     * @since 0.1.0
     */
    interface Closed extends IdentityEvent {}
}
