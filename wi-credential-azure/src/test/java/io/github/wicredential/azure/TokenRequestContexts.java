package io.github.wicredential.azure;

import com.azure.core.credential.TokenRequestContext;

/** What tests ask for. */
final class TokenRequestContexts {

    static final String VAULT = "https://vault.azure.net/.default";

    private TokenRequestContexts() {}

    static TokenRequestContext vault() {
        return new TokenRequestContext().addScopes(VAULT);
    }
}
