package io.github.wicredential.examples.kafka;

import io.github.wicredential.AccessToken;
import java.util.Set;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.jspecify.annotations.Nullable;

/** An access token as Kafka's client wants it. */
final class BearerToken implements OAuthBearerToken {

    private final AccessToken token;
    private final String scope;
    private final String principal;

    BearerToken(AccessToken token, String scope, String principal) {
        this.token = token;
        this.scope = scope;
        this.principal = principal;
    }

    @Override
    public String value() {
        return token.value();
    }

    @Override
    public Set<String> scope() {
        return Set.of(scope);
    }

    @Override
    public long lifetimeMs() {
        return token.expiresAt().toEpochMilli();
    }

    @Override
    public String principalName() {
        return principal;
    }

    /** Unknown: Kafka's client then counts the token's life from when it got it. */
    @Override
    public @Nullable Long startTimeMs() {
        return null;
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "BearerToken[" + token + "]";
    }
}
