package io.github.wicredential.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Tokens for clients that do not use azure-core.
 *
 * @since 0.1.0
 */
public final class AuthenticationUtil {

    private AuthenticationUtil() {}

    /**
     * Returns a supplier of bearer tokens, for clients from other vendors.
     *
     * <p>Each call goes to the credential, which caches its tokens. The supplier throws what the credential throws.
     *
     * @param credential the credential that provides the tokens
     * @param scopes the scopes of the tokens
     * @return a supplier of the encoded token, without {@code Bearer}
     */
    public static Supplier<String> getBearerTokenSupplier(TokenCredential credential, String... scopes) {
        Objects.requireNonNull(scopes, "scopes");
        Objects.requireNonNull(credential, "credential");
        TokenRequestContext context = new TokenRequestContext().setScopes(List.of(scopes));
        return () -> credential.getTokenSync(context).getToken();
    }
}
