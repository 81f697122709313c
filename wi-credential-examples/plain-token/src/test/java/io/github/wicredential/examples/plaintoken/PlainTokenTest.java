package io.github.wicredential.examples.plaintoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.examples.local.LocalContainer;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The program shows who it is and never its token. */
@WorkloadIdentityTest
class PlainTokenTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void saysWhoItIsAndWhenItsTokenEnds(LocalCluster cluster, LocalEntra entra, LocalApplication application)
            throws Exception {
        application.assignRoles("https://vault.azure.net", "Secrets.Read");

        List<String> output;
        try (LocalContainer container = LocalContainer.of(cluster, PlainToken.class)
                .variable("SCOPE", "https://vault.azure.net/.default")
                .start()) {
            output = container.awaitEnd(LONG);
        }

        assertThat(output)
                .contains(
                        "application   " + application.clientId(),
                        "tenant        " + entra.tenantId(),
                        "token for     https://vault.azure.net/.default",
                        "claim aud     https://vault.azure.net",
                        "claim iss     https://sts.windows.net/" + entra.tenantId() + "/",
                        "claim oid     " + application.objectId(),
                        "claim roles   [Secrets.Read]");
        Instant end = Instant.parse(line(output, "token expires").substring(14));
        assertThat(end).isBetween(Instant.now().plusSeconds(3000), Instant.now().plusSeconds(3600));
        assertThat(output).noneMatch(line -> line.contains("eyJ"));
        assertThat(entra.requests())
                .singleElement()
                .extracting(ReceivedTokenRequest::clientId, ReceivedTokenRequest::scope)
                .containsExactly(application.clientId(), "https://vault.azure.net/.default");
    }

    @Test
    void withoutAScopeItAsksForTheResourceManager(LocalCluster cluster, LocalEntra entra) throws Exception {
        try (LocalContainer container =
                LocalContainer.of(cluster, PlainToken.class).start()) {
            assertThat(container.awaitEnd(LONG)).contains("claim aud     https://management.azure.com");
        }
        assertThat(entra.granted()).isEqualTo(1);
    }

    @Test
    void aServiceAccountThatNobodyTrustsGetsNothing(LocalCluster cluster, LocalEntra entra) throws Exception {
        cluster.renameServiceAccount("orders-v2");

        assertFails(cluster, "AADSTS700213", "system:serviceaccount:shop:orders-v2");
        assertThat(entra.granted()).isZero();
    }

    @Test
    void aTokenThatHasExpiredGetsNothing(LocalCluster cluster, LocalEntra entra) throws Exception {
        cluster.mint().expired().write();

        assertFails(
                cluster,
                "AADSTS700024",
                "The token expired ",
                " ago by Entra's clock",
                "had already expired when it was written into the file");
        assertThat(entra.granted()).isZero();
    }

    @Test
    void aTokenThatIsNoJwtHasNothingToShow() {
        Instant now = Instant.now();

        assertThat(ShownClaims.of(new AccessToken("opaque", now, now))).isEmpty();
        assertThat(ShownClaims.of(new AccessToken("e30.e30.e30", now, now))).isEmpty();
        assertThat(ShownClaims.of(new AccessToken(
                        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA",
                        now,
                        now)))
                .isEmpty();
    }

    private static void assertFails(LocalCluster cluster, String... why) throws Exception {
        try (LocalContainer container =
                LocalContainer.of(cluster, PlainToken.class).start()) {
            assertThat(container.awaitStatus(LONG)).isEqualTo(1);
            assertThat(String.join("\n", container.output())).contains(why).doesNotContain("eyJ");
        }
    }

    private static String line(List<String> output, String start) {
        return output.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }
}
