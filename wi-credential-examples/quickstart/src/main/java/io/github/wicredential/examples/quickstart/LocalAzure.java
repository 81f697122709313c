package io.github.wicredential.examples.quickstart;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.github.wicredential.IdentityListener;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.examples.vault.LocalVault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Where the story takes place: a cluster, an Entra that trusts it, a vault that trusts Entra, all on this machine. */
final class LocalAzure implements AutoCloseable {

    static final String SECRET_NAME = "payments-db-password";
    static final String SECRET_VALUE = "plum-anchor-47-violet";
    static final String SCOPE = LocalVault.AUDIENCE + "/.default";

    /** Says what {@link #issueShortTokens()} does. */
    static final String SHORT_TOKENS =
            "To avoid waiting an hour, tokens now last 12 s, and Entra asks for a refresh after 3 s (refresh_in).";

    private final LocalCluster cluster;
    private final LocalEntra entra;
    private final LocalVault vault;
    private final HttpClient http;
    private final WorkloadIdentity identity;

    private LocalAzure(LocalCluster cluster, LocalEntra entra, LocalVault vault) {
        this.cluster = cluster;
        this.entra = entra;
        this.vault = vault;
        http = new OkHttpAsyncHttpClientBuilder(new OkHttpClient.Builder()
                        .sslSocketFactory(
                                vault.certificates().sslSocketFactory(),
                                vault.certificates().trustManager())
                        .build())
                .build();
        identity = identity(event -> {});
    }

    static LocalAzure start() {
        LocalCluster cluster = LocalCluster.builder()
                .namespace("shop")
                .serviceAccount("payments")
                .start();
        LocalEntra entra = LocalEntra.start();
        LocalApplication application = entra.registerApplication().trust(cluster);
        cluster.annotate(application);
        TrustedIssuer issuer = TrustedIssuer.of(entra);
        LocalVault vault = LocalVault.open(issuer, InstantSource.system()).put(SECRET_NAME, SECRET_VALUE);
        return new LocalAzure(cluster, entra, vault);
    }

    LocalCluster cluster() {
        return cluster;
    }

    LocalEntra entra() {
        return entra;
    }

    LocalVault vault() {
        return vault;
    }

    /** The pod's credential for Azure's clients. */
    TokenCredential credential() {
        return credential(identity);
    }

    /** An identity for Azure's clients. */
    TokenCredential credential(WorkloadIdentity of) {
        return WorkloadIdentityCredential.of(of);
    }

    /** An identity as the library makes it in the pod, without a token yet. */
    WorkloadIdentity identity(IdentityListener listener) {
        Map<String, String> variables = cluster.environment();
        return WorkloadIdentity.builder()
                .environment(variables::get)
                .listener(listener)
                .build();
    }

    /** Azure's client for the vault, without a token yet. */
    SecretClient secretClient(TokenCredential credential) {
        return new SecretClientBuilder()
                .vaultUrl(vault.url().toString())
                .credential(credential)
                .httpClient(http)
                // The vault is not below vault.azure.net.
                .disableChallengeResourceVerification()
                .buildClient();
    }

    /** Shortens the story. */
    void issueShortTokens() {
        entra.setExpiresIn(Duration.ofSeconds(12)).setRefreshIn(Duration.ofSeconds(3));
    }

    /** Back to tokens of an hour and an Entra that is well. */
    void restoreEntra() {
        entra.faults().clear();
        entra.setExpiresIn(Duration.ofHours(1)).setRefreshIn(null);
    }

    /** Tells the pod's tokens apart that Entra was shown. */
    @Nullable
    String lastAssertionId() {
        return entra.lastRequest().map(ReceivedTokenRequest::assertionId).orElse(null);
    }

    @Override
    public void close() {
        try (cluster;
                entra;
                vault) {
            identity.close();
        }
    }
}
