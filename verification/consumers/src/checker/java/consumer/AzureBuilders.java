package consumer;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.ClientOptions;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;
import io.github.wicredential.azure.WorkloadIdentityCredentialBuilder;

/** The credentials for Azure's clients, with the options of azure-core. */
public final class AzureBuilders implements Check {
    @Override
    public void run() {
        token(new DefaultAzureCredentialBuilder().build());
        token(new WorkloadIdentityCredentialBuilder()
                .retryOptions(new RetryOptions(new ExponentialBackoffOptions().setMaxRetries(1)))
                .clientOptions(new ClientOptions().setApplicationId("orders"))
                .httpClient(CannedClient.sending())
                .build());
    }

    private static void token(TokenCredential credential) {
        TokenRequestContext request = new TokenRequestContext().addScopes(VAULT);
        Check.must(!credential.getTokenSync(request).getToken().isEmpty(), "a token");
        Check.must(!credential.getToken(request).block().getToken().isEmpty(), "a token, asynchronously");
    }
}
