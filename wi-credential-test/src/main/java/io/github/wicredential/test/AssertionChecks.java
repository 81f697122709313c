package io.github.wicredential.test;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of the assertion itself: form, life, signature, time. */
final class AssertionChecks {

    private static final List<String> ALGORITHMS = List.of("RS256", "RS384", "RS512");
    private static final Duration LONGEST_LIFE = Duration.ofHours(25);
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final DateTimeFormatter TICKS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private AssertionChecks() {}

    static @Nullable Refusal parses(TokenRequestEvaluation evaluation) {
        return evaluation.assertionIfParsed() == null
                ? Refusal.invalidRequest(50027, "JWT token is invalid or malformed.")
                : null;
    }

    static @Nullable Refusal claims(TokenRequestEvaluation evaluation) {
        for (String claim : List.of("iss", "sub", "aud", "exp")) {
            if (!evaluation.assertion().has(claim)) {
                return Refusal.invalidRequest(
                        90014,
                        "The required field '" + claim
                                + "' is missing from the credential. Ensure that you have all the necessary"
                                + " parameters for the login request.");
            }
        }
        return null;
    }

    static @Nullable Refusal header(TokenRequestEvaluation evaluation) {
        Assertion assertion = evaluation.assertion();
        if (assertion.keyId().isBlank()) {
            return Refusal.invalidClient(
                    5002723,
                    "Invalid JWT token. No certificate SHA-1 thumbprint, certificate SHA-256 thumbprint, nor keyId"
                            + " specified in token header.");
        }
        if (!assertion.type().isEmpty() && !assertion.type().equalsIgnoreCase("JWT")) {
            return Refusal.invalidClient(
                    5002727, "Invalid JWT token. The header value typ '" + assertion.type() + "' is not supported.");
        }
        return ALGORITHMS.contains(assertion.algorithm())
                ? null
                : Refusal.invalidClient(
                        5002738,
                        "Invalid JWT token. '" + assertion.algorithm()
                                + "' is not a supported signature algorithm. Supported signing algorithms are: '"
                                + String.join(", ", ALGORITHMS) + "'.");
    }

    /** An assertion that names itself as its issuer is one of a certificate, which no local application has. */
    static @Nullable Refusal external(TokenRequestEvaluation evaluation) {
        String issuer = evaluation.assertion().text("iss");
        if (!issuer.equals(evaluation.assertion().text("sub"))) {
            return null;
        }
        return issuer.equalsIgnoreCase(evaluation.clientId())
                ? Refusal.invalidClient(
                        700027,
                        "The certificate with identifier used to sign the client assertion is not registered on"
                                + " application.")
                : Refusal.invalidClient(
                        700021,
                        "Client assertion application identifier doesn't match 'client_id' parameter. Review the"
                                + " documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials.");
    }

    static @Nullable Refusal lifetime(TokenRequestEvaluation evaluation) {
        Instant from = validFrom(evaluation);
        Instant until = expiry(evaluation);
        return Duration.between(from, until).compareTo(LONGEST_LIFE) > 0
                ? Refusal.invalidClient(
                        70023,
                        "External OIDC Provider token lifetime must be less than or equal to 1.01:00:00. Issue time: '"
                                + from.getEpochSecond() + "', expiry time: '" + until.getEpochSecond() + "'.")
                : null;
    }

    static @Nullable Refusal documents(TokenRequestEvaluation evaluation) {
        return evaluation.publishedKeys().problem();
    }

    static @Nullable Refusal key(TokenRequestEvaluation evaluation) {
        String keyId = evaluation.assertion().keyId();
        return evaluation.publishedKeys().key(keyId) == null
                ? Refusal.invalidClient(
                        7000272,
                        "The signing key of the federated token is not among the keys that its issuer publishes. Key"
                                + " identifier: '" + keyId + "'.")
                : null;
    }

    static @Nullable Refusal signature(TokenRequestEvaluation evaluation) {
        return evaluation.publishedKeys().verify(evaluation.assertion())
                ? null
                : Refusal.invalidClient(7000274, "The signature of the federated token is not valid.");
    }

    static @Nullable Refusal time(TokenRequestEvaluation evaluation) {
        Instant now = evaluation.now();
        Instant from = validFrom(evaluation);
        Instant until = expiry(evaluation);
        boolean within = !now.isBefore(from.minus(SKEW)) && !now.isAfter(until.plus(SKEW));
        return within
                ? null
                : Refusal.invalidClient(
                        700024,
                        "Client assertion is not within its valid time range. Current time: " + TICKS.format(now)
                                + ", assertion valid from " + TICKS.format(from) + ", expiry time of assertion "
                                + TICKS.format(until)
                                + ". Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials.");
    }

    /** A claim that is there but is no number counts as the epoch, which is outside any range. */
    private static Instant expiry(TokenRequestEvaluation evaluation) {
        Instant time = evaluation.assertion().time("exp");
        return time == null ? Instant.EPOCH : time;
    }

    private static Instant validFrom(TokenRequestEvaluation evaluation) {
        Instant notBefore = evaluation.assertion().time("nbf");
        Instant time = notBefore == null ? evaluation.assertion().time("iat") : notBefore;
        return time == null ? expiry(evaluation) : time;
    }
}
