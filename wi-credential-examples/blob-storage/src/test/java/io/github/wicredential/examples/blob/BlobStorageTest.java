package io.github.wicredential.examples.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.examples.local.LocalContainer;
import io.github.wicredential.examples.local.LocalStorage;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example as it runs in a pod, against Azurite, which refuses tokens that Storage would refuse. */
@WorkloadIdentityTest
class BlobStorageTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String STORAGE = "https://storage.azure.com/.default";

    private static LocalStorage azurite;
    private static HandshakeCertificates trusting;

    @BeforeAll
    static void startAzurite() throws Exception {
        assumeTrue(
                LocalStorage.isPossible() || System.getenv("CI") != null,
                "Azurite needs Node.js 20 or newer and npm on the PATH");
        azurite = LocalStorage.start();
        trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(azurite.certificate())
                .build();
    }

    @AfterAll
    static void endAzurite() throws Exception {
        if (azurite != null) {
            azurite.close();
        }
    }

    @Test
    void thePodUploadsABlobAndDownloadsIt(LocalCluster cluster, LocalEntra entra) throws Exception {
        int before = azurite.requests().size();
        List<String> output;
        try (LocalContainer container = pod(cluster)) {
            output = container.awaitEnd(LONG);
        }

        String stored = withAccountKey()
                .getBlobContainerClient("orders")
                .getBlobClient("order-4711.txt")
                .downloadContent()
                .toString();
        assertThat(stored).startsWith("3 plums, ordered at ");
        assertThat(output)
                .contains("uploaded   " + azurite.endpoint() + "/orders/order-4711.txt", "downloaded " + stored);
        assertThat(azurite.requests().subList(before, azurite.requests().size()))
                .containsSubsequence(
                        "PUT /orders 201", "PUT /orders/order-4711.txt 201", "GET /orders/order-4711.txt 200");
        assertThat(entra.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.scope()).isEqualTo(STORAGE));
    }

    @Test
    void aTokenThatHasEndedIsRefused() throws Exception {
        Clock earlier = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
        try (LocalCluster cluster = LocalCluster.builder()
                        .clock(earlier)
                        .tokenLifetime(Duration.ofHours(24))
                        .start();
                LocalEntra entra = LocalEntra.builder().clock(earlier).start()) {
            LocalApplication application = entra.registerApplication().trust(cluster);

            assertRefused(cluster.annotate(application));
            assertThat(entra.granted()).isEqualTo(1);
        }
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() throws Exception {
        try (LocalCluster cluster = LocalCluster.start();
                LocalEntra entra = LocalEntra.builder()
                        .tokenIssuer(tenant -> "https://login.example/" + tenant + "/")
                        .start()) {
            LocalApplication application = entra.registerApplication().trust(cluster);

            assertRefused(cluster.annotate(application));
            assertThat(entra.granted()).isEqualTo(1);
        }
    }

    @Test
    void onlyATokenForStorageIsAccepted(LocalCluster cluster) throws Exception {
        assertThat(list(cluster, STORAGE)).isEqualTo(200);
        assertThat(list(cluster, "https://vault.azure.net/.default")).isEqualTo(403);
    }

    private static void assertRefused(LocalCluster cluster) throws Exception {
        try (LocalContainer container = pod(cluster)) {
            assertThat(container.awaitStatus(LONG)).isNotZero();
            assertThat(container.output()).anyMatch(line -> line.contains("Status code 403"));
            assertThat(String.join("\n", container.output())).doesNotContain("eyJ");
        }
    }

    private static LocalContainer pod(LocalCluster cluster) {
        return LocalContainer.of(cluster, BlobStorage.class)
                .variable("STORAGE_ENDPOINT", azurite.endpoint().toString())
                .trust(azurite.certificate())
                .start();
    }

    /** A look at what is stored that needs no token. */
    private static BlobServiceClient withAccountKey() {
        return new BlobServiceClientBuilder()
                .endpoint(azurite.endpoint().toString())
                .credential(new StorageSharedKeyCredential(LocalStorage.ACCOUNT, azurite.accountKey()))
                .httpClient(new OkHttpAsyncHttpClientBuilder(new OkHttpClient.Builder()
                                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                                .build())
                        .build())
                .buildClient();
    }

    /** The status of a plain request for the account's containers. */
    private static int list(LocalCluster cluster, String scope) throws Exception {
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(azurite.endpoint() + "?comp=list"))
                    .header("Authorization", identity.token(scope).authorizationHeader())
                    .header("x-ms-version", "2025-11-05")
                    .timeout(LONG)
                    .build();
            return HttpClient.newBuilder()
                    .sslContext(trusting.sslContext())
                    .build()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
