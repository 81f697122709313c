package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.wicredential.internal.exchange.TokenExchange;
import java.util.List;
import java.util.Map;

/** The claims of a challenge that somebody else has decoded. */
class ClaimsFuzz {

    private static final TokenTransport.Response GRANT =
            TokenTransport.Response.of(200, Map.of(), "{\"access_token\":\"t\",\"expires_in\":3600}");

    @FuzzTest
    void claims(byte[] input) throws Exception {
        Promise.holds(input.length, () -> send(Promise.text(input)), List.of(WorkloadIdentityException.class));
    }

    static String send(String claims) {
        TokenRequest request =
                TokenRequest.of("https://vault.azure.net/.default").withClaims(claims);
        TokenExchange exchange = Exchanges.of(Promise.JWT, GRANT).get(0);
        return exchange.exchange(Exchanges.request(request.claims())).toString();
    }
}
