package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import org.junit.jupiter.api.Test;

@WorkloadIdentityTest
class ReactorIsNotLoadedTest {

    @Test
    void synchronousCallsLoadNoClassOfReactor(LocalCluster cluster, LocalEntra entra) throws Exception {
        String classes = Forks.run(Synchronous.class, cluster.environment(), "-Xlog:class+load");

        assertThat(classes).contains("two tokens alike").doesNotContain(" reactor.");
        assertThat(entra.tokenRequests()).isEqualTo(2);
    }

    /** Asks for tokens as an application without Reactor would. */
    static final class Synchronous {

        private Synchronous() {}

        public static void main(String[] arguments) {
            WorkloadIdentityCredential credential = new WorkloadIdentityCredentialBuilder().build();
            String first = credential.getTokenSync(TokenRequestContexts.vault()).getToken();
            String second =
                    credential.getTokenSync(TokenRequestContexts.vault()).getToken();
            DefaultAzureCredential byDefault = new DefaultAzureCredentialBuilder().build();
            boolean given = !byDefault
                    .getTokenSync(TokenRequestContexts.vault())
                    .getToken()
                    .isEmpty();
            System.out.println(first.equals(second) && given ? "two tokens alike" : "not alike");
        }
    }
}
