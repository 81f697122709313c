package io.github.wicredential;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An event of an identity or one of its tokens. Events are immutable and contain no token, assertion or response body.
 *
 * <p>Returning a fresh token from the cache causes no event.
 *
 * <p>Only the library creates events; an application implements these interfaces only to test its own listener. Any
 * release may add kinds of event, accessors and reasons, so a listener must ignore those that it does not know.
 *
 * @since 0.1.0
 */
public interface IdentityEvent {

    /**
     * The scope of the token.
     *
     * @return the scope, or an empty string for events of the whole identity
     */
    String scope();

    /**
     * The agent identity. The listeners of a blueprint also receive the events of its agents.
     *
     * @return the agent's id ({@link WorkloadIdentity#agent}); empty for events of the identity itself
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
        /** The token was due for refresh. */
        DUE,
        /** A claims challenge must be answered. */
        CLAIMS,
        /** A resource rejected the current token. */
        REJECTED,
        /** A caller needs a token that lasts longer than the current one. */
        SHORT,
        /** The application prefetched the token. */
        PREFETCH
    }

    /**
     * A token request is about to be sent.
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
         * How many requests were sent.
         *
         * @return at least 1
         */
        int tries();

        /**
         * How long the exchange took, including pauses between requests.
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
         * How many requests were sent.
         *
         * @return 0 if none was sent
         */
        int tries();

        /**
         * How long the exchange took, including pauses between requests.
         *
         * @return the duration
         */
        Duration duration();

        /**
         * What went wrong.
         *
         * @return the exception that callers without a valid token receive
         */
        WorkloadIdentityException failure();

        /**
         * How long the library waits before the next request.
         *
         * @return the duration
         */
        Duration retryIn();

        /**
         * The number of consecutive failures.
         *
         * @return at least 1
         */
        int consecutive();

        /**
         * Whether the current token is still valid, so callers continue to receive it.
         *
         * @return false if callers fail
         */
        boolean tokenStillValid();
    }

    /**
     * A caller waited because there was no valid token.
     *
     * @since 0.1.0
     */
    interface CallerWaited extends IdentityEvent {

        /**
         * How long the caller waited.
         *
         * @return the duration
         */
        Duration duration();

        /**
         * Whether the caller obtained a token.
         *
         * @return false if it failed
         */
        boolean served();
    }

    /**
     * There was no valid token, and a caller failed immediately with the last failure, without a request.
     *
     * @since 0.1.0
     */
    interface CallerFailedFast extends IdentityEvent {

        /**
         * How much longer callers fail immediately.
         *
         * @return the duration
         */
        Duration retryIn();
    }

    /**
     * The application reported a token as rejected.
     *
     * @since 0.1.0
     */
    interface Invalidated extends IdentityEvent {

        /**
         * Whether the token was dropped.
         *
         * @return false if the token had already been replaced, or another one was dropped shortly before
         */
        boolean accepted();
    }

    /**
     * Entra returned a token that expires no later than the current one.
     *
     * @since 0.1.0
     */
    interface NoProgress extends IdentityEvent {

        /**
         * How long the library waits before the next request.
         *
         * @return the duration
         */
        Duration nextTry();
    }

    /**
     * The token was due for refresh but had not been used, so it is left to expire.
     *
     * @since 0.1.0
     */
    interface Lapsed extends IdentityEvent {}

    /**
     * The wall clock and the elapsed time diverged: the clock was set, or the machine was suspended.
     *
     * @since 0.1.0
     */
    interface ClockDiverged extends IdentityEvent {

        /**
         * How far the wall clock jumped ahead.
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
