package io.github.wicredential.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.policy.ExponentialBackoff;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryOptions;
import io.github.wicredential.WorkloadIdentityException;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How an Azure SDK client retries if its credential gives no token: not at all.
 *
 * <pre>{@code
 * new SecretClientBuilder().retryOptions(TokenRetries.leftToTheCredential())
 * }</pre>
 *
 * <p>A client of azure-core repeats a request up to three times, also if no token was obtained for it, and logs each time.
 * The credentials of this library have retried by then what may pass, for up to 30 s, and what Entra refuses is not granted
 * a second later: the client's repetitions cost time and log lines only. A failure of the client's own service is retried as before.
 *
 * @since 0.1.0
 */
public final class TokenRetries {

    private static final String LIBRARY = "io.github.wicredential.internal.";

    private TokenRetries() {}

    /**
     * {@return azure-core's standard retries of the service, three with growing pauses from 0.8 to 8 s, and none of the credential}
     */
    public static RetryOptions leftToTheCredential() {
        return leftToTheCredential(new RetryOptions(new ExponentialBackoffOptions()));
    }

    /**
     * Leaves the credential's failures out of what options retry.
     *
     * @param options how the service's failures are retried; their own condition still counts for those. They are changed
     * @return the same options
     */
    public static RetryOptions leftToTheCredential(RetryOptions options) {
        Objects.requireNonNull(options, "options");
        Predicate<RequestRetryCondition> own = options.getShouldRetryCondition();
        Predicate<RequestRetryCondition> ofService = own != null ? own : new ExponentialBackoff()::shouldRetryCondition;
        return options.setShouldRetryCondition(
                failed -> !ofCredential(failed.getThrowable()) && ofService.test(failed));
    }

    /** azure-core asks for the failure and then for each of its causes: the deeper ones came from the library's code. */
    private static boolean ofCredential(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAuthenticationException || cause instanceof WorkloadIdentityException) {
                return true;
            }
        }
        if (failure == null) {
            return false;
        }
        StackTraceElement[] stack = failure.getStackTrace();
        return stack.length > 0 && stack[0].getClassName().startsWith(LIBRARY);
    }
}
