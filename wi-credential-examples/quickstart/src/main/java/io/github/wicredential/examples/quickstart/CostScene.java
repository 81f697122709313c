package io.github.wicredential.examples.quickstart;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.util.Locale;

/** What the next tokens cost. */
final class CostScene implements Scene {

    private static final int CALLS = 100_000;

    @Override
    public String title() {
        return "A hundred thousand more token calls";
    }

    @Override
    public void play(LocalAzure azure, Narrator narrator) throws SceneFailedException {
        TokenCredential credential = azure.credential();
        // What SecretClient asks for.
        TokenRequestContext vault =
                new TokenRequestContext().addScopes(LocalAzure.SCOPE).setCaeEnabled(true);
        credential.getTokenSync(vault);

        long start = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            credential.getTokenSync(vault);
        }
        long each = (System.nanoTime() - start) / CALLS;

        narrator.show("calls", String.format(Locale.ROOT, "%,d", CALLS));
        narrator.show("one call took", String.format(Locale.ROOT, "%,d ns, on average and without warm-up", each));
        narrator.show("requests Entra saw", azure.entra().tokenRequests() + ", since the start");
        SceneFailedException.unless(
                azure.entra().tokenRequests() == 1, "Entra received another request although the token was fresh");
    }
}
