package io.github.wicredential.internal.assertion;

import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets pass what is worth sending: a text in the form of a JWT that has not ended more than five minutes ago.
 *
 * <p>Nothing else is judged here. Whether issuer, subject and audience are trusted is for the authority to say.
 */
final class AssertionCheck {

    /** As much as the authority itself forgives. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final @Nullable Path path;
    private final String origin;
    private final InstantSource clock;

    AssertionCheck(@Nullable Path path, String origin, InstantSource clock) {
        this.path = path;
        this.origin = origin;
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    String fit(String content) {
        String text = content.strip();
        if (text.isEmpty()) {
            throw new AssertionException(
                    Reason.EMPTY,
                    path,
                    path == null
                            ? origin + " returned an empty text. Let it return a signed JWT or throw an IOException."
                            : "The token file " + path + " is empty. See the kubelet's events (kubectl describe pod "
                                    + "<pod> -n <namespace>), and that nothing but the kubelet writes the file.",
                    null);
        }
        JwtShape shape = JwtShape.of(text);
        shape.fault().ifPresent(fault -> {
            throw notAJwt(fault);
        });
        Instant now = clock.instant();
        Optional<Instant> end = shape.expiry();
        if (end.isPresent() && end.get().plus(TOLERANCE).isBefore(now)) {
            throw expired(end.get(), now);
        }
        return text;
    }

    private AssertionException notAJwt(String fault) {
        String next = path == null
                ? "Let it return the JWT in compact form and nothing else."
                : "Look at its beginning (head -c 3 " + path + " must print eyJ), and let AZURE_FEDERATED_TOKEN_FILE "
                        + "or Builder.tokenFile(…) name the file that the webhook mounts.";
        String what = path == null ? " returned no JWT: it " : " does not hold a JWT: the content ";
        return new AssertionException(Reason.NOT_A_JWT, path, origin + what + fault + " " + next, null);
    }

    private AssertionException expired(Instant end, Instant now) {
        Instant shownNow = now.truncatedTo(ChronoUnit.SECONDS);
        String since = Duration.between(end, shownNow).toMinutes() + " minutes ago";
        String what = path == null ? " returned a token that ended at " : " holds a token that ended at ";
        String next = path == null
                ? "Let the source return a fresh token each time, and compare the clock (date -u)."
                : "The kubelet renews it at 80 % of its life, so one of these is wrong: the file is mounted with "
                        + "subPath, which is never updated (remove subPath); the node's clock (compare date -u); the "
                        + "kubelet can't reach the API server or the pod is being deleted (kubectl describe pod "
                        + "<pod> -n <namespace>). Recreate the pod if the file stays old.";
        return new AssertionException(
                Reason.EXPIRED,
                path,
                origin + what + end + ", " + since + " by the local clock (" + shownNow
                        + "), also when asked a second time. " + next,
                null);
    }
}
