package io.github.wicredential.examples.quickstart;

import io.github.wicredential.IdentityEvent.CallerWaited;
import io.github.wicredential.IdentityEvent.RefreshSucceeded;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.Fault;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** The token is refreshed while it is in use. */
final class RotationScene implements Scene {

    private static final Duration ENTRA_TAKES = Duration.ofMillis(500);

    @Override
    public String title() {
        return "The kubelet rotates the file, and the access token is refreshed in the background";
    }

    @Override
    public void play(LocalAzure azure, Narrator narrator) throws SceneFailedException {
        EventLog events = new EventLog();
        azure.issueShortTokens();
        try (WorkloadIdentity identity = azure.identity(events)) {
            TokenSource vault = identity.source(LocalAzure.SCOPE);
            vault.token();
            String firstAssertion = azure.lastAssertionId();
            events.await(CallerWaited.class);
            int waitedAtFirst = events.all(CallerWaited.class).size();

            azure.cluster().rotateToken();
            azure.entra().faults().always(Fault.latency(ENTRA_TAKES));
            narrator.say("The kubelet has replaced the pod's token. " + LocalAzure.SHORT_TOKENS + " It takes "
                    + ENTRA_TAKES.toMillis() + " ms to answer. Meanwhile a caller requests a token every millisecond.");
            Traffic traffic = Traffic.until(
                    () -> events.all(RefreshSucceeded.class).size() == 2,
                    "the token was not refreshed",
                    Duration.ofMillis(1),
                    vault::token);

            RefreshSucceeded refreshed = events.last(RefreshSucceeded.class);
            int waited = events.all(CallerWaited.class).size() - waitedAtFirst;
            boolean newAssertion = !Objects.equals(firstAssertion, azure.lastAssertionId());
            narrator.show("refresh took", refreshed.duration().toMillis() + " ms, in the background");
            narrator.show("assertion sent", newAssertion ? "the new one" : "the old one");
            narrator.show("calls meanwhile", String.format(Locale.ROOT, "%,d", traffic.calls()));
            narrator.show("callers that waited", waited);
            narrator.show(
                    "longest call",
                    String.format(Locale.ROOT, "%.3f ms", traffic.longest().toNanos() / 1e6));
            SceneFailedException.unless(newAssertion, "the refresh sent the old assertion");
            SceneFailedException.unless(waited == 0, "a caller had to wait although a valid token was cached");
        } finally {
            azure.restoreEntra();
        }
    }
}
