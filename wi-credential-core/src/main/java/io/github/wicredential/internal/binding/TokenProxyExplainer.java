package io.github.wicredential.internal.binding;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Explains what the token proxy refuses. The wording of its refusals is not documented, so statuses and a Kubernetes
 * {@code Status} are interpreted by what they usually mean.
 */
final class TokenProxyExplainer implements TokenExchange.Explainer {

    /** What the API server writes to an unknown client, or about an unknown path. */
    private static final Pattern API_SERVER = Pattern.compile(
            "system:anonymous|cannot post path|could not find the requested resource|^Unauthorized$",
            Pattern.CASE_INSENSITIVE);

    private final TokenExchange.Explainer authority;
    private final String clientId;
    private final @Nullable String serverName;

    TokenProxyExplainer(TokenExchange.Explainer authority, String clientId, @Nullable String serverName) {
        this.authority = authority;
        this.clientId = clientId;
        this.serverName = serverName;
    }

    @Override
    public Evidence here() {
        return authority.here();
    }

    @Override
    public @Nullable String hint(ExchangeDetails refused, TokenExchange.Request request, ClientAssertion assertion) {
        boolean coded = !refused.errorCodes().isEmpty();
        if (coded ? refused.errorCodes().stream().noneMatch(TokenProxyExplainer::aboutTrust) : others(refused)) {
            return authority.hint(refused, request, assertion);
        }
        Evidence known = tell(refused, assertion.tell(here()))
                .put("client", clientId)
                .put("subject", assertion.ofServiceAccount() ? assertion.subject() : null)
                .put("sni", serverName == null ? "not set" : "it is " + serverName);
        return Guide.get()
                .local(coded ? "token-proxy-entra" : "token-proxy-refused")
                .advice(known)
                .hint(List.of(), "");
    }

    /** What the status and the words of a refusal without a code usually mean. */
    static Evidence tell(ExchangeDetails refused, Evidence known) {
        String description = refused.description() == null ? "" : refused.description();
        int status = refused.status();
        return known.fact(
                        "apiServer",
                        status == 404 || API_SERVER.matcher(description).find())
                .fact("noRights", description.contains("use-managed-identity"))
                .fact("busy", status >= 500 || status == 408 || status == 429);
    }

    /** An error of OAuth, which the token proxy itself does not have. */
    private static boolean others(ExchangeDetails refused) {
        Evidence told = tell(refused, new Evidence());
        return refused.error() != null
                && refused.status() != 401
                && refused.status() != 403
                && !told.isFact("apiServer")
                && !told.isFact("busy");
    }

    private static boolean aboutTrust(int code) {
        GuideEntry entry = Guide.get().code(code);
        return entry != null && entry.comparesTheToken() && entry.retry() == GuideEntry.Retry.SETTLING;
    }
}
