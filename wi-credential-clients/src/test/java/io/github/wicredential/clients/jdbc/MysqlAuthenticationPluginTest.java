package io.github.wicredential.clients.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mysql.cj.protocol.Protocol;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.a.NativePacketPayload;
import io.github.wicredential.clients.internal.PodEnvironment;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import io.github.wicredential.thirdparty.okhttp3.tls.HandshakeCertificates;
import io.github.wicredential.thirdparty.okhttp3.tls.HeldCertificate;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real driver, and a server that goes as far as the password. */
@WorkloadIdentityTest
class MysqlAuthenticationPluginTest {

    private static final String PLUGIN = "authenticationPlugins=" + MysqlAuthenticationPlugin.class.getName();
    private static final String FIRST = "defaultAuthenticationPlugin=" + MysqlAuthenticationPlugin.class.getName();

    @TempDir
    static Path directory;

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .commonName("localhost")
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
    void theServerHearsTheTokenAtOnceWithinVerifiedTls(LocalApplication application) throws Exception {
        try (MysqlServer server = new MysqlServer(tls())) {
            Throwable end = connect(server, verified(), PLUGIN, FIRST);

            assertThat(end).hasMessageContaining("Access denied");
            JWTClaimsSet claims = PostgresqlAuthenticationPluginTest.claims(server.password());
            assertThat(claims.getAudience()).containsExactly("https://ossrdbms-aad.database.windows.net");
            assertThat(claims.getStringClaim("appid")).isEqualTo(application.clientId());
        }
    }

    @Test
    void aServerThatSwitchesTheMethodHearsItThen(LocalApplication application) throws Exception {
        try (MysqlServer server = new MysqlServer(tls())) {
            connect(server, verified(), PLUGIN, "password=never-sent");

            assertThat(PostgresqlAuthenticationPluginTest.claims(server.password())
                            .getStringClaim("appid"))
                    .isEqualTo(application.clientId());
        }
    }

    @Test
    void connectionsShareTheToken(LocalEntra entra) throws Exception {
        String first;
        try (MysqlServer server = new MysqlServer(tls())) {
            connect(server, verified(), PLUGIN, FIRST);
            first = server.password();
        }
        try (MysqlServer server = new MysqlServer(tls())) {
            connect(server, "sslMode=REQUIRED", PLUGIN, FIRST);
            assertThat(server.password()).isEqualTo(first);
        }
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void whileATokenIsValidEntraMayBeDown(LocalEntra entra) throws Exception {
        for (int i = 0; i < 2; i++) {
            try (MysqlServer server = new MysqlServer(tls())) {
                connect(server, verified(), PLUGIN, FIRST);
                assertThat(server.password()).startsWith("ey");
            }
            entra.faults().always(Fault.status(503));
        }
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aConnectionAfterTheExpiryHasANewToken(LocalCluster cluster, LocalEntra entra) throws Exception {
        entra.setExpiresIn(Duration.ofMinutes(5));
        ExpiringIdentity.use(cluster, identity -> {
            String first = passwordOf(identity.setting());
            identity.letExpire();

            assertThat(passwordOf(identity.setting())).startsWith("ey").isNotEqualTo(first);
        });
    }

    @Test
    void noTokenIsLogged() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        String token;
        try (AllLogs logs = new AllLogs(lines)) {
            token = passwordOf("logger=Slf4JLogger");
            assertThat(logs).isNotNull();
        }
        assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(token.substring(token.lastIndexOf('.'))));
    }

    private String passwordOf(String setting) throws Exception {
        try (MysqlServer server = new MysqlServer(tls())) {
            connect(server, verified(), PLUGIN, FIRST, setting);
            return server.password();
        }
    }

    @Test
    void twoIdentitiesInOneProcessAreTwoUsers(LocalCluster cluster, LocalEntra entra, LocalApplication application)
            throws Exception {
        LocalApplication other = entra.registerApplication().trust(cluster);
        for (LocalApplication each : List.of(application, other)) {
            assertThat(PostgresqlAuthenticationPluginTest.claims(passwordOf("azure.clientId=" + each.clientId()))
                            .getStringClaim("appid"))
                    .isEqualTo(each.clientId());
        }
    }

    @Test
    void aServerWithoutTlsHearsNothing(LocalEntra entra) throws Exception {
        try (MysqlServer server = new MysqlServer(null)) {
            Throwable refused = connect(server, "sslMode=PREFERRED", PLUGIN, FIRST);

            assertThat(refused).hasMessageContaining("SSL");
            assertThat(catchThrowable(server::password)).isNotNull();
        }
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void aDriverThatDoesNotCheckForTlsGetsNoTokenEither(LocalEntra entra) {
        MysqlAuthenticationPlugin plugin = new MysqlAuthenticationPlugin();
        plugin.init(connection(false));
        List<NativePacketPayload> sent = new ArrayList<>();

        assertThatThrownBy(() -> plugin.nextAuthenticationStep(null, sent))
                .hasMessageContaining("sslMode=VERIFY_IDENTITY");
        assertThat(sent).isEmpty();
        assertThat(plugin.requiresConfidentiality()).isTrue();
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void aRefusalOfEntrasIsTheMessageOfTheFailure(LocalApplication application) throws Exception {
        application.setEnabled(false);
        try (MysqlServer server = new MysqlServer(tls())) {
            Throwable failure = connect(server, verified(), PLUGIN, FIRST);

            assertThat(failure).hasMessageContaining("AADSTS");
            assertThat(((SQLException) failure).getSQLState()).isEqualTo("08001");
            assertThat(failure).hasStackTraceContaining("TokenExchangeException");
            assertThat(catchThrowable(server::password)).isNotNull();
        }
    }

    private static Throwable connect(MysqlServer server, String... properties) {
        String url = "jdbc:mysql://127.0.0.1:" + server.port()
                + "/orders?user=orders&connectTimeout=10000&socketTimeout=10000&" + String.join("&", properties);
        return (SQLException)
                catchThrowable(() -> DriverManager.getConnection(url).close());
    }

    private SSLSocketFactory tls() {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory();
    }

    private String verified() throws Exception {
        Path file = directory.resolve("trust.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", certificate.certificate());
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return "sslMode=VERIFY_IDENTITY&trustCertificateKeyStoreType=PKCS12&trustCertificateKeyStorePassword=changeit"
                + "&trustCertificateKeyStoreUrl=" + file.toUri();
    }

    @SuppressWarnings("unchecked")
    private static Protocol<NativePacketPayload> connection(boolean encrypted) {
        ClassLoader loader = MysqlAuthenticationPluginTest.class.getClassLoader();
        Object socket = Proxy.newProxyInstance(
                loader, new Class<?>[] {SocketConnection.class}, (proxy, method, arguments) -> encrypted);
        return (Protocol<NativePacketPayload>)
                Proxy.newProxyInstance(loader, new Class<?>[] {Protocol.class}, (proxy, method, arguments) -> socket);
    }
}
