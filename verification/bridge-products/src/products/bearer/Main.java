import com.azure.core.credential.AccessToken;
import com.azure.identity.AuthenticationUtil;
import java.time.OffsetDateTime;
import reactor.core.publisher.Mono;

/** Asks for a bearer token of a credential that has one. */
public class Main {
    public static void main(String[] arguments) {
        String token = AuthenticationUtil.getBearerTokenSupplier(
                        request -> Mono.just(
                                new AccessToken("only for this test", OffsetDateTime.now().plusHours(1))),
                        "https://cognitiveservices.azure.com/.default")
                .get();
        System.out.println(token.length());
        System.exit(0);
    }
}
