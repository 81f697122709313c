package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.GuideEntry;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

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
    private final InstantSource clock;

    public FederationCheck(String clientId, URI authorityHost) {
        this(clientId, authorityHost, InstantSource.system());
    }

    FederationCheck(String clientId, URI authorityHost, InstantSource clock) {
        this.clientId = Objects.requireNonNull(clientId, "clientId");
        this.authorityHost = Objects.requireNonNull(authorityHost, "authorityHost");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public String hint(ExchangeDetails refused, TokenExchange.Request request, ClientAssertion assertion) {
        Comparison comparison = Comparison.of(assertion, refused.description());
        Instant now = clock.instant();
        Refusal refusal = Refusal.of(refused, assertion, authorityHost, now);
        GuideEntry entry = refusal.entry();
        GuideValues values = new GuideValues()
                .putToken(assertion, comparison)
                .put("client", clientId)
                .put("tenant", request.tenant())
                .putAuthority(authorityHost)
                .put("localTime", now)
                .put("entraTime", refused.timestamp())
                .putScope(request.scope());
        StringBuilder text = new StringBuilder(values.text(entry.means()));
        refusal.remarks(values).forEach(remark -> text.append(' ').append(remark));
        if (refusal.foreign()) {
            return text.append("\nSent: client '" + GuideValues.shown(clientId) + "'; ")
                    .append(Comparison.sent(assertion))
                    .append(".\nMore: ")
                    .append(entry.link())
                    .toString();
        }
        text.append(" Most likely: ").append(values.text(entry.causes().get(0))).append('.');
        if (entry.comparesTheToken()) {
            text.append("\nCompare: ")
                    .append(String.join("; ", comparison.lines()))
                    .append('.');
        }
        text.append("\nMore: ").append(entry.link());
        List<String> commands = entry.commands();
        text.append("\nRun first: ").append(values.command(commands.get(0)));
        String last = commands.get(commands.size() - 1);
        if (Refusal.trusts(last)) {
            text.append("\nTo trust this token: ").append(values.command(last));
        }
        return text.toString();
    }
}
