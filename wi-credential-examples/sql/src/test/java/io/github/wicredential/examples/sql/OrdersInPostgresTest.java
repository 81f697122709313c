package io.github.wicredential.examples.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.examples.local.LocalContainer;
import io.github.wicredential.examples.postgres.LocalPostgres;
import io.github.wicredential.examples.postgres.RequiresPostgres;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The program as it runs in a pod, and a real server that has its password verified, which is a token. */
@WorkloadIdentityTest
@RequiresPostgres
class OrdersInPostgresTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void thePodWritesAndReadsWithOneTokenForAllConnections(
            LocalCluster cluster, LocalEntra entra, LocalApplication application) throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start(entra).createRole("orders", application.clientId());
                LocalContainer program = pod(cluster, postgres)) {
            assertThat(program.awaitEnd(LONG)).contains("orders sees 1 orders");

            assertThat(program.output()).noneMatch(line -> line.contains("eyJ"));
            assertThat(postgres.logins())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .extracting(LocalPostgres.Login::role)
                    .containsOnly("orders");
            assertThat(stored(postgres)).isEqualTo("3 plums, of orders");
        }
        assertThat(entra.requests())
                .singleElement()
                .extracting(ReceivedTokenRequest::scope)
                .isEqualTo("https://ossrdbms-aad.database.windows.net/.default");
    }

    @Test
    void aPodThatTheRoleIsNotForIsRefused(LocalCluster cluster, LocalEntra entra) throws Exception {
        String another = entra.registerApplication().clientId();
        try (LocalPostgres postgres = LocalPostgres.start(entra).createRole("orders", another);
                LocalContainer program = pod(cluster, postgres)) {
            assertThat(program.awaitStatus(LONG)).isEqualTo(1);

            assertThat(String.join("\n", program.output()))
                    .contains("authentication failed for user \"orders\"")
                    .doesNotContain("eyJ");
            assertThat(postgres.refusals()).contains("orders: the token belongs to another application");
            assertThat(postgres.logins()).isEmpty();
        }
    }

    @Test
    void aPodThatEntraRefusesSaysWhy(LocalCluster cluster, LocalEntra entra, LocalApplication application)
            throws Exception {
        application.untrustAll();
        try (LocalPostgres postgres = LocalPostgres.start(entra).createRole("orders", application.clientId());
                LocalContainer program = pod(cluster, postgres)) {
            assertThat(program.awaitStatus(LONG)).isEqualTo(1);

            assertThat(String.join("\n", program.output())).contains("No access token for the database", "AADSTS");
            assertThat(postgres.refusals()).isEmpty();
        }
    }

    private static LocalContainer pod(LocalCluster cluster, LocalPostgres postgres) {
        return LocalContainer.of(cluster, OrdersInPostgres.class)
                .variable("JDBC_URL", postgres.jdbcUrl())
                .variable("DATABASE_ROLE", "orders")
                .start();
    }

    private static String stored(LocalPostgres postgres) throws Exception {
        try (Connection connection = postgres.admin();
                Statement statement = connection.createStatement();
                ResultSet order = statement.executeQuery(
                        "SELECT number, fruit, tableowner FROM orders, pg_tables" + " WHERE tablename = 'orders'")) {
            order.next();
            return order.getInt(1) + " " + order.getString(2) + ", of " + order.getString(3);
        }
    }
}
