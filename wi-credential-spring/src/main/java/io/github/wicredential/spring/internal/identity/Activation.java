package io.github.wicredential.spring.internal.identity;

import io.github.wicredential.spring.internal.identity.WorkloadIdentityProperties.Enabled;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Whether there is a workload identity in an environment, and why.
 *
 * @param active whether there is
 * @param reason why, for people
 */
public record Activation(boolean active, String reason) {

    private static final String ENABLED = WorkloadIdentityProperties.PREFIX + ".enabled";
    private static final String TOKEN_FILE = WorkloadIdentityProperties.PREFIX + ".token-file";
    private static final String VARIABLE = "AZURE_FEDERATED_TOKEN_FILE";

    /**
     * Looks at an environment.
     *
     * @param environment the application's
     * @return the decision
     */
    public static Activation in(Environment environment) {
        Binder binder = Binder.get(environment);
        Enabled enabled = binder.bind(ENABLED, Enabled.class).orElse(Enabled.AUTO);
        return switch (enabled) {
            case TRUE -> new Activation(true, ENABLED + " is true");
            case FALSE -> new Activation(false, ENABLED + " is false");
            case AUTO -> {
                if (StringUtils.hasText(binder.bind(TOKEN_FILE, String.class).orElse(""))) {
                    yield new Activation(true, TOKEN_FILE + " is set");
                }
                yield StringUtils.hasText(environment.getProperty(VARIABLE))
                        ? new Activation(true, VARIABLE + " is set")
                        : new Activation(false, "neither " + TOKEN_FILE + " nor " + VARIABLE + " is set");
            }
        };
    }
}
