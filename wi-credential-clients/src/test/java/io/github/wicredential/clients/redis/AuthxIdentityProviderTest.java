package io.github.wicredential.clients.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.authentication.core.Token;
import redis.clients.authentication.core.TokenManager;
import redis.clients.authentication.core.TokenManagerConfig;

class AuthxIdentityProviderTest {

    private static final AccessToken TOKEN = LettuceCredentialsTest.token("shop", Duration.ZERO);

    private final List<TokenRequest> asked = new ArrayList<>();
    private final AuthxIdentityProvider provider = AuthxIdentityProvider.of(request -> {
        asked.add(request);
        return TOKEN;
    });

    @Test
    void theTokenIsThatOfTheIdentityWithItsObjectIdAsUser() {
        Token token = provider.requestToken();

        assertThat(token.getUser()).isEqualTo("oid-of-shop");
        assertThat(token.getValue()).isEqualTo(TOKEN.value());
        assertThat(token.getExpiresAt()).isEqualTo(TOKEN.expiresAt().toEpochMilli());
        assertThat(asked).containsExactly(TokenRequest.of("https://redis.azure.com/.default"));
    }

    @Test
    void userAndScopeCanBeOthers() {
        Token token = provider.withUser("reports")
                .withScope("https://redis.example/.default")
                .requestToken();

        assertThat(token.getUser()).isEqualTo("reports");
        assertThat(asked).containsExactly(TokenRequest.of("https://redis.example/.default"));
        assertThatThrownBy(() -> provider.withUser("")).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void anUnchangedTokenIsNotAskedForWithoutAPause() {
        Instant expires = Instant.now().plus(Duration.ofMinutes(4));
        Token token = AuthxIdentityProvider.of(request -> new AccessToken(TOKEN.value(), expires, expires))
                .requestToken();
        TokenManager times =
                new TokenManager(provider, provider.tokenAuthConfig().getTokenManagerConfig());

        long pause = times.calculateRenewalDelay(token.getExpiresAt(), token.getReceivedAt());

        assertThat(Duration.ofMillis(pause)).isBetween(Duration.ofSeconds(170), Duration.ofMinutes(3));
    }

    @Test
    void whatHindersTheFirstTokenIsThrownWhereAClientIsConfigured() {
        AuthxIdentityProvider refused = AuthxIdentityProvider.of(request -> {
            throw new ConfigurationException("nothing to be had");
        });

        assertThatThrownBy(refused::tokenAuthConfig)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nothing to be had");
    }

    @Test
    void failuresNeverEndTheRefreshing() {
        TokenManagerConfig config = provider.tokenAuthConfig().getTokenManagerConfig();

        assertThat(config.getRetryPolicy().getMaxAttempts()).isEqualTo(Integer.MAX_VALUE);
        assertThat(config.getRetryPolicy().getdelayInMs()).isPositive();
        assertThat(provider.tokenAuthConfig().getIdentityProviderConfig().getProvider())
                .isSameAs(provider);
    }
}
