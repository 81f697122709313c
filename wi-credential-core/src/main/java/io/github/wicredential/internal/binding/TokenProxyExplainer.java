package io.github.wicredential.internal.binding;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.docs.Docs;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
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
    public @Nullable String hint(ExchangeDetails refused, TokenExchange.Request request, ClientAssertion assertion) {
        if (!refused.errorCodes().isEmpty()) {
            return passedOn(refused, request, assertion);
        }
        String description = refused.description() == null ? "" : refused.description();
        int status = refused.status();
        if (status == 404 || API_SERVER.matcher(description).find()) {
            return "This looks like an answer of the Kubernetes API server rather than of the token "
                    + "proxy behind the same host: check " + TokenProxySettings.SERVER_NAME + " ("
                    + (serverName == null ? "not set" : "it is " + serverName) + ") and " + TokenProxySettings.PROXY
                    + ".\n  Otherwise: " + rights(assertion) + more();
        }
        if (status == 401 || status == 403) {
            return rights(assertion) + more();
        }
        if (status >= 500 || status == 408 || status == 429) {
            return "The token proxy, which AKS runs, is unavailable or throttles requests. If this "
                    + "persists, check the cluster's health.\n  " + rights(assertion) + more();
        }
        return refused.error() == null ? rights(assertion) + more() : authority.hint(refused, request, assertion);
    }

    private @Nullable String passedOn(
            ExchangeDetails refused, TokenExchange.Request request, ClientAssertion assertion) {
        if (refused.errorCodes().stream().noneMatch(TokenProxyExplainer::aboutTrust)) {
            return authority.hint(refused, request, assertion);
        }
        return "The token proxy passed on a refusal by Entra. AKS itself manages the federated "
                + "credential, aks-identity-binding; client id " + clientId
                + " must be a user-assigned managed identity of "
                + "this tenant.\n  what is bound: az aks identity-binding list -g \"$GROUP\" --cluster-name "
                + "\"$CLUSTER\" -o table\n  its credentials: az identity federated-credential list --identity-name "
                + "\"$IDENTITY\" -g \"$GROUP\" -o table" + more();
    }

    private static boolean aboutTrust(int code) {
        GuideEntry entry = Guide.get().code(code);
        return entry != null && entry.comparesTheToken() && entry.retry() == GuideEntry.Retry.SETTLING;
    }

    private static String more() {
        return "\n  More: " + Docs.about("token-proxy");
    }

    private String rights(ClientAssertion assertion) {
        String account = assertion.ofServiceAccount() ? assertion.subject() : "the pod's service account";
        return "Kubernetes RBAC must allow " + account
                + " to use the identity: a ClusterRole with apiGroup cid.wi.aks.azure.com, resource " + clientId
                + " (the client id) and verb use-managed-identity, "
                + "bound to it.\n  binds the identity to the cluster: az aks identity-binding create -g \"$GROUP\" "
                + "--cluster-name \"$CLUSTER\" -n \"$NAME\" --managed-identity-resource-id \"$IDENTITY_ID\"";
    }
}
