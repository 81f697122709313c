package io.github.wicredential.clients.kafka;

import io.github.wicredential.AccessToken;
import java.util.Set;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.jspecify.annotations.Nullable;

/** An access token as Kafka's client wants it. */
record BearerToken(AccessToken token, Set<String> scope, String principalName) implements OAuthBearerToken {

    @Override
    public String value() {
        return token.value();
    }

    @Override
    public long lifetimeMs() {
        return token.expiresAt().toEpochMilli();
    }

    /** Unknown: Kafka's client then counts the token's life from when it got it. */
    @Override
    public @Nullable Long startTimeMs() {
        return null;
    }
}
