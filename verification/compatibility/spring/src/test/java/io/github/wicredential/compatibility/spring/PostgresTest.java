package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPlugin;
import io.github.wicredential.examples.postgres.LocalPostgres;
import io.github.wicredential.examples.postgres.RequiresPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An application with a pool of connections to a real PostgreSQL server, which verifies the access token that it gets as
 * the password.
 */
@Tag("real-server")
@RequiresPostgres
class PostgresTest {

    private static final int CONNECTIONS = 5;
    private static final String OUR_HOOK =
            "&authenticationPluginClassName=" + PostgresqlAuthenticationPlugin.class.getName();
    private static final String SPRING_CLOUD_AZURE = "AzurePostgresqlAuthenticationPlugin";

    private static Pod pod;
    private static LocalPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        pod = new Pod();
        postgres = LocalPostgres.start(pod.entra).createRole("orders", pod.clientId());
        postgres.createRole("reports", pod.entra.registerApplication().clientId());
    }

    @AfterAll
    static void end() {
        if (postgres != null) {
            postgres.close();
        }
        pod.close();
    }

    @Test
    void byTheDriversHookAlone() throws Exception {
        try (ConfigurableApplicationContext context = byTheHook("orders")) {
            assertThat(context.getBean(HikariDataSource.class).getJdbcUrl()).doesNotContain(SPRING_CLOUD_AZURE);

            assertWorksWithOneTokenRequest(context, "plums");
        }
    }

    @Test
    void byTheDriversHookAnIdentityThatTheRoleIsNotForIsRefused() throws Exception {
        try (ConfigurableApplicationContext context = byTheHook("reports")) {
            assertRefused(context);
        }
    }

    @Test
    void bySpringCloudAzuresPasswordlessConnections() throws Exception {
        try (ConfigurableApplicationContext context = bySpringCloudAzure("orders")) {
            assertThat(context.getBean(HikariDataSource.class).getJdbcUrl()).contains(SPRING_CLOUD_AZURE);

            assertWorksWithOneTokenRequest(context, "pears");
        }
    }

    @Test
    void bySpringCloudAzureAnIdentityThatTheRoleIsNotForIsRefused() throws Exception {
        try (ConfigurableApplicationContext context = bySpringCloudAzure("reports")) {
            assertRefused(context);
        }
    }

    private static ConfigurableApplicationContext byTheHook(String role) {
        return run(role, "spring.datasource.url=" + postgres.jdbcUrl() + OUR_HOOK);
    }

    private static ConfigurableApplicationContext bySpringCloudAzure(String role) {
        return run(
                role,
                "spring.datasource.url=" + postgres.jdbcUrl(),
                "spring.datasource.azure.passwordless-enabled=true");
    }

    private static ConfigurableApplicationContext run(String role, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("spring.datasource.username=" + role);
        all.add("spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS);
        return pod.run(all.toArray(String[]::new));
    }

    private static void assertWorksWithOneTokenRequest(ConfigurableApplicationContext context, String fruit)
            throws SQLException {
        int requests = pod.entra.tokenRequests();
        int logins = postgres.logins().size();
        useAll(context.getBean(HikariDataSource.class));

        JdbcTemplate orders = context.getBean(JdbcTemplate.class);
        orders.execute("CREATE TABLE " + fruit + " (number int)");
        orders.update("INSERT INTO " + fruit + " VALUES (?)", 3);
        assertThat(orders.queryForObject("SELECT number FROM " + fruit, Integer.class))
                .isEqualTo(3);
        assertThat(orders.queryForObject("SELECT current_user", String.class)).isEqualTo("orders");
        assertThat(orders.queryForObject("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", Boolean.class))
                .isTrue();
        assertThat(postgres.logins().size() - logins).isGreaterThanOrEqualTo(CONNECTIONS);
        assertThat(pod.entra.tokenRequests() - requests)
                .as("one for all connections")
                .isEqualTo(1);
    }

    /** All connections that the pool may have, at the same time. */
    private static void useAll(HikariDataSource pool) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(pool.getConnection());
            }
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static void assertRefused(ConfigurableApplicationContext context) {
        int logins = postgres.logins().size();

        assertThatThrownBy(() ->
                        context.getBean(HikariDataSource.class).getConnection().close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("authentication failed for user \"reports\"");

        assertThat(postgres.refusals())
                .last()
                .asString()
                .isEqualTo("reports: the token belongs to another application");
        assertThat(postgres.logins()).hasSize(logins);
    }
}
