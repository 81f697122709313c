package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.Diagnosis;
import io.github.wicredential.TokenExchangeException.Details;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.guide.Guide;
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
 * claims {@code iss}, {@code sub}, {@code aud}, {@code iat}, {@code exp} and the pod's name becomes part of an
 * explanation.
 */
public final class FederationCheck implements TokenExchange.Explainer {

    private static final String DEFAULT = "/.default";
    private static final String CREATE = "federated-credential create";

    private final String clientId;
    private final URI authorityHost;
    private final InstantSource clock;

    /**
     * Explains the refusals of one client.
     *
     * @param clientId the client id
     * @param authorityHost the authority
     */
    public FederationCheck(String clientId, URI authorityHost) {
        this(clientId, authorityHost, InstantSource.system());
    }

    FederationCheck(String clientId, URI authorityHost, InstantSource clock) {
        this.clientId = Objects.requireNonNull(clientId, "clientId");
        this.authorityHost = Objects.requireNonNull(authorityHost, "authorityHost");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Looks at every link of the chain, within 30 s. Asks for tokens of its own and keeps none.
     *
     * @param pod what to look at
     * @param options how far to look
     * @return what was found, in the order of the chain
     */
    public static List<Diagnosis.Finding> examine(Pod pod, Diagnosis.Options options) {
        return new Examination(pod, options).run();
    }

    @Override
    public String hint(Details refused, String assertion, String tenant, String scope) {
        AssertionClaims claims = AssertionClaims.of(assertion);
        Comparison comparison = Comparison.of(claims, refused.description());
        Instant now = clock.instant();
        GuideEntry entry = Guide.get().find(refused);
        GuideValues values = values(claims, comparison)
                .put("client", clientId)
                .put("tenant", tenant)
                .putAuthority(authorityHost)
                .put("localTime", now)
                .put("entraTime", refused.timestamp())
                .putAll(scopeValues(scope));
        StringBuilder text = new StringBuilder(values.text(entry.means()));
        for (String note : TokenNotes.of(refused, claims, now)) {
            text.append(' ').append(values.text(Guide.get().note(note)));
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
        if (last.contains(CREATE)) {
            text.append("\nTo trust this token: ").append(values.command(last));
        }
        return text.toString();
    }

    /** What the token says; where it can't be decoded, what the authority's message quotes of it. */
    static GuideValues values(AssertionClaims claims, Comparison comparison) {
        AssertionClaims known = new AssertionClaims(
                comparison.value("issuer"),
                comparison.value("subject"),
                claims.audiences(),
                claims.issuedAt(),
                claims.expiresAt(),
                claims.pod(),
                claims.keyId(),
                claims.algorithm(),
                claims.type());
        return known.values().put("audience", comparison.value("audience"));
    }

    static GuideValues scopeValues(String scope) {
        String resource = scope.endsWith(DEFAULT) ? scope.substring(0, scope.length() - DEFAULT.length()) : scope;
        // Only such a value can stand inside the quotation marks of a query.
        boolean plain = resource.matches("[A-Za-z0-9:/._-]+");
        return new GuideValues().put("scope", scope).put("plainResource", plain ? resource : null);
    }
}
