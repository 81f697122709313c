package io.github.wicredential.internal.assertion;

import io.github.wicredential.internal.cloud.Cloud;
import java.net.URI;
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

    /** The scope of a token that is to be an assertion itself; where the cloud is not known, as in the public one. */
    public static String scope(URI authority) {
        String name = switch (Cloud.of(authority).orElse(Cloud.PUBLIC)) {
            case CHINA -> "China";
            case US_GOVERNMENT -> "USGov";
            default -> "";
        };
        return ENTRA.value + name + "/.default";
    }

    /** Whether an audience is this one, in whatever case, or begins like it. */
    boolean begins(String audience) {
        return audience.toLowerCase(Locale.ROOT).startsWith(value.toLowerCase(Locale.ROOT));
    }
}
