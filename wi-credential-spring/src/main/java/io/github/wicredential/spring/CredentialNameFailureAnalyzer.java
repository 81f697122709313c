package io.github.wicredential.spring;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.spring.internal.IdentityRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** A property names a credential bean that does not exist. */
final class CredentialNameFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException>
        implements Ordered {

    private static final String PREFIX = IdentityRegistry.CREDENTIAL_BEAN;

    private final BeanFactory beans;

    CredentialNameFailureAnalyzer(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        String name = cause.getBeanName();
        if (name == null || !name.startsWith(PREFIX)) {
            return null;
        }
        String there = beans instanceof ListableBeanFactory all
                ? String.join(", ", all.getBeanNamesForType(TokenCredential.class, true, false))
                : "";
        String action = name.startsWith(PREFIX + "-")
                ? "Name one of these, or configure the identity: azure.workload-identity.identities."
                        + name.substring(PREFIX.length() + 1) + ".client-id"
                : "A credential of this name exists unless the application has several beans of type "
                        + "WorkloadIdentity: mark one of them with @Primary, or define a credential with this "
                        + "name.";
        return new FailureAnalysis(
                "The credential '" + name
                        + "' is requested, but there is no bean with this name. Available credentials: "
                        + (there.isEmpty() ? "none" : there) + ".",
                action,
                cause);
    }
}
