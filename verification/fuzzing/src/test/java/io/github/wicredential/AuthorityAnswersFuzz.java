package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.wicredential.internal.exchange.TokenExchange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An authority's answer: the status, the headers, an empty line, the body. */
class AuthorityAnswersFuzz {

    @FuzzTest
    void answer(byte[] input) throws Exception {
        TokenTransport.Response answer = answer(Promise.text(input));
        for (TokenExchange exchange : Exchanges.of(Promise.JWT, answer)) {
            Promise.holds(
                    input.length,
                    () -> exchange.exchange(Exchanges.request(null)).toString(),
                    List.of(WorkloadIdentityException.class));
        }
    }

    private static TokenTransport.Response answer(String text) {
        String[] parts = text.split("\n\n", 2);
        String[] head = parts[0].split("\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < head.length; i++) {
            String[] header = head[i].split(": ", 2);
            headers.put(header[0], header.length == 2 ? header[1] : "");
        }
        return TokenTransport.Response.of(status(head[0]), headers, parts.length == 2 ? parts[1] : "");
    }

    private static int status(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 200;
        }
    }
}
