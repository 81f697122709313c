package io.github.wicredential.spring;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.spring.internal.Activation;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** The application needs an identity, and it is not in a pod that has one. */
final class MissingIdentityFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException>
        implements Ordered {

    private static final Set<Class<?>> TYPES =
            Set.of(WorkloadIdentity.class, WorkloadIdentityCredential.class, TokenCredential.class);

    // The library's beans that are requested by name have types of Spring or OkHttp.
    private static final String NAMES = "workloadIdentity";

    private final Environment environment;

    MissingIdentityFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable rootFailure, NoSuchBeanDefinitionException cause, @Nullable String description) {
        Activation activation = Activation.in(environment);
        if (activation.active() || cause instanceof NoUniqueBeanDefinitionException || !isOurs(cause)) {
            return null;
        }
        return new FailureAnalysis(
                (description == null ? "The application" : description)
                        + " needs a bean of the workload identity (" + wanted(cause)
                        + "), and there is no workload identity here: " + activation.reason() + ".",
                LocalDevelopment.inKubernetes(environment)
                        ? LocalDevelopment.untouched()
                        : "On a developer's machine: set " + Activation.LOCAL + "=true, for example in "
                                + "application-local.properties for the profile 'local', and sign in: az login\n"
                                + "In a test: annotate its class with @LocalPod of wi-credential-test.\n"
                                + "In a pod: " + LocalDevelopment.untouched(),
                cause);
    }

    private static boolean isOurs(NoSuchBeanDefinitionException cause) {
        Class<?> type = cause.getBeanType();
        String name = cause.getBeanName();
        return (type != null && TYPES.contains(type))
                || (name != null && name.startsWith(NAMES))
                // By a qualifier, which is known from the text alone.
                || String.valueOf(cause.getMessage()).contains("\"" + NAMES);
    }

    private static String wanted(NoSuchBeanDefinitionException cause) {
        Class<?> type = cause.getBeanType();
        return type == null ? String.valueOf(cause.getBeanName()) : type.getName();
    }
}
