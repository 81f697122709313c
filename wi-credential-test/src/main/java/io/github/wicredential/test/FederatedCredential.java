package io.github.wicredential.test;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A federated identity credential: which tokens of which issuer represent an application. The comparison with a token
 * is exact and case-sensitive. Immutable; two credentials with the same three values are equal.
 *
 * @since 0.1.0
 */
public final class FederatedCredential {

    private static final int LONGEST = 600;

    private final String issuer;
    private final String subject;
    private final String audience;

    /** Checks the three values as Entra does when a credential is created. */
    FederatedCredential(String issuer, String subject, String audience) {
        this.issuer = check(issuer, "issuer");
        this.subject = check(subject, "subject");
        this.audience = check(audience, "audience");
    }

    private static String check(String value, String name) {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException(name + " must have 1 to " + LONGEST + " characters");
        }
        return value;
    }

    /** {@return the token's {@code iss}} */
    public String issuer() {
        return issuer;
    }

    /** {@return the token's {@code sub}} */
    public String subject() {
        return subject;
    }

    /** {@return the token's {@code aud}} */
    public String audience() {
        return audience;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FederatedCredential credential
                && issuer.equals(credential.issuer)
                && subject.equals(credential.subject)
                && audience.equals(credential.audience);
    }

    @Override
    public int hashCode() {
        return Objects.hash(issuer, subject, audience);
    }

    /** Shows all three values; none is a secret. */
    @Override
    public String toString() {
        return "FederatedCredential[issuer=" + issuer + ", subject=" + subject + ", audience=" + audience + "]";
    }
}
