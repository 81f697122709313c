package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.redis.AuthxIdentityProvider;
import io.github.wicredential.clients.redis.LettuceCredentials;
import io.github.wicredential.products.EntraRedis.Connection;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.authentication.AuthXManager;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Lettuce and Jedis, and a real Redis that checks each login and closes a connection whose token expires. */
@WorkloadIdentityTest
class RedisTest {

    private static final Duration LIFE = Duration.ofSeconds(6);

    @TempDir
    private Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private EntraRedis redis;
    private WorkloadIdentity identity;

    @BeforeEach
    void start(LocalEntra entra, LocalCluster cluster) throws Exception {
        redis = open(new EntraRedis(entra, directory));
        identity = open(identity(cluster, null));
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void connectionsOfLettuceOutliveTheirToken(LocalEntra entra) throws Exception {
        entra.setExpiresIn(LIFE);
        List<RedisCommands<String, String>> connections = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            connections.add(lettuce(identity));
        }
        assertThat(entra.tokenRequests()).isEqualTo(1);

        useBeyondTheFirstToken(() -> connections.forEach(connection -> assertThat(connection.incr("orders"))
                .isPositive()));

        assertThat(redis.connections).hasSize(3);
        assertEachConnectionLoggedInOnceForEachToken(2);
    }

    @Test
    void connectionsOfJedisOutliveTheirToken(LocalEntra entra) throws Exception {
        entra.setExpiresIn(LIFE);
        List<UnifiedJedis> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(jedis(identity));
            assertThat(clients.get(i).set("orders", "1")).isEqualTo("OK");
        }
        assertThat(entra.tokenRequests()).isEqualTo(1);

        useBeyondTheFirstToken(() -> clients.forEach(client ->
                assertThat(client.incr("orders")).isPositive()));

