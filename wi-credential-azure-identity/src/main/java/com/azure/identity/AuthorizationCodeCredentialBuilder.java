package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link AuthorizationCodeCredential}. Takes every setting, keeps none, and refuses to build. Not thread-safe.
 *
 * @since 0.1.0
 */
public class AuthorizationCodeCredentialBuilder extends AadCredentialBuilderBase<AuthorizationCodeCredentialBuilder> {

    /** Starts with nothing set. */
    public AuthorizationCodeCredentialBuilder() {}

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param authCode not used
     * @return this
     */
    public AuthorizationCodeCredentialBuilder authorizationCode(@Nullable String authCode) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param redirectUrl not used
     * @return this
     */
    public AuthorizationCodeCredentialBuilder redirectUrl(@Nullable String redirectUrl) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param clientSecret not used
     * @return this
     */
    public AuthorizationCodeCredentialBuilder clientSecret(@Nullable String clientSecret) {
        return this;
    }

    /**
     * Refuses.
     *
     * @return never
     * @throws UnsupportedOperationException always; it says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public AuthorizationCodeCredential build() {
        throw NotOffered.AUTHORIZATION_CODE.refusal();
    }
}
