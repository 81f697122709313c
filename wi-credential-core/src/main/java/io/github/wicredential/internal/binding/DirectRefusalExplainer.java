package io.github.wicredential.internal.binding;

import io.github.wicredential.IdentityBindingMode;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Explains Entra's refusal of a token that was meant for the token proxy, and leaves other refusals to the
 * authority's explainer.
 */
final class DirectRefusalExplainer implements TokenExchange.Explainer {

    private static final List<Integer> NO_MATCH = List.of(700211, 700212);

    private final TokenExchange.Explainer authority;
    private final IdentityBindingMode mode;
    private final boolean proxySet;

    DirectRefusalExplainer(TokenExchange.Explainer authority, IdentityBindingMode mode, boolean proxySet) {
        this.authority = authority;
        this.mode = mode;
        this.proxySet = proxySet;
    }

    @Override
    public Evidence here() {
        return authority.here();
    }

    @Override
    public @Nullable String hint(ExchangeDetails refused, TokenExchange.Request request, ClientAssertion assertion) {
        if (refused.errorCodes().stream().noneMatch(NO_MATCH::contains) || !meantForProxy(refused, assertion)) {
            return authority.hint(refused, request, assertion);
        }
        boolean off = mode == IdentityBindingMode.OFF;
        return said(assertion) + ": the token proxy's mode is off.\n  "
                + Guide.get()
                        .local("binding-token")
                        .advice(assertion
                                .tell(here())
                                .fact("binding", isForProxy(assertion))
                                .fact("bindingOff", off))
                        .next("");
    }

    private static String said(ClientAssertion token) {
        return isForProxy(token)
                ? "The pod's token is for AKS identity bindings (audience " + TokenAudience.BINDINGS.value()
                        + "), but went to Entra directly, which never accepts it"
                : "The pod's token is not for Entra (audience " + Evidence.shown(String.join(", ", token.audiences()))
                        + "), but went there directly, where no federated credential names this audience";
    }

    private static boolean isForProxy(ClientAssertion token) {
        return token.isFor(TokenAudience.BINDINGS) || token.audiences().isEmpty();
    }

    private boolean meantForProxy(ExchangeDetails refused, ClientAssertion token) {
        String description = refused.description() == null ? "" : refused.description();
        return token.isFor(TokenAudience.BINDINGS)
                || description.contains(TokenAudience.BINDINGS.value())
                || (proxySet
                        && mode == IdentityBindingMode.OFF
                        && !token.audiences().isEmpty()
                        && !token.isFor(TokenAudience.ENTRA));
    }
}
