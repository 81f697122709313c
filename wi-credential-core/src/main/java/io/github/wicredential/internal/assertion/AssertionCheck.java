package io.github.wicredential.internal.assertion;

import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets pass what is worth sending: a text in the form of a JWT.
 *
 * <p>Nothing else is judged here. Whether issuer, subject, audience and times are right is for the authority to say: its
 * clock counts, not the local one.
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

    ClientAssertion check(String content) {
        ClientAssertion assertion = ClientAssertion.of(content);
        if (assertion.isJwt()) {
            return assertion;
        }
        throw assertion.value().isEmpty() ? empty() : notAJwt(JwtFault.of(assertion.value()));
    }

    /** Whether it expired more than five minutes ago by the local clock, so that another reading may give more. */
    boolean expired(ClientAssertion assertion) {
        Instant end = assertion.expiresAt();
        return end != null && end.plus(TOLERANCE).isBefore(clock.instant());
    }

    private AssertionException empty() {
        return new AssertionException(
                Reason.EMPTY,
                path,
                path == null
                        ? origin + " returned an empty text. Let it return a signed JWT or throw an IOException."
                        : "The token file " + path + " is empty. See the kubelet's events (kubectl describe pod "
                                + "<pod> -n <namespace>), and that nothing but the kubelet writes the file.",
                null);
    }

    private AssertionException notAJwt(String fault) {
        String next = path == null
                ? "Let it return the JWT in compact form and nothing else."
                : "Look at its beginning (head -c 3 " + path + " must print eyJ), and let AZURE_FEDERATED_TOKEN_FILE "
                        + "or Builder.tokenFile(…) name the file that the webhook mounts.";
        String what = path == null ? " returned no JWT: it " : " does not hold a JWT: the content ";
        return new AssertionException(Reason.NOT_A_JWT, path, origin + what + fault + " " + next, null);
    }
}
