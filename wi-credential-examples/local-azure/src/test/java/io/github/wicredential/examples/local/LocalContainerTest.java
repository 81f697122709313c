package io.github.wicredential.examples.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** A container has what the webhook gives it and ends when it should. */
@WorkloadIdentityTest
class LocalContainerTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void aProgramGetsATokenWithTheVariablesOfThePod(LocalCluster cluster, LocalApplication application)
            throws Exception {
        try (LocalContainer container = LocalContainer.of(cluster, Program.class)
                .variable("OWN", "value")
                .argument("token")
                .start()) {
            assertThat(container.awaitEnd(LONG))
                    .contains("client " + application.clientId(), "own value", "home null", "token Bearer");
        }
    }

    @Test
    void aProgramTrustsTheCertificatesThatItIsGiven(LocalCluster cluster) throws Exception {
        HeldCertificate certificate =
                new HeldCertificate.Builder().commonName("trusted here").build();
        try (LocalContainer container = LocalContainer.of(cluster, Program.class)
                .trust(certificate.certificate())
                .argument("trust")
                .start()) {
            assertThat(container.awaitEnd(LONG)).contains("trusts CN=trusted here");
        }
    }

    @Test
    void aNameOfAServiceMeansTheLoopbackAddressToAProgram(LocalCluster cluster) throws Exception {
        try (LocalContainer container = LocalContainer.of(cluster, Program.class)
                .host("shop.vault.azure.net")
                .argument("names")
                .start()) {
            assertThat(container.awaitEnd(LONG)).contains("[shop.vault.azure.net 127.0.0.1]", "the other is unknown");
        }
    }

    @Test
    void aProgramThatFailsSaysSo(LocalCluster cluster) throws Exception {
        try (LocalContainer container =
                LocalContainer.of(cluster, Program.class).argument("fail").start()) {
            assertThatThrownBy(() -> container.awaitEnd(LONG))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("exit status 3")
                    .hasMessageContaining("it failed");
        }
    }

    @Test
    void aProgramThatGoesOnIsEndedByClosing(LocalCluster cluster) throws Exception {
        LocalContainer container =
                LocalContainer.of(cluster, Program.class).argument("serve").start();
        assertThat(container.awaitLine(line -> line.startsWith("ready"), LONG)).isEqualTo("ready");
        assertThatThrownBy(() -> container.awaitStatus(Duration.ofMillis(10))).isInstanceOf(TimeoutException.class);

        container.close();

        assertThat(container.awaitStatus(LONG)).isNotZero();
    }

    /** What runs in the container. */
    public static final class Program {

        private Program() {}

        /**
         * Does what it is told.
         *
         * @param args one word
         * @throws Exception if it cannot
         */
        public static void main(String[] args) throws Exception {
            switch (args[0]) {
                case "token" -> {
                    System.out.println("client " + System.getenv("AZURE_CLIENT_ID"));
                    System.out.println("own " + System.getenv("OWN"));
                    System.out.println("home " + System.getenv("HOME"));
                    try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment()) {
                        String header = identity.token("https://vault.azure.net/.default")
                                .authorizationHeader();
                        System.out.println("token " + header.substring(0, header.indexOf(' ')));
                    }
                }
                case "trust" -> Trusted.authorities().forEach(name -> System.out.println("trusts " + name));
                case "names" -> {
                    System.out.println(Arrays.toString(InetAddress.getAllByName("shop.vault.azure.net"))
                            .replace('/', ' '));
                    try {
                        System.out.println(Arrays.toString(InetAddress.getAllByName("other.vault.azure.net")));
                    } catch (UnknownHostException e) {
                        System.out.println("the other is unknown");
                    }
                }
                case "fail" -> {
                    System.err.println("it failed");
                    System.exit(3);
                }
                case "serve" -> {
                    System.out.println("ready");
                    Thread.sleep(LONG.toMillis());
                }
                default -> throw new IllegalArgumentException(Arrays.toString(args));
            }
        }
    }
}
