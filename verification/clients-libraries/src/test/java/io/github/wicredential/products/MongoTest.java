package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.mongodb.MongoOidcCallback;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real driver against a stand-in, which checks the token for real. */
@WorkloadIdentityTest
class MongoTest {

    private MongoServer server;
    private WorkloadIdentity identity;

    @BeforeEach
    void start(LocalEntra entra, LocalCluster cluster) throws Exception {
        server = new MongoServer(entra);
        identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        identity.close();
        server.close();
    }

    @Test
    void clientsShareOneToken(LocalEntra entra, LocalApplication application) {
        for (int i = 0; i < 3; i++) {
            try (MongoClient client = client(identity)) {
                ping(client);
            }
        }

        assertThat(server.callers).hasSize(3).containsOnly(application.clientId());
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aConnectionOutlivesTheToken(LocalEntra entra) throws Exception {
        entra.setExpiresIn(Duration.ofSeconds(3));
        try (MongoClient client = client(identity)) {
            RedisTest.await(Duration.ofSeconds(30), () -> {
                ping(client);
                return server.tokens.size() >= 3;
            });
        }

        // One for the driver's monitor, which does not log in, and the other for what is asked.
        assertThat(server.connections).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void whileATokenIsValidEntraMayBeDown(LocalEntra entra) {
        identity.token(MongoServer.SCOPE);
        entra.faults().always(Fault.status(503));

        try (MongoClient client = client(identity)) {
            ping(client);
        }

        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void twoIdentitiesInOneProcessAreTwoUsers(LocalEntra entra, LocalCluster cluster, LocalApplication application) {
        LocalApplication reports = entra.registerApplication().trust(cluster);
        try (WorkloadIdentity other = WorkloadIdentity.builder()
                        .environment(cluster.environment()::get)
                        .clientId(reports.clientId())
                        .build();
                MongoClient first = client(identity);
                MongoClient second = client(other)) {
            ping(first);
            ping(second);
        }

        assertThat(server.callers).containsExactly(application.clientId(), reports.clientId());
    }

    @Test
    void aRefusalOfEntraIsTheCauseOfWhatTheCallerSees(LocalApplication application) {
        application.untrustAll();

        try (MongoClient client = client(identity)) {
            assertThatThrownBy(() -> ping(client)).satisfies(failure -> assertThat(RedisTest.whole(failure))
                    .contains("AADSTS70025")
                    .contains("az identity federated-credential"));
        }
    }

    @Test
    void noTokenIsLogged() {
        try (LoggedTokens logged = new LoggedTokens();
                MongoClient client = client(identity)) {
            ping(client);

            logged.haveNone(server.tokens);
        }
    }

    private static void ping(MongoClient client) {
        assertThat(client.getDatabase("orders").runCommand(new Document("ping", 1)).get("ok"))
                .isIn(1, 1.0);
    }

    private MongoClient client(WorkloadIdentity identity) {
        String url = "mongodb://127.0.0.1:" + server.port() + "/?tls=true&directConnection=true";
        SSLContext trusted = server.tls.client();
        // begin: settings
        MongoClientSettings settings = MongoOidcCallback.of(identity, "https://ossrdbms-aad.database.windows.net/.default")
                .in(MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(url))
                        .applyToSslSettings(tls -> tls.context(trusted)));
        // end
        return MongoClients.create(settings);
    }
}
