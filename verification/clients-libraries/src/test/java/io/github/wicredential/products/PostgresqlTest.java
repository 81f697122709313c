package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.ClientIdentities;
import io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPlugin;
import io.github.wicredential.examples.postgres.LocalPostgres;
import io.github.wicredential.examples.postgres.RequiresPostgres;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.r2dbc.spi.ConnectionFactories;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The drivers of JDBC and of R2DBC, each with the hook in its URL, and a real PostgreSQL that checks each login. */
@RequiresPostgres
class PostgresqlTest {

    private static final String SCOPE = "https://ossrdbms-aad.database.windows.net/.default";
    private static final String SETTING = "&azure.credentialName=";

    private static LocalEntra entra;
    private static LocalCluster cluster;
    private static LocalApplication orders;
    private static LocalApplication reports;
    private static LocalPostgres postgres;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private WorkloadIdentity identity;
    private int before;

    /** Logs in as a role with the identity of that name, and says who the server takes it for. */
    enum Driver {
        JDBC {
            @Override
            String user(String role) throws Exception {
                try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl() + "&user=" + role
                                + "&authenticationPluginClassName=" + PostgresqlAuthenticationPlugin.class.getName()
                                + SETTING + role);
                        ResultSet user = connection.createStatement().executeQuery("SELECT current_user")) {
                    user.next();
                    return user.getString(1);
                }
            }
        },
        R2DBC {
            @Override
            String user(String role) {
                return Mono.usingWhen(
                                ConnectionFactories.get("r2dbc:azure:postgresql://" + role + "@127.0.0.1:"
                                                + postgres.port() + "/postgres?sslMode=verify-full&sslRootCert="
                                                + postgres.certificateFile() + SETTING + role)
                                        .create(),
                                connection -> Flux.from(connection
                                                .createStatement("SELECT current_user::text")
                                                .execute())
                                        .flatMap(result -> result.map((row, meta) -> row.get(0, String.class)))
                                        .next(),
                                connection -> connection.close())
                        .block(Duration.ofSeconds(30));
            }
        };

        abstract String user(String role) throws Exception;
    }

    @BeforeAll
    static void start() throws Exception {
        entra = LocalEntra.start();
        cluster = LocalCluster.start();
        orders = entra.registerApplication();
        reports = entra.registerApplication();
        cluster.annotate(orders);
        postgres = LocalPostgres.start(entra)
                .createRole("orders", orders.clientId())
                .createRole("reports", reports.clientId());
    }

    @AfterAll
    static void end() {
        postgres.close();
        cluster.close();
        entra.close();
    }

    @BeforeEach
    void trust() {
        identity = register("orders", orders.trust(cluster));
        register("reports", reports.trust(cluster));
        before = entra.tokenRequests();
    }

    @AfterEach
    void restore() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        entra.faults().clear();
        orders.untrustAll();
        reports.untrustAll();
    }

    @ParameterizedTest
    @EnumSource
    void whileATokenIsValidEntraMayBeDown(Driver driver) throws Exception {
        assertThat(driver.user("orders")).isEqualTo("orders");
        entra.faults().always(Fault.status(503));

        assertThat(driver.user("orders")).isEqualTo("orders");

        assertThat(entra.tokenRequests() - before).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void twoIdentitiesInOneProcessAreTwoRoles(Driver driver) throws Exception {
        assertThat(driver.user("orders")).isEqualTo("orders");
        assertThat(driver.user("reports")).isEqualTo("reports");
        assertThat(driver.user("orders")).isEqualTo("orders");

        assertThat(entra.tokenRequests() - before).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalOfEntraIsWhatTheCallerSees(Driver driver) {
        orders.untrustAll();

        assertThatThrownBy(() -> driver.user("orders"))
                .hasMessageContaining("AADSTS70025")
                .hasMessageContaining("az identity federated-credential");
    }

    @ParameterizedTest
    @EnumSource
    void noTokenIsLogged(Driver driver) throws Exception {
        try (LoggedTokens logged = new LoggedTokens()) {
            driver.user("orders");

            logged.haveNone(List.of(identity.token(SCOPE).value()));
        }
    }

    private WorkloadIdentity register(String name, LocalApplication application) {
        WorkloadIdentity made = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .clientId(application.clientId())
                .build();
        opened.add(ClientIdentities.register(name, () -> made));
        opened.add(made);
        return made;
    }
}
