package io.github.wicredential.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.ClientIdentities;
import io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPlugin;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver, the hook, a pool, and a real server that verifies the token which it gets as the password. */
@RequiresPostgres
class LocalPostgresTest {

    private static final String HOOK =
            "&authenticationPluginClassName=" + PostgresqlAuthenticationPlugin.class.getName();

    private static LocalEntra entra;
    private static LocalCluster cluster;
    private static LocalApplication application;
    private static LocalPostgres postgres;

    private WorkloadIdentity identity;
    private ClientIdentities.Registration offer;

    @BeforeAll
    static void start() throws Exception {
        entra = LocalEntra.start();
        cluster = LocalCluster.start();
        application = entra.registerApplication().trust(cluster);
        cluster.annotate(application);
        postgres = LocalPostgres.start(entra).createRole("orders", application.clientId());
    }

    @AfterAll
    static void end() {
        if (postgres != null) {
            postgres.close();
        }
        cluster.close();
        entra.close();
    }

    @BeforeEach
    void offer() {
        identity = identity(cluster);
        WorkloadIdentity offered = identity;
        offer = ClientIdentities.registerDefault(() -> offered);
    }

    @AfterEach
    void takeBack() {
        entra.setExpiresIn(Duration.ofHours(1));
        offer.close();
        identity.close();
    }

    @Test
    void aPoolOfConnectionsAsksTheAuthorityOnce() throws Exception {
        int requests = entra.tokenRequests();
        int logins = postgres.logins().size();

        try (HikariDataSource pool = pool(8)) {
            useAll(pool, 8);
        }

        assertThat(entra.tokenRequests() - requests).isEqualTo(1);
        List<LocalPostgres.Login> made =
                postgres.logins().subList(logins, postgres.logins().size());
        assertThat(made).hasSizeGreaterThanOrEqualTo(8).containsOnly(made.get(0));
        assertThat(made.get(0).role()).isEqualTo("orders");
    }

    @Test
    void afterTheTokensEndAPoolsNewConnectionsHaveAFreshOne() throws Exception {
        entra.setExpiresIn(Duration.ofSeconds(3));
        int refusals = postgres.refusals().size();

        try (HikariDataSource pool = pool(2)) {
            Instant end = newest().expiresAt();

            assertThat(replaceUntilAfter(end, pool).expiresAt()).isAfter(end);
        }
        assertThat(postgres.refusals()).hasSize(refusals);
    }

