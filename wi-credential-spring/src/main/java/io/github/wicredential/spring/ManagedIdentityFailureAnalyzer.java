package io.github.wicredential.spring;

import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.spring.internal.Activation;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Spring Cloud Azure asked for a managed identity by itself in a pod that has a workload identity. */
final class ManagedIdentityFailureAnalyzer extends AbstractFailureAnalyzer<ClientAuthenticationException>
        implements Ordered {

    private static final String CREDENTIAL = "spring.cloud.azure.credential.";
    private static final String PROPERTY = CREDENTIAL + "managed-identity-enabled";

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
                || !Activation.in(environment).active()
                || findCause(rootFailure, WorkloadIdentityException.class) != null) {
            return null;
        }
        return new FailureAnalysis(
                PROPERTY + " is true, and azure-identity was asked for that managed identity. This pod has a workload "
                        + "identity (client id " + Activation.clientId(environment) + "), which was not asked.",
                "Remove " + CREDENTIAL
                        + "client-id, or make both the same: the annotation azure.workload.identity/client-id "
                        + "of the service account, or azure.workload-identity.client-id. Then the managed "
                        + "identity is the workload identity, unless "
                        + "azure.workload-identity.spring-cloud-azure disables it. To use no managed identity "
                        + "at all, remove " + PROPERTY + ".",
                cause);
    }
}
