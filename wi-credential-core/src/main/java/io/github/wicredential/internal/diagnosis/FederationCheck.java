package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.Diagnosis;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final String DEFAULT = "/.default";
    private static final Pattern TRUSTS = Pattern.compile("federated-credential (?:create|update) .*\\{issuer}");

    /** What must not be mended by trusting this very token: it is not the one to send, or too many have its subject. */
    private static final Set<String> NOT_TO_BE_TRUSTED =
            Set.of("apiToken", "binding", "defaultAccount", "entraToken", "localIssuer");

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

    /**
     * Explains a code without looking at anything: the guide's entry, from the jar.
     *
     * @param code for example {@code AADSTS700213}, {@code 700213}, {@code invalid_client}, {@code 429} or {@code dns}
     * @return several lines, if the guide has an entry for it
     */
    public static Optional<String> explain(String code) {
        return Explanation.of(code);
    }

    /**
     * Says what can be said of a code that {@link #explain} does not know.
     *
     * @param code the code
     * @return one sentence or two
     */
    public static String unknown(String code) {
        return Explanation.unknown(code);
    }

    @Override
    public String hint(ExchangeDetails refused, TokenExchange.Request request, ClientAssertion assertion) {
        AssertionClaims claims = AssertionClaims.of(assertion);
        Comparison comparison = Comparison.of(claims, refused.description());
        Instant now = clock.instant();
        List<String> notes = TokenNotes.of(refused, claims, now);
        GuideEntry entry = safe(entry(refused, authorityHost), notes);
        GuideValues values = values(claims, comparison)
                .put("client", clientId)
                .put("tenant", request.tenant())
                .putAuthority(authorityHost)
                .put("localTime", now)
                .put("entraTime", refused.timestamp())
                .putAll(scopeValues(request.scope()));
        StringBuilder text = new StringBuilder(values.text(entry.means()));
        for (String note : notes) {
            text.append(' ').append(values.text(Guide.get().note(note)));
        }
        if (isForeign(refused, authorityHost)) {
            return text.append("\nSent: client '" + GuideValues.shown(clientId) + "'; ")
                    .append(claims.sent())
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
        if (TRUSTS.matcher(last).find()) {
            text.append("\nTo trust this token: ").append(values.command(last));
        }
        return text.toString();
    }

    /**
     * The guide's entry for a refusal. What an authority that is not Entra refuses in words of its own is not explained
     * as if Entra had said it.
     */
    static GuideEntry entry(ExchangeDetails refused, @Nullable URI authority) {
        return isForeign(refused, authority)
                ? Guide.get().local("other-authority")
                : Guide.get().find(refused);
    }

    /** The entry without the commands that would trust a token of which a note says that it is the wrong one. */
    static GuideEntry safe(GuideEntry entry, List<String> notes) {
        if (notes.stream().noneMatch(NOT_TO_BE_TRUSTED::contains)) {
            return entry;
        }
        return new GuideEntry(
                entry.names(),
                entry.title(),
                entry.means(),
                entry.causes(),
                entry.compare(),
                entry.commands().stream()
                        .filter(command -> !TRUSTS.matcher(command).find())
                        .toList(),
                entry.retry(),
                entry.known());
    }

    static boolean isForeign(ExchangeDetails refused, @Nullable URI authority) {
        return refused.error() != null
                && refused.errorCodes().isEmpty()
                && authority != null
                && Cloud.of(authority).isEmpty();
    }

    /** What the token says; where it can't be decoded, what the authority's message quotes of it. */
    static GuideValues values(AssertionClaims claims, Comparison comparison) {
        AssertionClaims known = new AssertionClaims(
                comparison.value("issuer"),
                comparison.value("subject"),
                claims.audiences(),
                claims.issuedAt(),
                claims.notBefore(),
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
