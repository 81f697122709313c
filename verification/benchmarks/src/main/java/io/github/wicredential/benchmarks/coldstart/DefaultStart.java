package io.github.wicredential.benchmarks.coldstart;

import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.io.IOException;

/** The first token of azure-identity's chain. */
final class DefaultStart {

    private DefaultStart() {}

    public static void main(String[] args) throws IOException {
        Ready.with(new DefaultAzureCredentialBuilder()
                .disableInstanceDiscovery()
                .build()
                .getTokenSync(new TokenRequestContext().addScopes(Subjects.SCOPE))
                .getToken());
    }
}
