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
 * Retry options for Azure SDK clients that do not retry when the credential fails.
 *
 * <pre>{@code
 * new SecretClientBuilder().retryOptions(TokenRetries.leftToTheCredential())
 * }</pre>
 *
 * <p>A client of azure-core repeats a request up to three times, even if no token could be obtained for it, and logs
 * each attempt. By then the credentials of this library have already retried temporary failures for up to 30 s, and a
 * refusal by Entra does not change within a second, so the client's retries only cost time and log lines. Failures of
 * the service itself are retried as before.
 *
 * @since 0.1.0
 */
public final class TokenRetries {

    private static final String LIBRARY = "io.github.wicredential.internal.";

    private TokenRetries() {}

    /**
     * {@return azure-core's standard retries for failures of the service, three with exponential pauses from 0.8 to 8
     * s, and no retries for failures of the credential}
     */
    public static RetryOptions leftToTheCredential() {
        return leftToTheCredential(new RetryOptions(new ExponentialBackoffOptions()));
    }

    /**
     * Changes options so that they do not retry failures of the credential.
     *
     * @param options the options, which are modified; their own condition still applies to failures of the service
     * @return the same options
     */
    public static RetryOptions leftToTheCredential(RetryOptions options) {
        Objects.requireNonNull(options, "options");
        Predicate<RequestRetryCondition> own = options.getShouldRetryCondition();
        Predicate<RequestRetryCondition> ofService = own != null ? own : new ExponentialBackoff()::shouldRetryCondition;
        return options.setShouldRetryCondition(
                failed -> !ofCredential(failed.getThrowable()) && ofService.test(failed));
    }

    /** azure-core passes the failure and then each of its causes: the deeper ones come from the library's code. */
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
