package io.github.wicredential.examples.keyvault;

import com.azure.core.credential.TokenCredential;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import io.github.wicredential.azure.TokenRetries;
import io.github.wicredential.azure.WorkloadIdentityCredentialBuilder;
import java.util.Objects;

/** Reads a secret from a key vault and says that it did, not what it read. */
public final class ReadSecret {

    private ReadSecret() {}

    /**
     * Reads the secret {@code SECRET_NAME} of the vault {@code KEY_VAULT_URL}.
     *
     * @param args none
     */
    public static void main(String[] args) {
        TokenCredential credential = new WorkloadIdentityCredentialBuilder().build();
        // begin: retries
        SecretClient client = new SecretClientBuilder()
                .vaultUrl(variable("KEY_VAULT_URL"))
                .credential(credential)
                .retryOptions(TokenRetries.leftToTheCredential())
                .buildClient();
        // end

        KeyVaultSecret secret = client.getSecret(variable("SECRET_NAME"));

        System.out.println(
                "secret " + secret.getName() + " has " + secret.getValue().length() + " characters");
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
