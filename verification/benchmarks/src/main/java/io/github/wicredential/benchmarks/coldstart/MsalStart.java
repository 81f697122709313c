package io.github.wicredential.benchmarks.coldstart;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The first token of MSAL4J. */
final class MsalStart {

    private MsalStart() {}

    public static void main(String[] args) throws Exception {
        String assertion = Files.readString(Path.of(System.getenv("AZURE_FEDERATED_TOKEN_FILE")));
        ConfidentialClientApplication application = ConfidentialClientApplication.builder(
                        System.getenv("AZURE_CLIENT_ID"), ClientCredentialFactory.createFromClientAssertion(assertion))
                .authority(System.getenv("AZURE_AUTHORITY_HOST") + System.getenv("AZURE_TENANT_ID") + "/")
                .instanceDiscovery(false)
                .build();
        Ready.with(application
                .acquireToken(ClientCredentialParameters.builder(Set.of(Subjects.SCOPE))
                        .build())
                .get()
                .accessToken());
    }
}