    @Test
    void theTokenGoesThroughTlsOnly() throws Exception {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl() + "&user=orders" + HOOK);
                Statement statement = connection.createStatement();
                ResultSet encrypted =
                        statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            encrypted.next();
            assertThat(encrypted.getBoolean(1)).isTrue();
        }
        assertThat(failure("jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres?user=orders" + HOOK))
                .hasMessageContaining("sslmode=verify-full");
        assertThat(failure("jdbc:postgresql://127.0.0.1:" + postgres.port()
                        + "/postgres?user=orders&sslmode=disable&password=any"))
                .as("the server's own rule")
                .hasMessageContaining("no encryption");
    }

    @Test
    void aServerOfAnotherCertificateGetsNoToken() throws Exception {
        int requests = entra.tokenRequests();
        try (LocalPostgres other = LocalPostgres.start(entra)) {
            other.createRole("orders", application.clientId());
            String trusting = postgres.jdbcUrl().replace(":" + postgres.port() + "/", ":" + other.port() + "/");

            assertThat(failure(trusting + "&user=orders" + HOOK)).hasStackTraceContaining("PKIX");
            assertThat(other.logins()).isEmpty();
            assertThat(entra.tokenRequests()).isEqualTo(requests);
        }
    }

    @Test
    void anIdentityThatTheRoleIsNotForIsRefused() throws Exception {
        postgres.createRole("reports", entra.registerApplication().clientId());

        assertRefused("reports", HOOK, "reports: the token belongs to another application");
        assertRefused("nobody", HOOK, "nobody: no identity belongs to this role");
    }

    @Test
    void aTokenForAnotherServiceIsRefused() throws Exception {
        assertRefused(
                "orders", HOOK + "&azure.scopes=https://vault.azure.net/.default", "orders: JWT aud claim rejected");
    }

    @Test
    void aTokenThatHasEndedIsRefused() throws Exception {
        Clock earlier = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
        try (LocalEntra past = LocalEntra.builder().clock(earlier).start();
                LocalCluster then = LocalCluster.builder()
                        .clock(earlier)
                        .tokenLifetime(Duration.ofHours(24))
                        .start();
                LocalPostgres present = LocalPostgres.start(past)) {
            LocalApplication known = past.registerApplication().trust(then);
            present.createRole("orders", known.clientId());
            try (WorkloadIdentity own = identity(then.annotate(known));
                    ClientIdentities.Registration ended = offer("past", own)) {
                assertThat(ended).isNotNull();
                assertRefused(present, "orders", HOOK + "&azure.credentialName=past", "orders: Expired JWT");
            }
            assertThat(past.granted()).isEqualTo(1);
        }
    }

    @Test
    void aTokenOfAnotherEntraIsRefused() throws Exception {
        try (LocalEntra stranger = LocalEntra.start();
                LocalCluster other = LocalCluster.start()) {
            other.annotate(stranger.registerApplication(application.clientId()).trust(other));
            try (WorkloadIdentity own = identity(other);
                    ClientIdentities.Registration named = offer("stranger", own)) {
                assertThat(named).isNotNull();
                assertRefused("orders", HOOK + "&azure.credentialName=stranger", "orders: Signed JWT rejected");
            }
        }
    }

    @Test
    void whatIsNoTokenIsRefused() throws Exception {
        assertRefused("orders", "&password=not-a-token", "orders: The token is not a JWT");
    }

    @Test
    void aRoleWithAPasswordOfTheOldKindIsExplained() {
        assertThat(failure(postgres.jdbcUrl() + "&user=admin" + HOOK))
                .hasMessageContainingAll("SASL", "pgaadauth_create_principal");
    }

    private static WorkloadIdentity identity(LocalCluster of) {
        return WorkloadIdentity.builder().environment(of.environment()::get).build();
    }

    private static ClientIdentities.Registration offer(String name, WorkloadIdentity of) {
        return ClientIdentities.register(name, () -> of);
    }

    private static LocalPostgres.Login newest() {
        List<LocalPostgres.Login> logins = postgres.logins();
        return logins.get(logins.size() - 1);
    }

    private HikariDataSource pool(int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.jdbcUrl() + HOOK);
        config.setUsername("orders");
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    /** As many connections at the same time. */
    private static void useAll(HikariDataSource pool, int size) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < size; i++) {
                connections.add(pool.getConnection());
            }
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    /** Has the pool replace its connections until one is made after the end of the first token. */
    private LocalPostgres.Login replaceUntilAfter(Instant end, HikariDataSource pool) throws SQLException {
        Instant deadline = end.plus(Duration.ofSeconds(20));
        while (Instant.now().isBefore(deadline)) {
            boolean ended = Instant.now().isAfter(end);
            pool.getHikariPoolMXBean().softEvictConnections();
            int before = postgres.logins().size();
            useAll(pool, 1);
            if (ended && postgres.logins().size() > before) {
                return newest();
            }
        }
        throw new AssertionError("no connection after the end of the first token");
    }

    private static void assertRefused(String role, String parameters, String why) {
        assertRefused(postgres, role, parameters, why);
    }

    private static void assertRefused(LocalPostgres server, String role, String parameters, String why) {
        int before = server.logins().size();

        Throwable refusal = failure(server.jdbcUrl() + "&user=" + role + parameters);

        assertThat(((SQLException) refusal).getSQLState()).isIn("28P01", "28000");
        assertThat(server.refusals()).last().asString().startsWith(why);
        assertThat(server.refusals().toString() + refusal).doesNotContain("eyJ");
        assertThat(server.logins()).hasSize(before);
    }

    private static Throwable failure(String url) {
        return catchThrowable(() -> DriverManager.getConnection(url).close());
    }
}
