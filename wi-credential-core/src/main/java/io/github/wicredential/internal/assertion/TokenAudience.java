package io.github.wicredential.internal.assertion;

import java.util.Locale;

/** The audiences by which the tokens of pods are told apart. */
public enum TokenAudience {
    /** Entra's; other clouds add their name. */
    ENTRA("api://AzureADTokenExchange"),
    /** The webhook's for the token proxy of AKS identity bindings. */
    BINDINGS("api://AKSIdentityBinding");

    private final String value;

    TokenAudience(String value) {
        this.value = value;
    }

    public String value() {
        return value;
    }

    /** Whether an audience is this one, in whatever case, or begins like it. */
    boolean begins(String audience) {
        return audience.toLowerCase(Locale.ROOT).startsWith(value.toLowerCase(Locale.ROOT));
    }
}
