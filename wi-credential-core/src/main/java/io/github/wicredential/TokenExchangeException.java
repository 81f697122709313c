package io.github.wicredential;

import io.github.wicredential.internal.failure.ExchangeDetails;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Entra refused the exchange, answered with something else than a token, or could not be reached.
 *
 * <p>Programs should decide by {@link #status()}, {@link #error()} and {@link #retryable()}. AADSTS codes explain; they
 * and the texts may change (Microsoft identity platform, error code reference). Nothing here holds a token, an assertion or
 * a raw body.
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
     * @return the codes, most specific first; empty if the answer named none
     */
    public List<Integer> errorCodes() {
        return details.errorCodes();
    }

    /**
     * Entra's own text, cleaned and cut, without anything shaped like a JWT.
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
     * Entra's own id of the answer.
     *
     * @return the id
     */
    public Optional<String> traceId() {
        return Optional.ofNullable(details.traceId());
    }

    /**
     * Entra's own time of the answer.
     *
     * @return the time as Entra wrote it, if the answer has one
     */
    public Optional<String> timestamp() {
        return Optional.ofNullable(details.timestamp());
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
     * How long Entra asks to wait.
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
