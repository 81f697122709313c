package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.internal.assertion.ClientAssertion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims by which the authority finds a federated credential, and what else of the token explains a failure. As
 * written in the token, so not yet fit to be shown.
 */
record AssertionClaims(
        @Nullable String issuer,
        @Nullable String subject,
        List<String> audiences,
        @Nullable Instant issuedAt,
        @Nullable Instant notBefore,
        @Nullable Instant expiresAt,
        @Nullable String pod,
        @Nullable String keyId,
        @Nullable String algorithm,
        @Nullable String type) {

    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    AssertionClaims {
        audiences = List.copyOf(audiences);
    }

    /** What a token that can't be decoded shows. */
    static AssertionClaims none() {
        return new AssertionClaims(null, null, List.of(), null, null, null, null, null, null, null);
    }

    static AssertionClaims of(ClientAssertion assertion) {
        return new AssertionClaims(
                assertion.issuer(),
                assertion.subject(),
                assertion.audiences(),
                assertion.issuedAt(),
                assertion.notBefore(),
                assertion.expiresAt(),
                assertion.pod(),
                assertion.keyId(),
                assertion.algorithm(),
                assertion.type());
    }

    boolean ofServiceAccount() {
        return subject != null && subject.startsWith(SERVICE_ACCOUNT) && subject.split(":", -1).length == 4;
    }

    @Nullable
    String serviceAccount() {
        return ofServiceAccount() && subject != null ? subject.substring(subject.lastIndexOf(':') + 1) : null;
    }

    @Nullable
    String namespace() {
        return ofServiceAccount() && subject != null ? subject.split(":", -1)[2] : null;
    }

    @Nullable
    String audience() {
        return audiences.isEmpty() ? null : String.join(", ", audiences);
    }

    @Nullable
    Duration life() {
        return issuedAt == null || expiresAt == null ? null : Duration.between(issuedAt, expiresAt);
    }

    /** Where the issuer publishes its documents (OpenID Connect Discovery 1.0, section 4). */
    @Nullable
    String discovery() {
        return issuer == null ? null : issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration";
    }

    /** What an authority may have judged by, in one line. */
    String sent() {
        return "issuer " + quoted(issuer) + "; subject " + quoted(subject) + "; audience " + quoted(audience())
                + "; key id " + quoted(keyId) + "; issued " + time(issuedAt) + ", valid from " + time(notBefore)
                + " to "
                + time(expiresAt);
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "not known" : "'" + GuideValues.shown(value) + "'";
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "no time" : Times.shown(instant);
    }

    /** What the guide's texts can name; what is not known is left out. */
    GuideValues values() {
        String account = serviceAccount();
        String space = namespace();
        return new GuideValues()
                .put("issuer", issuer)
                .put("discovery", discovery())
                .put("subject", subject)
                .put("audience", audience())
                .put("issuedAt", issuedAt)
                .put("notBefore", notBefore)
                .put("expiresAt", expiresAt)
                .put("keyId", keyId)
                .put("serviceAccount", account)
                .put("namespace", space)
                .put("pod", pod)
                .put("credential", account == null ? null : space + "-" + account);
    }
}
