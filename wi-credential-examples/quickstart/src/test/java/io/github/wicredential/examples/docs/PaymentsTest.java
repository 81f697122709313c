package io.github.wicredential.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The test of a program with Azure's clients of docs/how-to/testing-your-app.md. */
// begin: azure-clients
@WorkloadIdentityTest
class PaymentsTest {

    @Test
    void signsInAsItsServiceAccount(LocalCluster cluster, LocalEntra entra) {
        Configuration pod =
                new ConfigurationBuilder(path -> Map.of(), path -> Map.of(), path -> cluster.environment()).build();
        TokenCredential credential =
                new DefaultAzureCredentialBuilder().configuration(pod).build();

        credential.getTokenSync(new TokenRequestContext().addScopes("https://vault.azure.net/.default"));

        assertThat(entra.granted()).isEqualTo(1);
    }
}
// end
