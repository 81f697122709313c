package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * Accepts every setting of azure-identity's builder, but {@link #build()} always throws. Not thread-safe.
 *
 * @since 0.1.0
 */
public class AuthorizationCodeCredentialBuilder extends AadCredentialBuilderBase<AuthorizationCodeCredentialBuilder> {

    /** Creates a builder without settings. */
    public AuthorizationCodeCredentialBuilder() {}

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param authCode not used
     * @return this
     */
    public AuthorizationCodeCredentialBuilder authorizationCode(@Nullable String authCode) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param redirectUrl not used
     * @return this
     */
    public AuthorizationCodeCredentialBuilder redirectUrl(@Nullable String redirectUrl) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param clientSecret not used
     * @return this
     */
    public AuthorizationCodeCredentialBuilder clientSecret(@Nullable String clientSecret) {
        return this;
    }

    /**
     * Always throws.
     *
     * @return never
     * @throws UnsupportedOperationException always; the message says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public AuthorizationCodeCredential build() {
        throw NotOffered.AUTHORIZATION_CODE.refusal();
    }
}
