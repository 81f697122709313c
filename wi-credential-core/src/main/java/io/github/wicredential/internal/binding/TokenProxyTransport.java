package io.github.wicredential.internal.binding;

import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.binding.TrustAnchors.Ca;
import io.github.wicredential.internal.http.HttpTransport;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends forms to the token proxy, with the current trust. Thread-safe. */
final class TokenProxyTransport implements TokenTransport, AutoCloseable {

    private final TokenProxySettings settings;
    private final TrustAnchors source;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();

    TokenProxyTransport(TokenProxySettings settings) {
        this.settings = settings;
        this.source = new TrustAnchors(settings);
    }

    /** Requires that the file of the trusted certificates exists, or that a text replaces it. */
    void requireTrust() {
        source.requireFile();
    }

    /** What the next exchange would trust. */
    Ca ca() throws IOException {
        return current().ca();
    }

    private record Held(Ca ca, HttpTransport transport) {}

    @Override
    public Response post(Request request) {
        String origin = "the CA file";
        try {
            Held now = current();
            origin = now.ca().origin();
            return now.transport().post(request);
        } catch (IOException e) {
            throw new TokenProxyFailure(settings, origin).of(e, request);
        }
    }

    @Override
    public void close() {
        held.set(null);
    }

    private Held current() throws IOException {
        while (true) {
            Held seen = held.get();
            Ca ca = source.current(seen == null ? null : seen.ca());
            if (seen != null && seen.ca().equals(ca)) {
                return seen;
            }
            Held made = new Held(ca, HttpTransport.direct(ca.trust(), settings.serverName()));
            if (held.compareAndSet(seen, made)) {
                return made;
            }
        }
    }
}
