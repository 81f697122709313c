package io.github.wicredential.internal.cache;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.artifacts.Artifacts;
import io.github.wicredential.internal.failure.Copies;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.NetworkEvidence;
import io.github.wicredential.internal.guide.Pod;
import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.internal.runtime.Doing;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions that the engine throws. */
final class Failures {

    private Failures() {}

    /** A final failure, which says how many attempts were made if more than one. */
    static WorkloadIdentityException after(int tries, WorkloadIdentityException last) {
        if (tries == 1) {
            return last;
        }
        String message = String.valueOf(last.getMessage());
        String first = Copies.firstLine(message);
        String said = first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
        return Copies.saying(
                last,
                said + "; " + tries + " tries failed" + (said.length() < first.length() ? "." : "")
                        + message.substring(first.length()));
    }

    /** Whether there was no answer, and another attempt may succeed. */
    static boolean unanswered(WorkloadIdentityException failure) {
        return failure instanceof TokenExchangeException exchange && exchange.status() == 0 && exchange.retryable();
    }

    /** The remembered failure, for a caller that fails immediately. */
    static WorkloadIdentityException held(WorkloadIdentityException cause, long holdNanos, int consecutive) {
        long millis = Math.max(1, Duration.ofNanos(holdNanos).toMillis());
        return Copies.later(
                cause,
                cause.getMessage() + " No request is made for another " + millis + " ms, after " + consecutive
                        + (consecutive == 1 ? " failure." : " failures in a row."));
    }

    /**
     * Entra's pause, for a caller that fails immediately: says whose request was throttled, and until when.
     */
    static WorkloadIdentityException throttled(
            String scope, String tenant, RetryAfterGate.Pause pause, long holdNanos) {
        Duration asked = RetryPolicy.asked(pause.cause());
        int status = pause.cause() instanceof TokenExchangeException refused ? refused.status() : 0;
        String because = String.valueOf(pause.cause().getMessage());
        String message = "No token for " + scope + " in tenant " + tenant
                + ": Entra throttles this client there. It answered HTTP " + status + " to a request for "
                + pause.scope()
                + (asked == null
                        ? ", without saying for how long."
                        : " and asked for a pause of " + asked.toSeconds() + " s.")
                + " No request is made for another "
                + Math.max(1, Duration.ofNanos(holdNanos).toMillis()) + " ms."
                + because.substring(Copies.firstLine(because).length());
        return Copies.later(pause.cause(), message);
    }

    /** An agent's failure because its blueprint obtained no token to present. */
    static WorkloadIdentityException ofBlueprint(CompletionException failed, String agent, String blueprint) {
        Throwable cause = failed.getCause();
        WorkloadIdentityException known = cause instanceof WorkloadIdentityException said ? said : unexpected(failed);
        if (known instanceof IdentityClosedException) {
            return known;
        }
        return Copies.saying(
                known,
                "No token for agent " + agent + ": its blueprint " + blueprint + " got none to present (step 1 of 2). "
                        + known.getMessage());
    }

    /** An agent's failure although it presented a token of its blueprint. */
    static WorkloadIdentityException ofAgent(WorkloadIdentityException cause, String agent) {
        return Copies.saying(
                cause,
                "No token for agent " + agent + ", although its blueprint got one to present (step 2 of 2). "
                        + cause.getMessage());
    }

    static WorkloadIdentityException expiredOnArrival(Duration life, Duration age) {
        return local(
                "Entra's token had already expired when it arrived: it was issued for " + life.toSeconds()
                        + " s, and the answer took " + age.toMillis()
                        + " ms. Check egress to Entra for delays, and the token lifetime policy.",
                null);
    }

    static WorkloadIdentityException tooManyChallenges(int waiting, String scope) {
        return local(
                waiting + " other claims challenges for " + scope
                        + " are waiting for Entra, so this one was not sent. Check the resource, which "
                        + "challenges every request again, and its Conditional Access policies.",
                null);
    }

