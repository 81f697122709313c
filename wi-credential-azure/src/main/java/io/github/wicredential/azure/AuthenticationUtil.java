package io.github.wicredential.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.util.List;
import java.util.Objects;
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
     * <p>Each call asks the credential, which keeps its tokens. Throws what the credential throws.
     *
     * @param credential where the tokens come from
     * @param scopes what for
     * @return gives the token's text, without {@code Bearer}
     */
    public static Supplier<String> getBearerTokenSupplier(TokenCredential credential, String... scopes) {
        Objects.requireNonNull(scopes, "scopes");
        Objects.requireNonNull(credential, "credential");
        TokenRequestContext context = new TokenRequestContext().setScopes(List.of(scopes));
        return () -> credential.getTokenSync(context).getToken();
    }
}
