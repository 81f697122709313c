package io.github.wicredential.examples.quickstart;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.IdentityEvent.RefreshFailed;
import io.github.wicredential.IdentityEvent.RefreshSucceeded;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.Fault;
import java.time.Duration;

/** Entra is down, and nobody notices. */
final class OutageScene implements Scene {

    private static final Duration PAUSE = Duration.ofMillis(50);

    @Override
    public String title() {
        return "Entra answers 503 for a while, and the secret is still read";
    }

    @Override
    public void play(LocalAzure azure, Narrator narrator) throws SceneFailedException {
        EventLog events = new EventLog();
        azure.issueShortTokens();
        try (WorkloadIdentity identity = azure.identity(events)) {
            TokenCredential credential = azure.credential(identity);
            read(azure, credential);

            azure.entra().faults().always(Fault.status(503));
            narrator.say(LocalAzure.SHORT_TOKENS + " By then Entra is down. One new SecretClient after"
                    + " another reads the secret.");
            Traffic outage = Traffic.until(
                    () -> !events.all(RefreshFailed.class).isEmpty(),
                    "no refresh was attempted",
                    PAUSE,
                    () -> read(azure, credential));
            RefreshFailed failed = events.last(RefreshFailed.class);
            narrator.show(
                    "refresh failed with",
                    "HTTP " + status(failed) + ", tried again "
                            + failed.retryIn().toMillis() + " ms later");
            narrator.show("secrets read meanwhile", outage.calls() + ", none failed");
            SceneFailedException.unless(failed.tokenStillValid(), "the current token was dropped");
            SceneFailedException.unless(status(failed) == 503, "the refresh failed for a reason other than 503");

            azure.entra().faults().clear();
            Traffic back = Traffic.until(
                    () -> events.all(RefreshSucceeded.class).size() == 2,
                    "the token was not refreshed after the outage",
                    PAUSE,
                    () -> read(azure, credential));
            narrator.say("Entra is back. " + back.calls() + " secrets later the token was refreshed.");
        } finally {
            azure.restoreEntra();
        }
    }

    /** By a client of its own, so that no other cache than the credential's helps. */
    private static void read(LocalAzure azure, TokenCredential credential) {
        azure.secretClient(credential).getSecret(LocalAzure.SECRET_NAME);
    }

    private static int status(RefreshFailed failed) {
        return failed.failure() instanceof TokenExchangeException refused ? refused.status() : 0;
    }
}
