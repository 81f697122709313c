package consumer;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ChainedTokenCredentialBuilder;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;

/** Azure's own chain with our credential in it. */
public final class Identity implements Check {
    @Override
    public void run() {
        TokenCredential chain = new ChainedTokenCredentialBuilder()
                .addLast(new DefaultAzureCredentialBuilder().build())
                .build();
        TokenRequestContext request = new TokenRequestContext().addScopes(VAULT);
        Check.must(!chain.getToken(request).block().getToken().isEmpty(), "a token");
    }
}
