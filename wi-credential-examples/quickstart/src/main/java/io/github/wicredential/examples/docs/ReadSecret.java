package io.github.wicredential.examples.docs;

import com.azure.core.credential.TokenCredential;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;
import io.github.wicredential.azure.TokenRetries;

/** The program of docs/start/3-azure-sdk.md. */
// begin: read-secret
public final class ReadSecret {

    public static void main(String[] args) {
        TokenCredential credential = new DefaultAzureCredentialBuilder().build();
        SecretClient vault = new SecretClientBuilder()
                .vaultUrl(args[0])
                .credential(credential)
                .retryOptions(TokenRetries.leftToTheCredential())
                .buildClient();
        String secret = vault.getSecret(args[1]).getValue();
        System.out.println(args[1] + " has " + secret.length() + " characters");
    }
}
// end