    static WorkloadIdentityException closed() {
        return Exceptions.closed(
                "The identity was closed. Build a new one, or close it only after its clients have finished.", null);
    }

    static WorkloadIdentityException reentrant() {
        return new ConfigurationException(
                "The transport or assertion source of an identity requested a token from the same "
                        + "identity while it was obtaining that token. Give the transport a client that does "
                        + "not use this identity.");
    }

    static WorkloadIdentityException noWorker(Throwable cause) {
        return local(
                "No thread could be started for the token request ("
                        + cause.getClass().getName() + "). Raise the process's thread limit or memory.",
                cause);
    }

    /**
     * A flight on which a worker spent too long, doing that, if it is known. Where tries failed before, what they say
     * counts, unless it was foreign code or a file that hung.
     */
    static WorkloadIdentityException overdue(
            long nanos, @Nullable Doing doing, int tries, @Nullable WorkloadIdentityException last) {
        String given = "The token request did not end within "
                + Duration.ofNanos(nanos).toSeconds() + " s and was given up";
        boolean file = doing != null && doing.kind() == Doing.Kind.FILE;
        boolean foreign = doing != null && doing.kind() == Doing.Kind.FOREIGN_CODE;
        if (last != null && !file && !foreign) {
            return local(
                    given + " after " + (tries == 1 ? "1 failed try: " : tries + " failed tries: ")
                            + Exceptions.why(String.valueOf(last.getMessage())),
                    Copies.asCause(last));
        }
        return local(
                given + (doing == null ? "" : " while " + doing) + ". "
                        + (file
                                ? "The volume that it is on does not respond: check the pod's events and the node."
                                : foreign
                                        ? "A custom transport or assertion source must return, and must honor the request's timeout."
                                        : hanging(doing)),
                null);
    }

    /** What a request that hangs means, by how far it got, if that is known. */
    static String hanging(@Nullable Doing doing) {
        Evidence known = Pod.here().fact("otherPort", false);
        Doing.Call call = doing == null ? null : doing.call();
        if (call == null) {
            return Guide.get().local("timeout").advice(known).next("");
        }
        NetworkFault fault = NetworkFault.of(call.timedOut());
        URI peer = call.peer();
        known.putAuthority(URI.create(peer.getScheme() + "://" + peer.getAuthority()));
        if (fault.reached() != null && fault.reached().toProxy()) {
            known.putProxy(fault.reached().proxy(), false);
        }
        new NetworkEvidence(fault).tell(known);
        return Guide.get().network(fault, known).advice(known).next("");
    }

    /** A flight that no worker ever started. */
    static WorkloadIdentityException notBegun(long nanos) {
        return local(
                "No thread was free for the token request within "
                        + Duration.ofNanos(nanos).toSeconds()
                        + " s, so nothing was sent: other work of this process occupies all of them. Take a "
                        + "thread dump and see what the threads named wi-credential-worker are waiting for.",
                null);
    }

    /** A flight that does not begin because many others of the same identity never ended. */
    static WorkloadIdentityException hanging(RefreshRuntime.Hanging others) {
        return local(
                "No token request is made, because " + others.count() + " earlier ones of this identity hang"
                        + (others.where() == null ? "" : ", the last one while " + others.where())
                        + ". Repair what they are waiting for: the mounted volume, or your own transport or "
                        + "assertion source. Requests resume as soon as one of them returns.",
                others);
    }

    static WorkloadIdentityException unexpected(Throwable cause) {
        return local(
                "The token request ended unexpectedly with " + cause.getClass().getName() + ". "
                        + (cause instanceof LinkageError ? Artifacts.mixed() : "See the cause."),
                cause);
    }

    static WorkloadIdentityException rejectedAgain() {
        return local(
                "Entra returned the same token that the resource has rejected. Check the identity's "
                        + "access, and look for a revocation in the sign-in logs.",
                null);
    }

    private static WorkloadIdentityException local(String message, @Nullable Throwable cause) {
        return Exceptions.exchange(message, ExchangeDetails.local(null), cause);
    }
}
