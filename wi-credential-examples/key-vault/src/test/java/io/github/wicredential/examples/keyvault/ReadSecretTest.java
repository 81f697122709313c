package io.github.wicredential.examples.keyvault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.examples.local.AcceptedToken;
import io.github.wicredential.examples.local.LocalContainer;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.examples.vault.LocalVault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The program reads from a vault that believes it, and from no other. */
@WorkloadIdentityTest
class ReadSecretTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String SECRET = "plum-anchor-47-violet";

    @Test
    void readsASecretWithATokenOfItsOwnForTheVault(LocalCluster cluster, LocalEntra entra, LocalApplication application)
            throws Exception {
        try (LocalVault vault = vault(entra, InstantSource.system());
                LocalContainer program = start(cluster, vault)) {
            assertThat(program.awaitEnd(LONG)).contains("secret payments-db-password has 21 characters");

            assertThat(program.output()).noneMatch(line -> line.contains("eyJ") || line.contains(SECRET));
            assertThat(vault.reads()).isEqualTo(1);
            assertThat(vault.lastAccepted()).map(AcceptedToken::applicationId).contains(application.clientId());
        }
        assertThat(entra.requests())
                .singleElement()
                .extracting(ReceivedTokenRequest::scope)
                .isEqualTo("https://vault.azure.net/.default");
    }

    @Test
    void aVaultThatBelievesAnotherEntraGivesNothing(LocalCluster cluster) throws Exception {
        try (LocalEntra stranger = LocalEntra.start();
                LocalVault vault = vault(stranger, InstantSource.system());
                LocalContainer program = start(cluster, vault)) {
            assertRefused(vault, program);
        }
    }

    @Test
    void aTokenThatHasEndedByTheVaultsClockGivesNothing(LocalCluster cluster, LocalEntra entra) throws Exception {
        try (LocalVault vault = vault(entra, () -> Instant.now().plus(Duration.ofHours(2)));
                LocalContainer program = start(cluster, vault)) {
            assertRefused(vault, program);
        }
    }

    private static void assertRefused(LocalVault vault, LocalContainer program) throws Exception {
        assertThat(program.awaitStatus(LONG)).isEqualTo(1);
        assertThat(String.join("\n", program.output()))
                .contains("Status code 401")
                .doesNotContain("eyJ");
        assertThat(vault.reads()).isZero();
    }

    private static LocalVault vault(LocalEntra believed, InstantSource clock) {
        return LocalVault.open(TrustedIssuer.of(believed), clock).put("payments-db-password", SECRET);
    }

    /** By the vault's name in Azure, so that the client's own check of the challenge's resource takes place. */
    private static LocalContainer start(LocalCluster cluster, LocalVault vault) {
        return LocalContainer.of(cluster, ReadSecret.class)
                .host("shop.vault.azure.net")
                .trust(vault.certificates().trustManager().getAcceptedIssuers()[0])
                .variable(
                        "KEY_VAULT_URL",
                        "https://shop.vault.azure.net:" + vault.url().getPort())
                .variable("SECRET_NAME", "payments-db-password")
                .start();
    }
}
