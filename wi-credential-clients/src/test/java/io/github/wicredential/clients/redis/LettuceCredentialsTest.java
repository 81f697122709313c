package io.github.wicredential.clients.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

class LettuceCredentialsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<TokenRequest> asked = new ArrayList<>();
    private @Nullable AccessToken current = token("first", Duration.ZERO);
    private final TokenProvider identity = request -> {
        asked.add(request);
        if (current == null) {
            throw new ConfigurationException("nothing to be had");
        }
        return current;
    };
    private final LettuceCredentials credentials =
            new LettuceCredentials(identity, TokenRequest.of(RedisUser.SCOPE), null, this::now, time);
    private final List<RedisCredentials> seen = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    @AfterEach
    void stop() {
        time.dispose();
    }

    @Test
    void aConnectionLogsInAsTheTokensObjectIdWithTheToken() {
        RedisCredentials login =
                LettuceCredentials.of(identity).resolveCredentials().block();

        assertThat(login.getUsername()).isEqualTo("oid-of-first");
        assertThat(login.getPassword()).isEqualTo(current.value().toCharArray());
        assertThat(asked).containsExactly(TokenRequest.of("https://redis.azure.com/.default"));
    }

    @Test
    void userAndScopeCanBeOthers() {
        RedisCredentials login = LettuceCredentials.of(identity)
                .withUser(" shop ")
                .withScope("https://redis.example/.default")
                .resolveCredentials()
                .block();

        assertThat(login.getUsername()).isEqualTo("shop");
        assertThat(asked).containsExactly(TokenRequest.of("https://redis.example/.default"));
    }

    @Test
    void eachNewTokenIsSentOnceAndSoonAfterItsRefresh() {
        Disposable connection = connect();
        assertThat(seen).hasSize(1);

        time.advanceTimeBy(Duration.ofMinutes(29));
        assertThat(asked).hasSize(1);
        time.advanceTimeBy(Duration.ofMinutes(1));
        current = token("second", Duration.ofMinutes(30));
        time.advanceTimeBy(Duration.ofSeconds(30));

        assertThat(seen).extracting(RedisCredentials::getUsername).containsExactly("oid-of-first", "oid-of-second");
        time.advanceTimeBy(Duration.ofMinutes(29));
        assertThat(seen).hasSize(2);
        connection.dispose();
        time.advanceTimeBy(Duration.ofHours(5));
        assertThat(seen).hasSize(2);
    }

    @Test
    void whileThereIsNoNewTokenNoConnectionIsLoggedInAgainAndTheCacheIsSeldomAsked() {
        connect();

        time.advanceTimeBy(Duration.ofMinutes(59));

        assertThat(seen).hasSize(1);
        assertThat(asked).hasSizeBetween(30, 80);
    }

    @Test
    void aFailureDoesNotEndTheStream() {
        connect();
        current = null;

        time.advanceTimeBy(Duration.ofHours(2));
        assertThat(seen).hasSize(1);
        current = token("after the outage", Duration.ofHours(2));
        time.advanceTimeBy(Duration.ofSeconds(40));

        assertThat(failures).isEmpty();
        assertThat(seen).hasSize(2);
    }

    @Test
    void whatHindersTheFirstTokenIsWhatTheConnectionFailsWith() {
        current = null;

        assertThatThrownBy(() -> credentials.resolveCredentials().block())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nothing to be had");
    }

    @Test
    void aTokenWithoutObjectIdAsksForTheUser() {
        current = new AccessToken("opaque", START.plusSeconds(60), START.plusSeconds(30));

        assertThatThrownBy(() -> credentials.resolveCredentials().block())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("withUser(")
                .hasMessageNotContaining("opaque");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://shop.redis.azure.net:10000", "redis-sentinel://127.0.0.1:1#mymaster"})
    void anAddressWithoutTlsIsRefused(String address) {
        assertThatThrownBy(() -> credentials.in(RedisURI.create(address)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rediss://");
    }

    @Test
    void anAddressWithAPasswordIsRefused() {
        assertThatThrownBy(() -> credentials.in(RedisURI.create("rediss://shop:secret@shop.redis.azure.net:10000")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Remove it from the URI")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anAddressWithTlsGetsTheCredentials() {
        RedisURI address = RedisURI.create("rediss://shop.redis.azure.net:10000");

        assertThat(credentials.in(address)).isSameAs(address);
        assertThat(address.getCredentialsProvider()).isSameAs(credentials);
        assertThat(credentials.in(address)).isSameAs(address);
        assertThat(credentials.supportsStreaming()).isTrue();
    }

    @Test
    void aBlankUserIsRefused() {
        assertThatThrownBy(() -> credentials.withUser(" ")).isInstanceOf(ConfigurationException.class);
    }

    private Disposable connect() {
        return credentials.credentials().subscribe(seen::add, failures::add);
    }

    private Instant now() {
        return START.plusNanos(time.now(java.util.concurrent.TimeUnit.NANOSECONDS));
    }

    /** Half of an hour until it is refreshed, half until it expires. */
    static AccessToken token(String name, Duration after) {
        String claims = "{\"oid\":\"oid-of-" + name + "\"}";
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString("{}".getBytes(StandardCharsets.UTF_8))
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2lnbmF0dXJl";
        Instant issued = START.plus(after);
        return new AccessToken(value, issued.plus(Duration.ofHours(1)), issued.plus(Duration.ofMinutes(30)));
    }
}
