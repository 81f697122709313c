package io.github.wicredential.clients.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.internal.PodEnvironment;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import io.github.wicredential.thirdparty.okhttp3.tls.HandshakeCertificates;
import io.github.wicredential.thirdparty.okhttp3.tls.HeldCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real driver, the callback named in its URL, and a server that goes as far as the token. */
@WorkloadIdentityTest
class SqlServerDriverTest {

    private static final String AZURE_SQL = "https://database.windows.net/";

    // The driver tries again until then if its callback throws.
    private static final int UNTIL_IT_GIVES_UP = 2;

    @TempDir
    static Path directory;

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .commonName("127.0.0.1")
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    private PodEnvironment environment;

    @BeforeEach
    void variables(LocalCluster cluster) {
        environment = new PodEnvironment(cluster.environment());
    }

    @AfterEach
    void restore() {
        environment.close();
    }

    @Test
    void theServerHearsTheTokenOfTheEnvironmentsIdentity(LocalApplication application, LocalEntra entra)
            throws Exception {
        try (SqlServer server = new SqlServer(tls(), AZURE_SQL)) {
            assertThat(connect(server, 20)).hasMessageContaining("Login failed");
            connect(server, 20);

            String token = server.tokens().get(0);
            JWTClaimsSet claims = PostgresqlAuthenticationPluginTest.claims(token);
            assertThat(claims.getAudience()).containsExactly("https://database.windows.net");
            assertThat(claims.getStringClaim("appid")).isEqualTo(application.clientId());
            assertThat(server.tokens()).containsExactly(token, token);
        }
        assertThat(entra.tokenRequests()).as("for both connections").isEqualTo(1);
    }

    @Test
    void aServerThatWantsATokenForSomethingElseHearsNoneAndTheCauseSaysSo(LocalEntra entra) throws Exception {
        try (SqlServer server = new SqlServer(tls(), "https://vault.azure.net")) {
            assertThat(connect(server, UNTIL_IT_GIVES_UP))
                    .hasStackTraceContaining("ConfigurationException")
                    .cause()
                    .hasMessageContaining("Azure SQL");
            assertThat(server.tokens()).isEmpty();
        }
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void aRefusalOfEntrasIsTheCause(LocalApplication application) throws Exception {
        application.setEnabled(false);
        try (SqlServer server = new SqlServer(tls(), AZURE_SQL)) {
            assertThat(connect(server, UNTIL_IT_GIVES_UP))
                    .hasStackTraceContaining("TokenExchangeException")
                    .cause()
                    .hasMessageContaining("AADSTS");
        }
    }

    @Test
    void whileATokenIsValidEntraMayBeDown(LocalEntra entra) throws Exception {
        try (SqlServer server = new SqlServer(tls(), AZURE_SQL)) {
            connect(server, 20);
            entra.faults().always(Fault.status(503));
            connect(server, 20);

            assertThat(server.tokens()).hasSize(2);
        }
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aConnectionAfterTheExpiryHasANewToken(LocalCluster cluster, LocalEntra entra) throws Exception {
        entra.setExpiresIn(Duration.ofMinutes(5));
        try (SqlServer server = new SqlServer(tls(), AZURE_SQL)) {
            ExpiringIdentity.use(cluster, identity -> {
                connect(server, identity.identity());
                identity.letExpire();
                connect(server, identity.identity());
            });

            assertThat(server.tokens()).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void twoIdentitiesInOneProcessAreTwoUsers(LocalCluster cluster, LocalEntra entra, LocalApplication application)
            throws Exception {
        LocalApplication reports = entra.registerApplication().trust(cluster);
        try (SqlServer server = new SqlServer(tls(), AZURE_SQL)) {
            for (LocalApplication each : List.of(application, reports)) {
                try (WorkloadIdentity identity = WorkloadIdentity.builder()
                        .environment(cluster.environment()::get)
                        .clientId(each.clientId())
                        .build()) {
                    connect(server, identity);
                }
            }

            List<String> users = new ArrayList<>();
            for (String token : server.tokens()) {
                users.add(PostgresqlAuthenticationPluginTest.claims(token).getStringClaim("appid"));
            }
            assertThat(users).containsExactly(application.clientId(), reports.clientId());
        }
    }

    @Test
    void noTokenIsLogged() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (SqlServer server = new SqlServer(tls(), AZURE_SQL);
                AllLogs logs = new AllLogs(lines)) {
            connect(server, 20);

            assertThat(logs).isNotNull();
            String token = server.tokens().get(0);
            assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(token.substring(token.lastIndexOf('.'))));
        }
    }

    private void connect(SqlServer server, WorkloadIdentity identity) throws Exception {
        SQLServerDataSource source = new SQLServerDataSource();
        source.setURL(url(server, 20));
        source.setAccessTokenCallback(new SqlServerTokenCallback(identity));
        assertThat(catchThrowable(() -> source.getConnection().close())).hasMessageContaining("Login failed");
    }

    private Throwable connect(SqlServer server, int loginSeconds) throws Exception {
        // The driver asserts, where assertions are on, that there are a user and a password, if only empty ones.
        String url = url(server, loginSeconds) + ";user=;password=;accessTokenCallbackClass="
                + SqlServerTokenCallback.class.getName();
        return catchThrowable(() -> DriverManager.getConnection(url).close());
    }

    private String url(SqlServer server, int loginSeconds) throws Exception {
        Path trusted = Files.writeString(directory.resolve("server.crt"), certificate.certificatePem());
        return "jdbc:sqlserver://127.0.0.1:" + server.port() + ";encrypt=strict;serverCertificate=" + trusted
                + ";loginTimeout=" + loginSeconds + ";connectRetryCount=0";
    }

    private SSLSocketFactory tls() {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory();
    }
}
