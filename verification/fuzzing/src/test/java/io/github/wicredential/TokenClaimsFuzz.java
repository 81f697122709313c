package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.exchange.TokenExchange;
import java.util.List;
import java.util.Map;

/** The claims of a pod's token that is well formed, which a refusal by the authority is explained with. */
class TokenClaimsFuzz {

    private static final List<Class<? extends Exception>> OWN = List.of(WorkloadIdentityException.class);
    private static final TokenTransport.Response MISMATCH = refusal(700213);
    private static final TokenTransport.Response OTHER_AUDIENCE = refusal(700212);

    @FuzzTest
    void claims(byte[] input) throws Exception {
        String token = Promise.jwt(Promise.text(input));
        Promise.holds(input.length, () -> read(ClientAssertion.of(token)), OWN);
        for (TokenTransport.Response refusal : List.of(MISMATCH, OTHER_AUDIENCE)) {
            for (TokenExchange exchange : Exchanges.of(token, refusal)) {
                Promise.holds(
                        input.length,
                        () -> exchange.exchange(Exchanges.request(null)).toString(),
                        OWN);
            }
        }
    }

    private static String read(ClientAssertion token) {
        var unused = List.of(token.audiences(), token.ofServiceAccount(), token.isJwt());
        var more = new Object[] {
            token.issuer(),
            token.subject(),
            token.issuedAt(),
            token.notBefore(),
            token.expiresAt(),
            token.pod(),
            token.serviceAccount(),
            token.namespace(),
            token.keyId(),
            token.algorithm(),
            token.type()
        };
        return token.toString() + (more.length + unused.size());
    }

    private static TokenTransport.Response refusal(int code) {
        return TokenTransport.Response.of(
                400, Map.of(), "{\"error\":\"invalid_client\",\"error_codes\":[" + code + "]}");
    }
}
