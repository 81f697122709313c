package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

@WorkloadIdentityTest
class LocalAzureExtensionTest {

    private static final Set<LocalCluster> CLUSTERS = new HashSet<>();

    private LocalCluster before;

    @BeforeEach
    void remembers(LocalCluster cluster) {
        before = cluster;
    }

    @AfterEach
    void isStillOpen(LocalCluster cluster) {
        assertThat(cluster.tokenFile()).exists();
    }

    @AfterAll
    static void allWereFreshAndAreClosed() {
        assertThat(CLUSTERS)
                .hasSize(4)
                .allSatisfy(cluster -> assertThat(cluster.tokenFile()).doesNotExist());
    }

    @RepeatedTest(2)
    void eachTestHasItsOwn(LocalCluster cluster) {
        assertThat(CLUSTERS.add(cluster)).isTrue();
    }

    @Test
    void theyAreWiredTogether(LocalCluster cluster, LocalEntra entra, LocalApplication application) throws Exception {
        CLUSTERS.add(cluster);

        assertThat(before).isSameAs(cluster);
        assertThat(application.credentials())
                .containsExactly(
                        new FederatedCredential(cluster.issuer(), cluster.subject(), LocalCluster.DEFAULT_AUDIENCE));
        assertThat(cluster.environment())
                .containsEntry("AZURE_CLIENT_ID", application.clientId())
                .containsEntry("AZURE_AUTHORITY_HOST", entra.authorityHost().toString());
        assertThat(TokenClient.of(cluster).post().status()).isEqualTo(200);
    }

    @Test
    void otherParametersAreLeftToOthers(TestInfo info) {
        assertThat(info.getDisplayName()).startsWith("otherParametersAreLeftToOthers");
    }

    @Nested
    class InANestedClass {

        @Test
        void theOuterMethodsSeeTheSame(LocalCluster cluster) {
            CLUSTERS.add(cluster);

            assertThat(before).isSameAs(cluster);
        }
    }
}
