package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Pod;
import io.github.wicredential.internal.guide.RequestedScope;
import io.github.wicredential.internal.guide.TokenFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
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

    private final @Nullable String blueprint;
    private final String clientId;
    private final URI authorityHost;
    private final @Nullable Path tokenFile;
    private final InstantSource clock;
    private final Supplier<Evidence> here;

    public FederationCheck(String clientId, URI authorityHost, @Nullable Path tokenFile, InstantSource clock) {
        this(clientId, authorityHost, tokenFile, clock, Pod::here);
    }

    /** The same, with what the variables tell of the pod. */
    public FederationCheck(
            String clientId,
            URI authorityHost,
            @Nullable Path tokenFile,
            InstantSource clock,
            Supplier<Evidence> here) {
        this(null, clientId, authorityHost, tokenFile, clock, here);
    }

    /** For the requests of an agent identity, which presents a token of its blueprint. */
    public static FederationCheck ofAgent(
            String agent, String blueprint, URI authorityHost, InstantSource clock, Supplier<Evidence> here) {
        return new FederationCheck(blueprint, agent, authorityHost, null, clock, here);
    }

    private FederationCheck(
            @Nullable String blueprint,
            String clientId,
            URI authorityHost,
            @Nullable Path tokenFile,
            InstantSource clock,
            Supplier<Evidence> here) {
        this.blueprint = blueprint;
        this.clientId = Objects.requireNonNull(clientId, "clientId");
        this.authorityHost = Objects.requireNonNull(authorityHost, "authorityHost");
        this.tokenFile = tokenFile;
        this.clock = Objects.requireNonNull(clock, "clock");
        this.here = here;
    }

    /** What a token tells of the pod and, where the cluster is one of AKS, of the cluster's tenant. */
    public static Evidence tellCluster(Evidence known, ClientAssertion token) {
        token.tell(known);
        if (token.issuer() != null) {
            TokenEvidence.putCluster(known, token.issuer());
        }
        return known;
    }

    @Override
    public Evidence here() {
        return here.get();
    }

    @Override
    public String hint(ExchangeDetails refused, TokenExchange.Request request, ClientAssertion assertion) {
        if (blueprint != null && AgentRefusal.is(refused)) {
            Evidence known = new Evidence()
                    .put("agent", clientId)
                    .put("client", blueprint)
                    .put("tenant", request.tenant());
            return AgentRefusal.entry().advice(known).hint(List.of(), "");
        }
        Evidence known = here().put("agent", request.agent())
                .fact("forAgent", request.agent() != null)
                .putClient(clientId)
                .put("tenant", request.tenant())
                .putAuthority(authorityHost);
        new RequestedScope(request.scope()).tell(known);
        new TokenFile(tokenFile).tell(known);
        return Refusal.of(refused, assertion, authorityHost, known, clock.instant())
                .hint();
    }
}
