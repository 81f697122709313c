package io.github.wicredential.benchmarks.coldstart;

import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import java.io.IOException;

/** The first token of azure-identity. */
final class IdentityStart {

    private IdentityStart() {}

    public static void main(String[] args) throws IOException {
        Ready.with(new WorkloadIdentityCredentialBuilder()
                .disableInstanceDiscovery()
                .build()
                .getTokenSync(new TokenRequestContext().addScopes(Subjects.SCOPE))
                .getToken());
    }
}
