package io.github.wicredential.internal.assertion;

import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionException.Reason;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;
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
    private final InstantSource clock;
    /** Null for what the container tells: its own supplier would load the evidence before anything is wrong. */
    private final @Nullable Supplier<Evidence> known;

    AssertionCheck(@Nullable Path path, InstantSource clock, @Nullable Supplier<Evidence> known) {
        this.path = path;
        this.known = known;
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    ClientAssertion check(String content) {
        ClientAssertion assertion = ClientAssertion.of(content);
        if (assertion.isJwt()) {
            return assertion;
        }
        throw assertion.value().isEmpty()
                ? empty(content.length())
                : notAJwt(JwtFault.of(assertion.value()).words());
    }

    /** Whether it expired more than five minutes ago by the local clock, so that another reading may give more. */
    boolean expired(ClientAssertion assertion) {
        Instant end = assertion.expiresAt();
        return end != null && end.plus(TOLERANCE).isBefore(clock.instant());
    }

    private AssertionException empty(int length) {
        return path == null
                ? own(Reason.EMPTY, "returned an empty text. Let it return a signed JWT or throw an IOException.")
                : TokenFileFault.of(
                        known(),
                        Reason.EMPTY,
                        path,
                        length == 0 ? "is empty" : "holds only white space (" + length + " bytes)",
                        null);
    }

    private Evidence known() {
        return known == null ? Pod.here() : known.get();
    }

    private AssertionException notAJwt(String fault) {
        return path == null
                ? own(
                        Reason.NOT_A_JWT,
                        "returned no JWT: it " + fault + " Let it return the JWT in compact form and nothing else.")
                : TokenFileFault.of(
                        known(),
                        Reason.NOT_A_JWT,
                        path,
                        "does not hold a JWT: the content " + fault.substring(0, fault.length() - 1),
                        null);
    }

    private static AssertionException own(Reason reason, String what) {
        return new AssertionException(reason, null, "The application's assertion source " + what, null);
    }
}
