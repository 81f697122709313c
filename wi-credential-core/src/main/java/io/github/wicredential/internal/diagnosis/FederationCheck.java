package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.TokenExchangeException.Details;
import io.github.wicredential.internal.exchange.TokenExchange;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Explains a refusal: what the authority says, what the token that was sent shows, and what to run first. Thread-safe.
 *
 * <p>The token is decoded here, and the guide is loaded, only when something was refused. Nothing but the claims
 * {@code iss}, {@code sub}, {@code aud}, {@code iat} and {@code exp} becomes part of an explanation.
 */
public final class FederationCheck implements TokenExchange.Explainer {

    private static final String DEFAULT = "/.default";

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

    @Override
    public String hint(Details refused, String assertion, String tenant, String scope) {
        AssertionClaims claims = AssertionClaims.of(assertion, refused.description());
        Instant now = clock.instant();
        AadstsGuide guide = AadstsGuide.get();
        StringBuilder text = new StringBuilder(guide.find(refused));
        for (String note : TokenNotes.of(refused, claims, now)) {
            text.append(' ').append(guide.text("note." + note));
        }
        Map<String, String> values = new HashMap<>(claims.values());
        values.put("clientId", clientId);
        values.put("tenant", AssertionClaims.shown(tenant));
        values.put("scope", AssertionClaims.shown(scope));
        values.put("resource", AssertionClaims.shown(resource(scope)));
        values.put("authority", authorityHost.toString());
        values.put("localTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
        values.put("entraTime", String.valueOf(refused.timestamp()));
        return guide.fill(text.toString(), values);
    }

    private static String resource(String scope) {
        return scope.endsWith(DEFAULT) ? scope.substring(0, scope.length() - DEFAULT.length()) : scope;
    }
}
