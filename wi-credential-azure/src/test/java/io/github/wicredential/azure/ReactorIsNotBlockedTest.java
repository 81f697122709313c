package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.FileInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@WorkloadIdentityTest
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fake tools are shell scripts")
class ReactorIsNotBlockedTest {

    @Test
    void asynchronousCallsNeverBlockAThreadOfReactor(LocalCluster cluster, LocalEntra entra, @TempDir Path directory)
            throws Exception {
        new FakeTools(directory).az("from-az");
        Map<String, String> environment = new TreeMap<>(cluster.environment());
        environment.put("PATH", directory + ":" + System.getenv("PATH"));

        String output = Forks.run(
                Asynchronous.class,
                environment,
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+AllowRedefinitionToAddDeleteMethods");

        assertThat(output).contains("BlockHound watches", "workload identity: fine", "default: fine", "az: fine");
        assertThat(entra.tokenRequests()).isEqualTo(3);
    }

    /** Subscribes on threads that must not block, with BlockHound watching them. */
    static final class Asynchronous {

        private Asynchronous() {}

        public static void main(String[] arguments) {
            BlockHound.install();
            System.out.println(watches() ? "BlockHound watches" : "BlockHound does not watch");
            TokenCredential workload = new WorkloadIdentityCredentialBuilder().build();
            ask("workload identity", workload);
            ask("default", new DefaultAzureCredentialBuilder().build());
            ask("az", new AzureCliCredentialBuilder().build());
            AccessToken again = workload.getToken(TokenRequestContexts.vault().setClaims("{\"a\":{}}"))
                    .subscribeOn(Schedulers.parallel())
                    .block(Duration.ofSeconds(20));
            System.out.println(again == null ? "no token" : "done");
        }

        /** Blocks such a thread on purpose. */
        private static boolean watches() {
            try {
                Mono.fromCallable(() -> new FileInputStream("/dev/null").read())
                        .subscribeOn(Schedulers.parallel())
                        .block(Duration.ofSeconds(20));
                return false;
            } catch (RuntimeException caught) {
                return caught.getCause() instanceof BlockingOperationError;
            }
        }

        private static void ask(String name, TokenCredential credential) {
            Mono<AccessToken> mono = credential.getToken(TokenRequestContexts.vault());
            AccessToken cold = mono.subscribeOn(Schedulers.parallel()).block(Duration.ofSeconds(20));
            AccessToken warm = mono.subscribeOn(Schedulers.parallel()).block(Duration.ofSeconds(20));
            System.out.println(name + ": " + (cold == warm ? "fine" : "two tokens"));
        }
    }
}
