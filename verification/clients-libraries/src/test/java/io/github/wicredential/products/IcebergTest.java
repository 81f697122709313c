package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.clients.ClientIdentities;
import io.github.wicredential.clients.ClientIdentities.Registration;
import io.github.wicredential.clients.iceberg.AdlsCredentialProvider;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.examples.local.LocalContainer;
import io.github.wicredential.examples.local.LocalStorage;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import okhttp3.tls.HandshakeCertificates;
import org.apache.iceberg.azure.AdlsTokenCredentialProviders;
import org.junit.jupiter.api.Test;

/** Iceberg's own reading of a catalog's properties, and its files in the storage emulator. */
@WorkloadIdentityTest
class IcebergTest {

    private static final String PROVIDER = "adls.token-credential-provider";

    @Test
    void aCatalogsPropertiesAreEnough(LocalEntra entra, LocalCluster cluster, LocalApplication application)
            throws Exception {
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                        .environment(cluster.environment()::get)
                        .build();
                Registration lake = ClientIdentities.register("lake", () -> identity)) {
            assertThat(lake).isNotNull();
            Map<String, String> catalog =
                    Map.of(PROVIDER, AdlsCredentialProvider.class.getName(), PROVIDER + ".azure.credentialName", "lake");

            String token = "";
            for (int i = 0; i < 5; i++) {
                TokenCredential credential =
                        AdlsTokenCredentialProviders.from(catalog).credential();
                token = credential
                        .getTokenSync(new TokenRequestContext().addScopes("https://storage.azure.com/.default"))
                        .getToken();
            }

            TokenCheck storage =
                    new TokenCheck(TrustedIssuer.of(entra), "https://storage.azure.com", InstantSource.system());
            assertThat(storage.verify(token).applicationId()).isEqualTo(application.clientId());
            assertThat(entra.tokenRequests()).isEqualTo(1);
        }
    }

    /** The lines of docs/how-to/clients/iceberg.md, in a process of its own: the pod's identity is there, and another is named. */
    @Test
    void aTablesMetadataIsWrittenAndReadByTheIdentityOfTheProperties(LocalEntra entra, LocalCluster cluster)
            throws Exception {
        LocalApplication reports = entra.registerApplication().trust(cluster);
        try (LocalStorage azurite = LocalStorage.start()) {
            createContainer(azurite, cluster);
            int before = entra.tokenRequests();

            try (LocalContainer pod = table(azurite, cluster, reports, 0).start()) {
                assertThat(pod.awaitEnd(Duration.ofMinutes(2))).contains("columns [id, fruit]");
                assertThat(String.join("\n", pod.output())).doesNotContain("eyJ");
            }
            assertThat(azurite.requests()).anyMatch(request -> request.matches("PUT /shop/orders%2Fv1.metadata.json 201"));
            assertThat(entra.requests().subList(before, entra.tokenRequests()))
                    .singleElement()
                    .satisfies(request -> {
                        assertThat(request.clientId()).isEqualTo(reports.clientId());
                        assertThat(request.scope()).isEqualTo("https://storage.azure.com/.default");
                    });
        }
    }

    /** At TRACE, all of it. */
    @Test
    void aTableOutlivesItsTokensAndNoTokenIsLogged(LocalEntra entra, LocalCluster cluster, LocalApplication application)
            throws Exception {
        try (LocalStorage azurite = LocalStorage.start()) {
            createContainer(azurite, cluster);
            int before = entra.tokenRequests();
            entra.setExpiresIn(Duration.ofSeconds(6));
            Instant start = Instant.now();

            try (LocalContainer pod = table(azurite, cluster, application, 9)
                    .option("-Dlogback.configurationFile=logback-trace.xml")
                    .start()) {
                assertThat(pod.awaitEnd(Duration.ofMinutes(2)))
                        .contains("at the end [id, fruit]")
                        .anyMatch(line -> line.startsWith("TRACE "));
                assertThat(String.join("\n", pod.output())).doesNotContain("eyJ");
            }
            // Half of a token's time passes before it is refreshed, however slow the machine is.
            int halves = (int) Duration.between(start, Instant.now()).toSeconds() / 3;
            assertThat(entra.tokenRequests() - before).isBetween(2, 1 + halves);
        }
    }

    @Test
    void whileATokenIsValidEntraMayBeDown(LocalEntra entra, LocalCluster cluster, LocalApplication application)
            throws Exception {
        try (LocalStorage azurite = LocalStorage.start()) {
            createContainer(azurite, cluster);
            int before = entra.tokenRequests();
            try (LocalContainer pod = table(azurite, cluster, application, 2).start()) {
                pod.awaitLine("columns [id, fruit]"::equals, Duration.ofMinutes(2));
                entra.faults().always(Fault.status(503));

                assertThat(pod.awaitEnd(Duration.ofMinutes(2)))
                        .contains("again [id, fruit]", "at the end [id, fruit]");
            }
            assertThat(entra.tokenRequests() - before).isEqualTo(1);
        }
    }

    @Test
    void aRefusalIsWhatTheFileOperationSays(LocalEntra entra, LocalCluster cluster) throws Exception {
        LocalApplication stranger = entra.registerApplication();
        try (LocalStorage azurite = LocalStorage.start();
                LocalContainer pod = table(azurite, cluster, stranger, 0).start()) {
            assertThat(pod.awaitStatus(Duration.ofMinutes(2))).isNotZero();
            assertThat(String.join("\n", pod.output()))
                    .contains("AADSTS70025", "az identity federated-credential create")
                    .doesNotContain("eyJ");
        }
    }

    private static LocalContainer.Builder table(LocalStorage azurite, LocalCluster cluster, LocalApplication as, int seconds) {
        return LocalContainer.of(cluster, IcebergTable.class)
                .trust(azurite.certificate())
                .argument(as.clientId())
                .argument(azurite.endpoint().toString())
                .argument(String.valueOf(seconds));
    }

    private static void createContainer(LocalStorage azurite, LocalCluster cluster) throws Exception {
        HandshakeCertificates trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(azurite.certificate())
                .build();
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(azurite.endpoint() + "/shop?restype=container"))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .header(
                            "Authorization",
                            identity.token("https://storage.azure.com/.default").authorizationHeader())
                    .header("x-ms-version", "2025-11-05")
                    .build();
            assertThat(HttpClient.newBuilder()
                            .sslContext(trusting.sslContext())
                            .build()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void aSecretBesideTheClassIsRefusedWhereTheCatalogIsMade() {
        Map<String, String> catalog =
                Map.of(PROVIDER, AdlsCredentialProvider.class.getName(), PROVIDER + ".azure.clientSecret", "x");

        assertThatThrownBy(() -> AdlsTokenCredentialProviders.from(catalog))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("azure.clientSecret");
    }
}
