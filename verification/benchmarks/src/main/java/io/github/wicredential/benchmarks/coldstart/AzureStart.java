package io.github.wicredential.benchmarks.coldstart;

import com.azure.core.credential.TokenRequestContext;
import io.github.wicredential.azure.WorkloadIdentityCredentialBuilder;
import java.io.IOException;

/** The first token of wi-credential-azure. */
final class AzureStart {

    private AzureStart() {}

    public static void main(String[] args) throws IOException {
        Ready.with(new WorkloadIdentityCredentialBuilder()
                .build()
                .getTokenSync(new TokenRequestContext().addScopes(Subjects.SCOPE))
                .getToken());
    }
}
