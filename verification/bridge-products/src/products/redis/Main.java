import com.azure.identity.DefaultAzureCredentialBuilder;
import redis.clients.authentication.core.Token;
import redis.clients.authentication.core.TokenAuthConfig;
import redis.clients.authentication.entraid.AzureTokenAuthConfigBuilder;

/** Asks its provider for the token that a connection would send. */
public class Main {
    public static void main(String[] arguments) {
        TokenAuthConfig configuration = AzureTokenAuthConfigBuilder.builder()
                .defaultAzureCredential(new DefaultAzureCredentialBuilder().build())
                // One second by default, which a new process on a busy machine may need for its classes.
                .tokenRequestExecTimeoutInMs(30_000)
                .build();
        Token token = configuration.getIdentityProviderConfig().getProvider().requestToken();
        String claims = new String(java.util.Base64.getUrlDecoder().decode(token.getValue().split("\\.")[1]));
        System.out.println("audience " + claims.replaceFirst(".*\"aud\":\"([^\"]*)\".*", "$1"));
        System.exit(0);
    }
}
