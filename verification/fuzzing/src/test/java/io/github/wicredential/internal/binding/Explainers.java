package io.github.wicredential.internal.binding;

import io.github.wicredential.IdentityBindingMode;
import io.github.wicredential.internal.exchange.TokenExchange.Explainer;

/** What explains a refusal, with identity bindings and without. */
public final class Explainers {

    private Explainers() {}

    /** Of a refusal by Entra, of a pod that has a token proxy. */
    public static Explainer direct(Explainer authority) {
        return new DirectRefusalExplainer(authority, IdentityBindingMode.OFF, true);
    }

    /** Of a refusal by or behind the token proxy. */
    public static Explainer proxy(Explainer authority, String clientId) {
        return new TokenProxyExplainer(authority, clientId, "proxy.example.net");
    }
}
