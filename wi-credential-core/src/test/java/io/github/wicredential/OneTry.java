package io.github.wicredential;

import java.io.IOException;

/** A transport that says that it retries by itself, so that a token request is one call of it. */
public record OneTry(TokenTransport transport) implements TokenTransport {

    @Override
    public Response post(Request request) throws IOException {
        return transport.post(request);
    }

    @Override
    public boolean retries() {
        return true;
    }
}
