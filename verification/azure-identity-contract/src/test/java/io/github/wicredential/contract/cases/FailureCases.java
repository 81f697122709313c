package io.github.wicredential.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.WorkloadIdentityCredential;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import io.github.wicredential.contract.Authority.Fault;
import io.github.wicredential.contract.Promise;
import io.github.wicredential.contract.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What happens when something is missing, refused or down. */
public class FailureCases {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Promise("A refusal is azure-core's ClientAuthenticationException, synchronously")
    public void refusedSync(Stage stage) {
        stage.authority.always(Fault.REFUSED);

        assertThat(catchThrowable(() -> credential(stage).getTokenSync(Stage.vault())))
                .isInstanceOf(ClientAuthenticationException.class);
    }

    @Promise("A refusal is azure-core's ClientAuthenticationException, asynchronously")
    public void refusedAsync(Stage stage) {
        stage.authority.always(Fault.REFUSED);

        assertThat(catchThrowable(
                        () -> credential(stage).getToken(Stage.vault()).block(SOON)))
                .isInstanceOf(ClientAuthenticationException.class);
    }

    @Promise("A refusal's own message contains the AADSTS code and the correlation id")
    public void refusalMessage(Stage stage) {
        stage.authority.always(Fault.REFUSED);

        assertThat(catchThrowable(() -> credential(stage).getTokenSync(Stage.vault())))
                .hasMessageContainingAll("AADSTS700213", "c0c0c0c0-0000-0000-0000-000000000000");
    }

    @Promise("A refusal (400) is not retried")
    public void notRetried(Stage stage) {
        stage.authority.always(Fault.BAD_REQUEST);

        assertThat(catchThrowable(() -> credential(stage).getTokenSync(Stage.vault())))
                .isNotNull();

        assertThat(stage.authority.tokenRequests()).isEqualTo(1);
    }

    @Promise("503 and network failures are retried")
    public void retried(Stage stage) {
        stage.authority.next(Fault.UNAVAILABLE);
        assertThat(credential(stage).getTokenSync(Stage.vault())).isNotNull();

        stage.authority.next(Fault.UNREACHABLE);
        assertThat(credential(stage).getTokenSync(Stage.vault())).isNotNull();

        assertThat(stage.authority.tokenRequests()).isEqualTo(4);
    }

