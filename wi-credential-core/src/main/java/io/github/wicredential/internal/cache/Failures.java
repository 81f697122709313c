package io.github.wicredential.internal.cache;

import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.CredentialClosedException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenInterruptedException;
import io.github.wicredential.TokenTimeoutException;
import io.github.wicredential.WorkloadIdentityException;
import java.time.Duration;
import java.util.List;

/** Makes the exceptions that the engine throws. */
final class Failures {

    private Failures() {}

    /** A new exception for one more caller, with the stack of that caller and the shared one as its cause. */
    static WorkloadIdentityException again(WorkloadIdentityException shared) {
        return again(shared, String.valueOf(shared.getMessage()));
    }

    private static WorkloadIdentityException again(WorkloadIdentityException shared, String message) {
        if (shared instanceof TokenExchangeException exchange) {
            return new TokenExchangeException(message, exchange.details(), shared);
        }
        if (shared instanceof AssertionException assertion) {
            return new AssertionException(assertion.reason(), assertion.path().orElse(null), message, shared);
        }
        if (shared instanceof ConfigurationException) {
            return new ConfigurationException(message, shared);
        }
        if (shared instanceof TokenTimeoutException) {
            return new TokenTimeoutException(message, shared);
        }
        if (shared instanceof TokenInterruptedException) {
            return new TokenInterruptedException(message, shared);
        }
        return new CredentialClosedException(message, shared);
    }

    /** The remembered failure, for a caller that is told of it at once. */
    static WorkloadIdentityException held(WorkloadIdentityException cause, long holdNanos, int consecutive) {
        long millis = Math.max(1, Duration.ofNanos(holdNanos).toMillis());
        String remembered = "\nNo request is made for another " + millis + " ms, after " + consecutive
                + (consecutive == 1 ? " failure." : " failures in a row.");
        String message = String.valueOf(cause.getMessage());
        int firstLine = message.indexOf('\n') < 0 ? message.length() : message.indexOf('\n');
        // What went wrong stays the first line, and what to do the last.
        return again(cause, message.substring(0, firstLine) + remembered + message.substring(firstLine));
    }

    /** The authority's pause, for a caller that is told of it at once: says whose request was throttled, and until when. */
    static WorkloadIdentityException throttled(
            String scope, String tenant, RetryAfterGate.Pause pause, long holdNanos) {
        Duration asked = FailureClass.asked(pause.cause());
        int status = pause.cause() instanceof TokenExchangeException refused ? refused.status() : 0;
        String message =
                "No token for " + scope + " in tenant " + tenant + ": the authority throttles this client there. "
                        + "It answered HTTP " + status + " to a request for " + pause.scope()
                        + (asked == null
                                ? ", without saying for how long."
                                : " and asked for a pause of " + asked.toSeconds() + " s.")
                        + "\nNo request is made for another "
                        + Math.max(1, Duration.ofNanos(holdNanos).toMillis()) + " ms.\n"
                        + pause.cause().getMessage();
        return again(pause.cause(), message);
    }

    static WorkloadIdentityException expiredOnArrival(Duration life, Duration age) {
        return local(
                "The authority's token had expired when it arrived: it was issued for " + life.toSeconds()
                        + " s, and the answer took " + age.toMillis()
                        + " ms. Check egress to the authority for delays, and the token lifetime policy.",
                null);
    }

    static WorkloadIdentityException tooManyChallenges(int waiting, String scope) {
        return local(
                waiting + " other claims challenges for " + scope
                        + " wait for the authority, so this one was not sent. "
                        + "Look at the resource that challenges each request anew, and at its Conditional Access policies.",
                null);
    }

    static WorkloadIdentityException closed() {
        return new CredentialClosedException(
                "The credential was closed. Build a new one, or close it only when its clients are done.", null);
    }

    static WorkloadIdentityException reentrant() {
        return new ConfigurationException("The transport or assertion source of a credential asked the same credential "
                + "for a token while it was fetching that token. Give the transport a client without this credential.");
    }

    static WorkloadIdentityException noWorker(Throwable cause) {
        return local(
                "No thread could be had for the token request ("
                        + cause.getClass().getName() + "). Raise the process's thread limit or memory.",
                cause);
    }

    static WorkloadIdentityException overdue(long nanos) {
        return local(
                "The token request did not end within "
                        + Duration.ofNanos(nanos).toSeconds()
                        + " s and was given up. Check egress to the authority, the network policy and the proxy; a transport of "
                        + "your own must honour the request's timeout.",
                null);
    }

    static WorkloadIdentityException unexpected(Throwable cause) {
        return local(
                "The token request ended unexpectedly with " + cause.getClass().getName()
                        + ". See the cause; a transport or assertion source of your own may have thrown it.",
                cause);
    }

    static WorkloadIdentityException rejectedAgain() {
        return local(
                "The authority answered with the very token that the resource has rejected. Check the "
                        + "identity's access, and look for a revocation in the sign-in logs.",
                null);
    }

    private static WorkloadIdentityException local(String message, @org.jspecify.annotations.Nullable Throwable cause) {
        return new TokenExchangeException(
                message,
                new TokenExchangeException.Details(0, null, List.of(), null, null, null, null, true, null, null),
                cause);
    }
}
