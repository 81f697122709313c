package com.azure.identity;

import com.azure.core.credential.TokenCredential;
import java.util.function.Supplier;

/**
 * Tokens for clients that know nothing of azure-core.
 *
 * @since 0.1.0
 */
public final class AuthenticationUtil {

    private AuthenticationUtil() {}

    /**
     * A supplier of bearer tokens, as clients of other makers take them.
     *
     * <p>Each call asks the credential, which keeps its tokens. The token is sent to nobody.
     *
     * @param credential where the tokens come from
     * @param scopes what for
     * @return gives the token's text, without {@code Bearer}
     */
    public static Supplier<String> getBearerTokenSupplier(TokenCredential credential, String... scopes) {
        Bridge.require();
        return io.github.wicredential.azure.AuthenticationUtil.getBearerTokenSupplier(credential, scopes);
    }
}
