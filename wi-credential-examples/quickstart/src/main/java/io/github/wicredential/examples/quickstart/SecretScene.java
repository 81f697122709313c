package io.github.wicredential.examples.quickstart;

import com.azure.security.keyvault.secrets.SecretClient;
import io.github.wicredential.examples.local.AcceptedToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Azure's own client reads a secret. */
final class SecretScene implements Scene {

    @Override
    public String title() {
        return "Azure's SecretClient reads a secret";
    }

    @Override
    public void play(LocalAzure azure, Narrator narrator) throws SceneFailedException {
        narrator.say("The vault speaks TLS, challenges like Key Vault, and verifies signature, issuer, audience and"
                + " times of the access token.");
        SecretClient client = azure.secretClient(azure.credential());
        String value = client.getSecret(LocalAzure.SECRET_NAME).getValue();
        narrator.show(LocalAzure.SECRET_NAME, value);
        SceneFailedException.unless(
                value.equals(LocalAzure.SECRET_VALUE), "the secret read is not the one in the vault");

        AcceptedToken token = azure.vault().lastAccepted().orElseThrow();
        Duration left = Duration.between(Instant.now(), token.expiresAt());
        narrator.show("read by application", token.applicationId());
        narrator.show(
                "token expires",
                token.expiresAt().truncatedTo(ChronoUnit.SECONDS) + ", in " + left.toMinutes() + " min");
        narrator.show("requests Entra saw", azure.entra().tokenRequests());
        SceneFailedException.unless(
                azure.entra().tokenRequests() == 1, "Entra received more than one token request for one secret");
    }
}
