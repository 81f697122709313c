package io.github.wicredential;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.binding.Explainers;
import io.github.wicredential.internal.doctor.FederationCheck;
import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.exchange.TokenExchange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Exchanges of a pod, directly and through the token proxy, with an authority that gives one answer. */
final class Exchanges {

    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private static final URI AUTHORITY = URI.create("https://login.microsoftonline.com");
    private static final URI PROXY = URI.create("https://proxy.example.net");
    static final String CLIENT = "11111111-1111-1111-1111-111111111111";
    private static final String TENANT = "22222222-2222-2222-2222-222222222222";
    private static final String SCOPE = "https://vault.azure.net/.default";

    private Exchanges() {}

    static List<TokenExchange> of(String assertion, TokenTransport.Response answer) {
        var entra = new FederationCheck(CLIENT, AUTHORITY, Path.of("/var/run/secrets/azure/tokens/token"), CLOCK);
        TokenTransport transport = request -> answer;
        return Stream.of(
                        Route.toAuthority(AUTHORITY, transport, false, Explainers.direct(entra)),
                        new Route(
                                PROXY,
                                "the token proxy " + PROXY.getHost(),
                                "AZURE_KUBERNETES_TOKEN_PROXY",
                                transport,
                                false,
                                Explainers.proxy(entra, CLIENT)))
                .map(route ->
                        new TokenExchange((token, agent) -> route, CLIENT, () -> ClientAssertion.of(assertion), CLOCK))
                .toList();
    }

    static TokenExchange.Request request(@Nullable String claims) {
        return new TokenExchange.Request(TENANT, SCOPE, claims, true, Duration.ofSeconds(10));
    }
}
