package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Explains a refusal: what it means, what the token that was sent and the authority's message say, and what to run
 * first. Thread-safe.
 *
 * <p>The token is decoded here, and the guide is loaded, only when something was refused. Nothing of the token but the
 * claims {@code iss}, {@code sub}, {@code aud}, {@code iat}, {@code nbf}, {@code exp}, the key id and the pod's name
 * becomes part of an explanation.
 */
public final class FederationCheck implements TokenExchange.Explainer {

    private final String clientId;
    private final URI authorityHost;
    private final @Nullable Path tokenFile;
    private final InstantSource clock;

    public FederationCheck(String clientId, URI authorityHost, @Nullable Path tokenFile) {
        this(clientId, authorityHost, tokenFile, InstantSource.system());
    }

    FederationCheck(String clientId, URI authorityHost, @Nullable Path tokenFile, InstantSource clock) {
        this.clientId = Objects.requireNonNull(clientId, "clientId");
        this.authorityHost = Objects.requireNonNull(authorityHost, "authorityHost");
        this.tokenFile = tokenFile;
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public String hint(ExchangeDetails refused, TokenExchange.Request request, ClientAssertion assertion) {
        Evidence known = new Evidence()
                .put("client", clientId)
                .put("tenant", request.tenant())
                .putAuthority(authorityHost)
                .putScope(request.scope());
        TokenEvidence.put(known, tokenFile);
        return Refusal.of(refused, assertion, authorityHost, known, clock.instant())
                .hint();
    }
}