    @Promise("A network failure is azure-core's ClientAuthenticationException with the I/O failure inside")
    public void unreachable(Stage stage) {
        stage.authority.always(Fault.UNREACHABLE);

        assertThat(catchThrowable(() -> credential(stage).getTokenSync(Stage.vault())))
                .isInstanceOf(ClientAuthenticationException.class)
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Promise("A missing token file is named by the exception's own message")
    public void missingFile(Stage stage) {
        stage.removeToken();

        assertThat(catchThrowable(() -> credential(stage).getTokenSync(Stage.vault())))
                .hasMessageContaining(stage.tokenFile());
        assertThat(stage.authority.tokenRequests()).isZero();
    }

    @Promise("A missing token file is an exception with the I/O failure inside, asynchronously")
    public void missingFileAsync(Stage stage) {
        stage.removeToken();

        assertThat(catchThrowable(
                        () -> credential(stage).getToken(Stage.vault()).block(SOON)))
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(stage.authority.tokenRequests()).isZero();
    }

    @Promise("A token file that appears late is found by synchronous callers")
    public void lateFileSync(Stage stage) {
        stage.removeToken();
        WorkloadIdentityCredential credential = credential(stage);
        assertThat(catchThrowable(() -> credential.getTokenSync(Stage.vault()))).isNotNull();
        stage.writeToken();

        assertThat(credential.getTokenSync(Stage.vault())).isNotNull();
    }

    @Promise("A token file that appears late is found by asynchronous callers")
    public void lateFileAsync(Stage stage) {
        stage.removeToken();
        WorkloadIdentityCredential credential = credential(stage);
        assertThat(catchThrowable(() -> credential.getToken(Stage.vault()).block(SOON)))
                .isNotNull();
        stage.writeToken();

        assertThat(credential.getToken(Stage.vault()).block(SOON)).isNotNull();
    }

    @Promise("An empty token file is named, nothing is sent, and no NullPointerException is thrown")
    public void emptyFile(Stage stage) {
        stage.writeRaw(" \n");

        Throwable failure = catchThrowable(() -> credential(stage).getTokenSync(Stage.vault()));

        assertThat(failure).hasMessageContaining(stage.tokenFile());
        assertThat(failure.getCause()).isNotInstanceOf(NullPointerException.class);
        assertThat(stage.authority.tokenRequests()).isZero();
    }

    @Promise("While the authority is down, a token that is still valid is returned")
    public void outage(Stage stage) {
        stage.authority.expiresIn(299);
        WorkloadIdentityCredential credential = credential(stage);
        String valid = credential.getTokenSync(Stage.vault()).getToken();
        stage.authority.always(Fault.UNAVAILABLE);

        assertThat(credential.getTokenSync(Stage.vault()).getToken()).isEqualTo(valid);
    }

    @Promise("While the authority is down, six threads with a valid token are served within a second")
    public void outageThreads(Stage stage) throws InterruptedException {
        stage.authority.expiresIn(299);
        WorkloadIdentityCredential credential = credential(stage);
        credential.getTokenSync(Stage.vault());
        stage.authority.always(Fault.UNAVAILABLE);

        List<Object> durations = Stage.together(6, () -> Stage.time(() -> credential.getTokenSync(Stage.vault())));

        assertThat(durations)
                .allSatisfy(duration -> assertThat(duration)
                        .isInstanceOfSatisfying(
                                Duration.class, d -> assertThat(d).isLessThan(Duration.ofSeconds(1))));
    }

    @Promise("An authority that never answers blocks a caller for 35 s at most")
    public void deadline(Stage stage) {
        stage.authority.always(Fault.HANGING);

        Throwable failure =
                catchThrowable(() -> credential(stage).getToken(Stage.vault()).block(Duration.ofSeconds(35)));

        assertThat(failure).isNotNull();
        assertThat(failure.getCause()).as("the test's own time limit").isNotInstanceOf(TimeoutException.class);
        assertThat(failure).hasMessageNotContaining("Timeout on blocking read");
    }

    @Promise("An interrupted caller returns and keeps its interrupt flag")
    public void interrupted(Stage stage) throws InterruptedException {
        stage.authority.always(Fault.HANGING);
        WorkloadIdentityCredential credential = credential(stage);
        boolean[] flag = new boolean[1];
        Thread caller = new Thread(() -> {
            Throwable freed = catchThrowable(() -> credential.getTokenSync(Stage.vault()));
            flag[0] = freed != null && Thread.currentThread().isInterrupted();
        });
        caller.setDaemon(true);
        caller.start();
        assertThat(Stage.becomes(() -> stage.authority.tokenRequests() > 0, SOON))
                .isTrue();

        caller.interrupt();
        caller.join(5000);

        assertThat(caller.isAlive()).isFalse();
        assertThat(flag[0]).isTrue();
    }

    @Promise("An unknown tenant's characters never reach a URL")
    public void strangeTenant(Stage stage) {
        TokenRequestContext strange = Stage.vault().setTenantId("../evil");
        WorkloadIdentityCredential credential = new WorkloadIdentityCredentialBuilder()
                .configuration(stage.pod())
                .additionallyAllowedTenants("*")
                .disableInstanceDiscovery()
                .httpClient(stage.authority)
                .build();

        assertThat(catchThrowable(() -> credential.getTokenSync(strange))).isNotNull();
        assertThat(stage.authority.tokenRequests()).isZero();
    }

    private static WorkloadIdentityCredential credential(Stage stage) {
        return new WorkloadIdentityCredentialBuilder()
                .configuration(stage.pod())
                .disableInstanceDiscovery()
                .httpClient(stage.authority)
                .build();
    }
}
