package io.github.wicredential.examples.docs;

import com.azure.core.credential.TokenCredential;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.github.wicredential.AccessToken;
import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityEvent.RefreshFailed;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.azure.TokenRetries;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.azure.WorkloadIdentityCredentialBuilder;
import io.github.wicredential.okhttp.BearerTokenInterceptor;
import io.github.wicredential.okhttp.OkHttpTransport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;

/** The code of README.md, docs/reference/core-api.md and the pages of docs/start. */
public final class ReadmeSnippets {

    private ReadmeSnippets() {}

    static String first() {
        // begin: first
        WorkloadIdentity identity = WorkloadIdentity.fromEnvironment();
        AccessToken token = identity.token("https://vault.azure.net/.default");
        String header = token.authorizationHeader();
        // end
        return header;
    }

    static SecretClient azureClient(String vaultUrl) {
        // begin: azure-client
        TokenCredential credential = new WorkloadIdentityCredentialBuilder().build();
        SecretClient client = new SecretClientBuilder()
                .vaultUrl(vaultUrl)
                .credential(credential)
                .retryOptions(TokenRetries.leftToTheCredential())
                .buildClient();
        // end
        return client;
    }

    static OkHttpClient okHttp(WorkloadIdentity identity) {
        // begin: okhttp
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(new BearerTokenInterceptor(
                        identity, "https://graph.microsoft.com/.default", "graph.microsoft.com"))
                .build();
        // end
        return client;
    }

    static TokenCredential shared(WorkloadIdentity identity) {
        // begin: shared
        WorkloadIdentityCredential credential = WorkloadIdentityCredential.of(identity);
        credential.prefetch("https://vault.azure.net/.default").join(); // before the pod reports ready
        // end
        return credential;
    }

    static WorkloadIdentity builder() {
        // begin: builder
        WorkloadIdentity identity = WorkloadIdentity.builder()
                .clientId("11111111-2222-3333-4444-555555555555")
                .tenantId("contoso.example")
                .tokenFile(Path.of("/var/run/secrets/example.com/entra/token"))
                .additionallyAllowedTenants("fabrikam.example")
                .timeout(Duration.ofSeconds(10))
                .build();
        // end
        return identity;
    }

    static WorkloadIdentity proxy() {
        // begin: proxy
        WorkloadIdentity identity = WorkloadIdentity.builder()
                .proxy(URI.create("http://user:password@proxy.example:3128"))
                .build();
        // end
        return identity;
    }

    static WorkloadIdentity ownClient(OkHttpClient yourClient) {
        // begin: own-client
        WorkloadIdentity identity = WorkloadIdentity.builder()
                .transport(new OkHttpTransport(yourClient))
                .build();
        // end
        return identity;
    }

    static CompletableFuture<AccessToken> moreWays(WorkloadIdentity identity, Consumer<String> send) {
        // begin: more-ways
        TokenSource vault = identity.source("https://vault.azure.net/.default"); // hold on to it: the fastest way
        send.accept(vault.token().authorizationHeader());

        CompletableFuture<AccessToken> later = identity.tokenAsync("https://storage.azure.com/.default");

        TokenRequest lasting = TokenRequest.of("https://servicebus.azure.net/.default")
                .withTenant("fabrikam.example")
                .withMinRemaining(Duration.ofMinutes(10));
        send.accept(identity.token(lasting).authorizationHeader());

        identity.prefetch("https://vault.azure.net/.default").join(); // before the pod reports ready
        // end
        return later;
    }

    static void errors(WorkloadIdentity identity, String scope, Consumer<String> alert) {
        // begin: errors
        try {
            identity.token(scope);
        } catch (TokenExchangeException refused) {
            alert.accept(refused.status() + " " + refused.errorCodes() + " "
                    + refused.correlationId().orElse(""));
        } catch (AssertionException noAssertion) {
            alert.accept(noAssertion.reason() + " " + noAssertion.path());
        } catch (ConfigurationException wrong) {
            alert.accept(wrong.getMessage());
        } catch (WorkloadIdentityException other) {
            alert.accept(other.getMessage());
        }
        // end
    }

    static WorkloadIdentity events(BiConsumer<String, Boolean> count) {
        // begin: events
        WorkloadIdentity identity = WorkloadIdentity.builder()
                .listener(event -> {
                    if (event instanceof RefreshFailed failed) {
                        count.accept(failed.scope(), failed.tokenStillValid());
                    }
                })
                .build();
        // end
        return identity;
    }
}
