package io.github.wicredential.test;

/**
 * A federated identity credential: which tokens of which issuer stand for an application. The comparison with a token is exact, to
 * the character and the case.
 *
 * @param issuer the token's {@code iss}
 * @param subject the token's {@code sub}
 * @param audience the token's {@code aud}
 */
public record FederatedCredential(String issuer, String subject, String audience) {

    private static final int LONGEST = 600;

    /**
     * Checks the three values as Entra does when a credential is created.
     *
     * @param issuer the token's {@code iss}
     * @param subject the token's {@code sub}
     * @param audience the token's {@code aud}
     * @throws IllegalArgumentException when one is blank or longer than 600 characters
     */
    public FederatedCredential {
        check(issuer, "issuer");
        check(subject, "subject");
        check(audience, "audience");
    }

    private static void check(String value, String name) {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException(name + " must have 1 to " + LONGEST + " characters");
        }
    }
}
