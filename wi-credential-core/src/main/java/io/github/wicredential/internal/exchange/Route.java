package io.github.wicredential.internal.exchange;

import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.exchange.TokenExchange.Explainer;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange goes, and who explains what comes back.
 *
 * @param base the URL to which tenant and path are added, without a slash at the end
 * @param peer what messages call the other side
 * @param settings the settings that determine this route, as messages list them
 * @param transport sends the form; may throw a finished exception instead of an {@link java.io.IOException}
 * @param own whether the transport is the application's own
 */
public record Route(
        URI base, String peer, String settings, TokenTransport transport, boolean own, Explainer explainer) {

    public Route {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(explainer, "explainer");
    }

    /** The route to the authority itself. */
    public static Route toAuthority(URI authorityHost, TokenTransport transport, boolean own, Explainer explainer) {
        String host = Objects.requireNonNull(authorityHost.getHost(), "host of the authority");
        return new Route(
                authorityHost, host, "HTTPS_PROXY, NO_PROXY and AZURE_AUTHORITY_HOST", transport, own, explainer);
    }

    /** The port of an http or https URL, otherwise the default of its scheme. */
    public static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "http".equals(url.getScheme()) ? 80 : 443;
    }

    /** Chooses the route of one exchange. */
    @FunctionalInterface
    public interface Choice {

        /** Where to send an assertion, of the identity itself or for an agent identity below it. */
        Route of(ClientAssertion assertion, @Nullable String agent);
    }
}
