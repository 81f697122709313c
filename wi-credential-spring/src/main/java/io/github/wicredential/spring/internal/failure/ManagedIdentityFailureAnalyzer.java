package io.github.wicredential.spring.internal.failure;

import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.spring.internal.identity.Activation;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Spring Cloud Azure is told to use a managed identity in a pod that has a workload identity. */
final class ManagedIdentityFailureAnalyzer extends AbstractFailureAnalyzer<ClientAuthenticationException>
        implements Ordered {

    private static final String PROPERTY = "spring.cloud.azure.credential.managed-identity-enabled";

    private final Environment environment;

    ManagedIdentityFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ClientAuthenticationException cause) {
        if (!environment.getProperty(PROPERTY, Boolean.class, false)
                || !Activation.in(environment).active()) {
            return null;
        }
        return new FailureAnalysis(
                PROPERTY + " is true, and this pod has a workload identity. A managed identity is asked for on the "
                        + "node's metadata endpoint, which knows nothing of the pod's identity.",
                "Remove " + PROPERTY + ". The client id of the identity belongs into the annotation "
                        + "azure.workload.identity/client-id of the service account, or into "
                        + "azure.workload-identity.client-id.",
                cause);
    }
}
