package consumer;

import com.azure.core.credential.TokenCredential;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;

/** The client is built with the HTTP client of the class path, and reads a secret. */
public final class KeyVault implements Check {
    @Override
    public void run() {
        TokenCredential credential = new DefaultAzureCredentialBuilder().build();
        Check.must(builder(credential).buildClient() != null, "a client");
        String secret = builder(credential)
                .httpClient(CannedClient.challenging(
                        "Bearer authorization=\"https://login.microsoftonline.com/" + System.getenv("AZURE_TENANT_ID")
                                + "\", resource=\"https://vault.azure.net\"",
                        "{\"value\":\"plum\",\"id\":\"https://shop.vault.azure.net/secrets/db/1\",\"attributes\":{\"enabled\":true}}"))
                .buildClient()
                .getSecret("db")
                .getValue();
        Check.must(secret.equals("plum"), secret);
    }

    private static SecretClientBuilder builder(TokenCredential credential) {
        return new SecretClientBuilder().vaultUrl("https://shop.vault.azure.net").credential(credential);
    }
}
