package com.azure.identity;

import com.azure.core.credential.TokenRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * A user would have to sign in. Never thrown by this library, which signs no user in.
 *
 * @since 0.1.0
 */
public final class AuthenticationRequiredException extends CredentialUnavailableException {

    private static final long serialVersionUID = 1L;

    private final transient TokenRequestContext request;

    /**
     * Makes the exception.
     *
     * @param message what happened
     * @param request what was asked for
     */
    public AuthenticationRequiredException(String message, TokenRequestContext request) {
        super(message);
        this.request = request;
    }

    /**
     * Makes the exception.
     *
     * @param message what happened
     * @param request what was asked for
     * @param cause what showed it, or null
     */
    public AuthenticationRequiredException(String message, TokenRequestContext request, @Nullable Throwable cause) {
        super(message, cause);
        this.request = request;
    }

    /**
     * What was asked for.
     *
     * @return the request
     */
    public TokenRequestContext getTokenRequestContext() {
        return request;
    }
}
