package io.github.wicredential.spring.actuator;

import io.github.wicredential.AssertionException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.util.List;

/** How a failure is written where people watch: exactly, and as one of few values for meters. */
final class FailureLabels {

    static final String NONE = "none";

    /** All values of {@link #error}. */
    static final List<String> ERRORS = List.of("assertion", "network", "throttled", "unavailable", "refused", "other");

    private static final int TOO_MANY_REQUESTS = 429;

    private FailureLabels() {}

    /** The value of a tag. */
    static String error(WorkloadIdentityException failure) {
        if (failure instanceof AssertionException) {
            return "assertion";
        }
        if (!(failure instanceof TokenExchangeException exchange)) {
            return "other";
        }
        return switch (exchange.status()) {
            // What failed without a network has a reason of its own, such as no sign-in on a developer's machine.
            case 0 -> exchange.error().isPresent() ? "other" : "network";
            case TOO_MANY_REQUESTS -> "throttled";
            default -> exchange.retryable() ? "unavailable" : "refused";
        };
    }

    /** A short text without secrets, such as {@code AADSTS700213}, {@code HTTP 503} or {@code token-file-missing}. */
    static String code(WorkloadIdentityException failure) {
        if (failure instanceof AssertionException assertion) {
            return GuideEntry.code(
                    Guide.get().tokenFile(assertion.reason()).names().get(0));
        }
        if (!(failure instanceof TokenExchangeException exchange)) {
            return failure.getClass().getSimpleName();
        }
        if (!exchange.errorCodes().isEmpty()) {
            return "AADSTS" + exchange.errorCodes().get(0);
        }
        return exchange.status() == 0 ? exchange.error().orElse("no answer") : "HTTP " + exchange.status();
    }
}
