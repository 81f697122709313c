package io.github.wicredential;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The authority refused the exchange, answered with something else than a token, or could not be reached.
 *
 * <p>Programs should decide by {@link #status()}, {@link #error()} and {@link #retryable()}. AADSTS codes explain; they
 * and the texts may change (Microsoft identity platform, error code reference).
 */
public final class TokenExchangeException extends WorkloadIdentityException {

    private static final long serialVersionUID = 1L;

    /**
     * What is known of the failure. Holds no token, assertion or raw body.
     *
     * @param status the HTTP status, or 0 if there was no complete answer
     * @param error the OAuth error, or null
     * @param errorCodes the AADSTS codes, most specific first; may be empty
     * @param description the authority's own text, cleaned, without anything shaped like a JWT, at most 500 characters, or null
     * @param correlationId the id under which Entra's sign-in logs know the request, or null
     * @param traceId the authority's own id of the answer, or null
     * @param timestamp the authority's time of the answer as it wrote it, or null
     * @param retryable whether the same request may succeed later without a change to the setup
     * @param retryAfter how long the authority asks to wait, or null
     * @param hint what to compare and which command to run first, or null
     * @param unsent whether it is certain that nothing was sent: no name, no connection
     */
    public record Details(
            int status,
            @Nullable String error,
            List<Integer> errorCodes,
            @Nullable String description,
            @Nullable String correlationId,
            @Nullable String traceId,
            @Nullable String timestamp,
            boolean retryable,
            @Nullable Duration retryAfter,
            @Nullable String hint,
            boolean unsent)
            implements Serializable {

        /** Copies the codes. */
        public Details {
            errorCodes = List.copyOf(Objects.requireNonNull(errorCodes, "errorCodes"));
        }

        /**
         * What is known of a failure after something was sent.
         *
         * @param status the HTTP status, or 0 if there was no complete answer
         * @param error the OAuth error, or null
         * @param errorCodes the AADSTS codes, most specific first; may be empty
         * @param description the authority's own text, cleaned and cut, or null
         * @param correlationId the id under which Entra's sign-in logs know the request, or null
         * @param traceId the authority's own id of the answer, or null
         * @param timestamp the authority's time of the answer as it wrote it, or null
         * @param retryable whether the same request may succeed later without a change to the setup
         * @param retryAfter how long the authority asks to wait, or null
         * @param hint what to compare and which command to run first, or null
         */
        public Details(
                int status,
                @Nullable String error,
                List<Integer> errorCodes,
                @Nullable String description,
                @Nullable String correlationId,
                @Nullable String traceId,
                @Nullable String timestamp,
                boolean retryable,
                @Nullable Duration retryAfter,
                @Nullable String hint) {
            this(
                    status,
                    error,
                    errorCodes,
                    description,
                    correlationId,
                    traceId,
                    timestamp,
                    retryable,
                    retryAfter,
                    hint,
                    false);
        }
    }

    private final Details details;

    /**
     * Makes the exception.
     *
     * @param message what happened and what to do
     * @param details what is known
     * @param cause what showed it, or null
     */
    public TokenExchangeException(String message, Details details, @Nullable Throwable cause) {
        super(message, cause);
        this.details = Objects.requireNonNull(details, "details");
    }

    /**
     * Everything known of the failure.
     *
     * @return the details
     */
    public Details details() {
        return details;
    }

    /**
     * The HTTP status.
     *
     * @return the status, or 0 if there was no complete answer
     */
    public int status() {
        return details.status();
    }

    /**
     * The OAuth error, for example {@code invalid_client}.
     *
     * @return the error, if the answer named one
     */
    public Optional<String> error() {
        return Optional.ofNullable(details.error());
    }

    /**
     * The AADSTS codes without their prefix, for example {@code 700213}.
     *
     * @return the codes; empty if the answer named none
     */
    public List<Integer> errorCodes() {
        return details.errorCodes();
    }

    /**
     * The authority's own text, cleaned and cut.
     *
     * @return at most 500 characters
     */
    public Optional<String> description() {
        return Optional.ofNullable(details.description());
    }

    /**
     * The id under which Entra's sign-in logs know the request.
     *
     * @return the id
     */
    public Optional<String> correlationId() {
        return Optional.ofNullable(details.correlationId());
    }

    /**
     * The authority's own id of the answer.
     *
     * @return the id
     */
    public Optional<String> traceId() {
        return Optional.ofNullable(details.traceId());
    }

    /**
     * Whether the same request may succeed later without a change to the setup.
     *
     * @return true for network failures, 408, 429 and most of 5xx
     */
    public boolean retryable() {
        return details.retryable();
    }

    /**
     * How long the authority asks to wait.
     *
     * @return the duration, if the answer named one
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(details.retryAfter());
    }

    /**
     * What to compare and which command to run first.
     *
     * @return the hint; also the end of the message
     */
    public Optional<String> hint() {
        return Optional.ofNullable(details.hint());
    }
}
