package io.github.wicredential.spring.internal;

import io.github.wicredential.spring.internal.WorkloadIdentityProperties.Enabled;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Whether there is an identity in an environment, whose tokens it has, and why, for people. */
public record Activation(Source source, String reason) {

    /** The property that makes an application start without a pod. */
    public static final String LOCAL = WorkloadIdentityProperties.PREFIX + ".local-development.enabled";

    private static final String ENABLED = WorkloadIdentityProperties.PREFIX + ".enabled";
    private static final String TOKEN_FILE = WorkloadIdentityProperties.PREFIX + ".token-file";
    private static final String CLIENT_ID = WorkloadIdentityProperties.PREFIX + ".client-id";
    private static final String VARIABLE = "AZURE_FEDERATED_TOKEN_FILE";
    private static final String NO_FILE = "neither " + TOKEN_FILE + " nor " + VARIABLE + " is set";

    /** Whose tokens there are. */
    public enum Source {
        /** The pod's, by its token file. */
        POD,
        /** The developer's, by a tool that is signed in. */
        DEVELOPER,
        /** Nobody's. */
        NONE
    }

    /** Decides. A token file comes before local development, so that a pod is never anything else. */
    public static Activation in(Environment environment) {
        Binder binder = Binder.get(environment);
        Enabled enabled = binder.bind(ENABLED, Enabled.class).orElse(Enabled.AUTO);
        if (enabled == Enabled.FALSE) {
            return new Activation(Source.NONE, ENABLED + " is false");
        }
        String file = tokenFile(binder, environment);
        if (file != null) {
            return new Activation(Source.POD, file + " is set");
        }
        if (binder.bind(LOCAL, Boolean.class).orElse(false)) {
            return new Activation(Source.DEVELOPER, LOCAL + " is true and " + NO_FILE);
        }
        return enabled == Enabled.TRUE
                ? new Activation(Source.POD, ENABLED + " is true")
                : new Activation(Source.NONE, NO_FILE);
    }

    /** Whether there is an identity. */
    public boolean active() {
        return source != Source.NONE;
    }

    /** The client id of the main identity, or null if none is configured. */
    public static @Nullable String clientId(Environment environment) {
        String own = Binder.get(environment).bind(CLIENT_ID, String.class).orElse("");
        String clientId = StringUtils.hasText(own) ? own : environment.getProperty("AZURE_CLIENT_ID");
        return StringUtils.hasText(clientId) ? clientId.strip() : null;
    }

    private static @Nullable String tokenFile(Binder binder, Environment environment) {
        if (StringUtils.hasText(binder.bind(TOKEN_FILE, String.class).orElse(""))) {
            return TOKEN_FILE;
        }
        return StringUtils.hasText(environment.getProperty(VARIABLE)) ? VARIABLE : null;
    }
}
