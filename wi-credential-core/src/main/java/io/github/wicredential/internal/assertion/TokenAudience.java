package io.github.wicredential.internal.assertion;

import io.github.wicredential.internal.cloud.Cloud;
import java.net.URI;
import java.util.Locale;

/** The audiences that distinguish the tokens of pods. */
public enum TokenAudience {
    /** Entra's audience; other clouds append their name. */
    ENTRA("api://AzureADTokenExchange"),
    /** The webhook's audience for the token proxy of AKS identity bindings. */
    BINDINGS("api://AKSIdentityBinding");

    private final String value;

    TokenAudience(String value) {
        this.value = value;
    }

    public String value() {
        return value;
    }

    /** The scope of a token that will itself be an assertion; if the cloud is unknown, that of the public cloud. */
    public static String scope(URI authority) {
        String name = switch (Cloud.of(authority).orElse(Cloud.PUBLIC)) {
            case CHINA -> "China";
            case US_GOVERNMENT -> "USGov";
            default -> "";
        };
        return ENTRA.value + name + "/.default";
    }

    /** Whether an audience is or begins with this one, ignoring case. */
    boolean begins(String audience) {
        return audience.toLowerCase(Locale.ROOT).startsWith(value.toLowerCase(Locale.ROOT));
    }
}
