package io.github.wicredential.clients.kafka;

import io.github.wicredential.AccessToken;
import java.util.Set;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.jspecify.annotations.Nullable;

/** An access token in the form of Kafka's client. */
record BearerToken(AccessToken token, Set<String> scope, String principalName) implements OAuthBearerToken {

    @Override
    public String value() {
        return token.value();
    }

    @Override
    public long lifetimeMs() {
        return token.expiresAt().toEpochMilli();
    }

    /** Unknown: Kafka's client then counts the token's lifetime from when it received the token. */
    @Override
    public @Nullable Long startTimeMs() {
        return null;
    }
}