        assertThat(redis.connections).hasSize(3);
        // Asked for at three quarters of what remains, which may be the token that is there.
        assertEachConnectionLoggedInOnceForEachToken(8);
    }

    @Test
    void whileATokenIsValidEntraMayBeDown(LocalEntra entra) throws Exception {
        identity.token("https://redis.azure.com/.default");
        entra.faults().always(Fault.status(503));

        assertThat(lettuce(identity).set("orders", "1")).isEqualTo("OK");
        assertThat(jedis(identity).get("orders")).isEqualTo("1");

        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void twoIdentitiesInOneProcessAreTwoUsers(LocalEntra entra, LocalCluster cluster, LocalApplication application)
            throws Exception {
        LocalApplication reports = entra.registerApplication().trust(cluster);
        WorkloadIdentity other = open(identity(cluster, reports.clientId()));

        assertThat(lettuce(identity).aclWhoami()).isEqualTo(application.objectId());
        assertThat(lettuce(other).aclWhoami()).isEqualTo(reports.objectId());
        jedis(other).set("orders", "1");

        assertThat(redis.logins.get(redis.logins.size() - 1).user()).isEqualTo(reports.objectId());
    }

    @Test
    void aRefusalOfEntraIsWhatTheUserSees(LocalApplication application) {
        application.untrustAll();
        // A refusal that is known already reaches Lettuce on its own thread; on another one it races with the end of the
        // connection, and Lettuce may say that only.
        assertThatThrownBy(() -> identity.token("https://redis.azure.com/.default"))
                .hasMessageContaining("AADSTS70025");

        assertThatThrownBy(() -> lettuce(identity)).satisfies(failure -> assertThat(whole(failure))
                .contains("AADSTS70025")
                .contains("az identity federated-credential"));
        assertThatThrownBy(() -> jedis(identity).get("orders")).satisfies(failure -> assertThat(whole(failure))
                .contains("AADSTS70025")
                .contains("az identity federated-credential"));
    }

    @Test
    void aRefusalOfRedisIsItsOwn() {
        LettuceCredentials wrong = LettuceCredentials.of(identity).withScope("https://vault.azure.net/.default");

        assertThatThrownBy(() -> lettuce(wrong)).satisfies(failure -> assertThat(whole(failure))
                .contains("WRONGPASS"));
    }

    @Test
    void noTokenIsLogged(LocalEntra entra) throws Exception {
        entra.setExpiresIn(LIFE);
        try (LoggedTokens logged = new LoggedTokens()) {
            RedisCommands<String, String> lettuce = lettuce(identity);
            UnifiedJedis jedis = jedis(identity);
            useBeyondTheFirstToken(() -> {
                lettuce.incr("orders");
                jedis.incr("orders");
            });

            logged.haveNone(redis.tokens(), "io.lettuce.core.protocol.CommandEncoder ");
        }
    }

    /** Until each connection that there is has logged in with a second token and the first one has expired. */
    private void useBeyondTheFirstToken(Runnable use) throws InterruptedException {
        Instant first = redis.logins.stream()
                .map(EntraRedis.Login::expires)
                .max(Instant::compareTo)
                .orElseThrow();
        await(Duration.ofSeconds(30), () -> {
            use.run();
            return Instant.now().isAfter(first.plusMillis(500));
        });
        assertThat(redis.ended()).isZero();
    }

    private void assertEachConnectionLoggedInOnceForEachToken(int more) throws Exception {
        for (Connection connection : redis.connections) {
            List<EntraRedis.Login> logins = redis.logins(connection);
            long tokens = logins.stream().map(EntraRedis.Login::token).distinct().count();
            assertThat(tokens).isGreaterThanOrEqualTo(2);
            assertThat(logins).hasSizeLessThanOrEqualTo((int) tokens + more);
        }
        assertThat(redis.commandStatistics()).contains("cmdstat_auth");
    }

    private RedisCommands<String, String> lettuce(WorkloadIdentity identity) throws Exception {
        SslOptions tls = tls();
        // begin: lettuce
        RedisURI address = RedisURI.create(redis.address()); // rediss://NAME.REGION.redis.azure.net:10000
        RedisClient client = RedisClient.create(LettuceCredentials.of(identity).in(address));
        client.setOptions(ClientOptions.builder()
                .reauthenticateBehavior(ClientOptions.ReauthenticateBehavior.ON_NEW_CREDENTIALS)
                .sslOptions(tls)
                .build());
        // end
        return open(client).connect().sync();
    }

    private SslOptions tls() throws Exception {
        return SslOptions.builder()
                .trustManager(redis.tls.trustFile(directory).toFile())
                .build();
    }

    private RedisCommands<String, String> lettuce(LettuceCredentials credentials) throws Exception {
        RedisClient client = open(RedisClient.create(credentials.in(RedisURI.create(redis.address()))));
        client.setOptions(ClientOptions.builder()
                .reauthenticateBehavior(ClientOptions.ReauthenticateBehavior.ON_NEW_CREDENTIALS)
                .sslOptions(tls())
                .build());
        return client.connect().sync();
    }

    private UnifiedJedis jedis(WorkloadIdentity identity) {
        SSLSocketFactory tls = redis.tls.client().getSocketFactory();
        // begin: jedis
        AuthXManager login = new AuthXManager(AuthxIdentityProvider.of(identity).tokenAuthConfig());
        JedisClientConfig config = DefaultJedisClientConfig.builder()
                .ssl(true)
                .sslSocketFactory(tls)
                .authXManager(login)
                .build();
        // end
        return open(new UnifiedJedis(
                new PooledConnectionProvider(new HostAndPort("127.0.0.1", redis.port()), config),
                1,
                Duration.ofSeconds(10)));
    }

    private static WorkloadIdentity identity(LocalCluster cluster, String clientId) {
        return WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .clientId(clientId)
                .build();
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }

    static void await(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(atMost);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.sleep(20);
        }
    }

    static String whole(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
