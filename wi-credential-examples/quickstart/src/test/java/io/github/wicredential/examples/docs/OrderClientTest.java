package io.github.wicredential.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenProvider;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The unit test of docs/how-to/testing-your-app.md. */
// begin: fake
class OrderClientTest {

    record OrderClient(TokenProvider tokens) {

        String authorization() {
            return tokens.token("https://vault.azure.net/.default").authorizationHeader();
        }
    }

    @Test
    void sendsTheTokenOfTheVault() {
        TokenProvider fake = request -> new AccessToken("for " + request.scope(), Instant.MAX, Instant.MAX);

        assertThat(new OrderClient(fake).authorization()).isEqualTo("Bearer for https://vault.azure.net/.default");
    }
}
// end
