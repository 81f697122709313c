package io.github.wicredential.internal.failure;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a refusal or a request without an answer. Contains no token, assertion or raw body;
 * {@code unsent} is true only if certainly nothing was sent: no name, no connection. {@code page} says what was sent in
 * place of a token endpoint's answer, and by whom.
 */
public record ExchangeDetails(
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
        boolean unsent,
        @Nullable String page)
        implements Serializable {

    /** Copies the codes. */
    public ExchangeDetails {
        errorCodes = List.copyOf(errorCodes);
    }

    /** After something was sent. */
    public ExchangeDetails(
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
                false,
                null);
    }

    /** The same for something that is no answer of a token endpoint. */
    public ExchangeDetails of(@Nullable String otherPage) {
        return new ExchangeDetails(
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
                unsent,
                otherPage);
    }

    /** There was no answer. */
    public static ExchangeDetails unanswered(
            @Nullable String correlationId, boolean retryable, @Nullable String hint, boolean unsent) {
        return new ExchangeDetails(
                0, null, List.of(), null, correlationId, null, null, retryable, null, hint, unsent, null);
    }

    /** The library itself, or code that it runs, is the reason that there is no token; {@code error} says which. */
    public static ExchangeDetails local(@Nullable String error) {
        return new ExchangeDetails(0, error, List.of(), null, null, null, null, true, null, null, false, null);
    }
}
