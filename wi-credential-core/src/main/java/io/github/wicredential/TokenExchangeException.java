package io.github.wicredential;

import io.github.wicredential.internal.failure.ExchangeDetails;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Entra refused the exchange, returned something other than a token, or could not be reached.
 *
 * <p>Base decisions in code on {@link #status()}, {@link #error()} and {@link #retryable()}. AADSTS codes and texts are
 * for people and may change (Microsoft identity platform, error code reference). The exception contains no token,
 * assertion or raw response body.
 *
 * @since 0.1.0
 */
public final class TokenExchangeException extends WorkloadIdentityException {

    private static final long serialVersionUID = 1L;

    private final ExchangeDetails details;

    TokenExchangeException(String message, ExchangeDetails details, @Nullable Throwable cause) {
        super(message, cause);
        this.details = Objects.requireNonNull(details, "details");
    }

    ExchangeDetails details() {
        return details;
    }

    /**
     * The HTTP status.
     *
     * @return the status, or 0 if there was no complete response
     */
    public int status() {
        return details.status();
    }

    /**
     * The OAuth error code, for example {@code invalid_client}.
     *
     * @return the error code, if the response contains one
     */
    public Optional<String> error() {
        return Optional.ofNullable(details.error());
    }

    /**
     * The AADSTS codes without their prefix, for example {@code 700213}.
     *
     * @return the codes, most specific first; empty if the response contains none
     */
    public List<Integer> errorCodes() {
        return details.errorCodes();
    }

    /**
     * Entra's own description, sanitized and truncated, without anything that looks like a JWT.
     *
     * @return at most 500 characters
     */
    public Optional<String> description() {
        return Optional.ofNullable(details.description());
    }

    /**
     * The correlation id of the request in Entra's sign-in logs.
     *
     * @return the id, if the response contains one
     */
    public Optional<String> correlationId() {
        return Optional.ofNullable(details.correlationId());
    }

    /**
     * The trace id that Entra assigned to the response.
     *
     * @return the id, if the response contains one
     */
    public Optional<String> traceId() {
        return Optional.ofNullable(details.traceId());
    }

    /**
     * The time at which Entra responded, by Entra's clock.
     *
     * @return the time in Entra's own format, if the response contains one
     */
    public Optional<String> timestamp() {
        return Optional.ofNullable(details.timestamp());
    }

    /**
     * Whether the same request may succeed later without a configuration change.
     *
     * @return true for network failures, 408, 429 and most 5xx statuses
     */
    public boolean retryable() {
        return details.retryable();
    }

    /**
     * How long Entra asks clients to wait.
     *
     * @return the duration, if the response contains one
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
