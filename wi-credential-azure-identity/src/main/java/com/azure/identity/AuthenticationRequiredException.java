package com.azure.identity;

import com.azure.core.credential.TokenRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * A user must sign in. Never thrown by this library, which does not sign in users.
 *
 * @since 0.1.0
 */
public final class AuthenticationRequiredException extends CredentialUnavailableException {

    private static final long serialVersionUID = 1L;

    private final transient TokenRequestContext request;

    /**
     * Creates the exception.
     *
     * @param message what happened
     * @param request the token request
     */
    public AuthenticationRequiredException(String message, TokenRequestContext request) {
        super(message);
        this.request = request;
    }

    /**
     * Creates the exception.
     *
     * @param message what happened
     * @param request the token request
     * @param cause the cause, or null
     */
    public AuthenticationRequiredException(String message, TokenRequestContext request, @Nullable Throwable cause) {
        super(message, cause);
        this.request = request;
    }

    /**
     * The token request.
     *
     * @return the request
     */
    public TokenRequestContext getTokenRequestContext() {
        return request;
    }
}
