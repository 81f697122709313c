package io.github.wicredential.spring.redis;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.clients.redis.LettuceCredentials;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties.Redis;
import io.lettuce.core.RedisCredentialsProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.WithAuthentication;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;
import org.springframework.util.StringUtils;

/** Passes the identity's tokens to Spring Data's Lettuce, over TLS only and without an additional password. */
final class TokenLogin implements RedisCredentialsProviderFactory {

    private final LettuceCredentials credentials;

    private TokenLogin(LettuceCredentials credentials) {
        this.credentials = credentials;
    }

    static void apply(LettuceClientConfigurationBuilder client, TokenProvider tokens, Redis settings) {
        if (!client.build().isUseSsl()) {
            throw new ConfigurationException(
                    "The connection to Redis does not use TLS, so an access token would be readable on "
                            + "the network. Set spring.data.redis.ssl.enabled=true, or begin spring.data.redis.url with rediss://.");
        }
        LettuceCredentials credentials = LettuceCredentials.of(tokens).withScope(settings.scope());
        String user = settings.user();
        client.redisCredentialsProviderFactory(
                new TokenLogin(StringUtils.hasText(user) ? credentials.withUser(user) : credentials));
    }

    @Override
    public RedisCredentialsProvider createCredentialsProvider(RedisConfiguration address) {
        if (address instanceof WithAuthentication said
                && (said.getPassword().isPresent() || StringUtils.hasText(user(said)))) {
            throw new ConfigurationException(
                    "The connection to Redis has a user or a password in addition to the workload "
                            + "identity. Remove spring.data.redis.username and .password and those in "
                            + "spring.data.redis.url; to use a user name other than the token's object id, set "
                            + "azure.workload-identity.redis.user.");
        }
        return credentials;
    }

    private static @Nullable String user(WithAuthentication said) {
        return said.getUsername();
    }
}
