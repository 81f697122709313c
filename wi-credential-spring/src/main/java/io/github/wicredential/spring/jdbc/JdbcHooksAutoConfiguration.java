package io.github.wicredential.spring.jdbc;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.ConditionalOnSwitch;
import io.github.wicredential.spring.internal.IdentityRegistry;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

/** The identity for JDBC drivers that have one of the hooks in their URL. */
@AutoConfiguration(afterName = "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration")
@ConditionalOnBean(value = WorkloadIdentity.class, name = IdentityRegistry.CREDENTIAL_BEAN)
@ConditionalOnSwitch("jdbc-hooks.enabled")
final class JdbcHooksAutoConfiguration {

    // Both are made before any data source, which may connect as soon as it is made.
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static JdbcCredentialRegistration workloadIdentityForJdbcHooks(ConfigurableListableBeanFactory beans) {
        return new JdbcCredentialRegistration(
                () -> beans.getBean(IdentityRegistry.CREDENTIAL_BEAN, TokenCredential.class));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static HikariPoolPostProcessor workloadIdentityForPools(
            ConfigurableListableBeanFactory beans, JdbcCredentialRegistration registration) {
        return new HikariPoolPostProcessor(beans, registration, IdentityRegistry.CREDENTIAL_BEAN);
    }
}
