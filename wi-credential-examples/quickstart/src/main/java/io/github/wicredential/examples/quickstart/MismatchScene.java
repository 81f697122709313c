package io.github.wicredential.examples.quickstart;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.WorkloadIdentity;

/** The service account was renamed and the federated credential was not. */
final class MismatchScene implements Scene {

    private static final String NEW_NAME = "payments-v2";

    @Override
    public String title() {
        return "The service account is renamed, and the error says what differs";
    }

    @Override
    public void play(LocalAzure azure, Narrator narrator) throws SceneFailedException {
        String trusted = azure.cluster().subject();
        azure.cluster().renameServiceAccount(NEW_NAME);
        narrator.say("The pod now runs as service account " + NEW_NAME
                + ", the federated credential still names the old one. After its restart the pod asks for a token:");
        try (WorkloadIdentity restarted = azure.identity(event -> {})) {
            String message = refusal(azure.credential(restarted));
            narrator.quote(ClientAuthenticationException.class.getName());
            narrator.quote(message);
            SceneFailedException.unless(message.contains("AADSTS700213"), "the message lacks Entra's code");
            SceneFailedException.unless(
                    message.contains(azure.cluster().subject()), "the message lacks the subject that was sent");
        } finally {
            azure.cluster().renameServiceAccount(trusted.substring(trusted.lastIndexOf(':') + 1));
        }
    }

    private static String refusal(TokenCredential credential) throws SceneFailedException {
        try {
            credential.getTokenSync(new TokenRequestContext().addScopes(LocalAzure.SCOPE));
        } catch (ClientAuthenticationException refused) {
            return String.valueOf(refused.getMessage());
        }
        SceneFailedException.unless(false, "a service account that Entra does not trust obtained a token");
        return "";
    }
}
