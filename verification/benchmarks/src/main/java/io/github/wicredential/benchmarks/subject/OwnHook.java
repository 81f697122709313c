package io.github.wicredential.benchmarks.subject;

import io.github.wicredential.TokenTransport;
import java.io.IOException;

/** The transport of wi-credential, led to the authority in the process. */
final class OwnHook implements TokenTransport {

    private final Authority authority;

    OwnHook(Authority authority) {
        this.authority = authority;
    }

    @Override
    public Response post(Request request) throws IOException {
        Authority.Answer answer = authority.answer(request.timeout());
        return Response.of(answer.status(), answer.headers(), answer.body());
    }
}
