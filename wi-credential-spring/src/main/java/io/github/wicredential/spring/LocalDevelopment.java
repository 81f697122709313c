package io.github.wicredential.spring;

import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.internal.guide.Pod;
import io.github.wicredential.spring.internal.Activation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** An application that starts without a pod, or without the webhook in one. */
final class LocalDevelopment {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDevelopment.class);

    private LocalDevelopment() {}

    /** Logs whose tokens there are. */
    static void log(Activation activation, Environment environment) {
        LOG.info("Tokens are those of the signed-in developer (az, azd, Azure PowerShell): {}", activation.reason());
        if (inKubernetes(environment)) {
            LOG.warn(
                    "This is a pod without a workload identity, and {} allows it to start. Remove the "
                            + "property unless this is a developer's pod. {}",
                    Activation.LOCAL,
                    untouched());
        }
    }

    /** Why a pod has no identity, and the commands for it, by the guide. */
    static String untouched() {
        GuideEntry entry = Guide.get().local("no-variables");
        return entry.title() + ". " + entry.advice(Pod.here()).next("");
    }

    /** Whether the application runs in a pod, with an identity or without. */
    static boolean inKubernetes(Environment environment) {
        return StringUtils.hasText(environment.getProperty("KUBERNETES_SERVICE_HOST"));
    }
}
