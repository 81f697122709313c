package io.github.wicredential.spring.jdbc;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.ClientIdentities;
import io.github.wicredential.spring.internal.ConditionalOnSwitch;
import io.github.wicredential.spring.internal.ContextIdentity;
import io.github.wicredential.spring.internal.IdentityRegistry;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;

/** The identity for JDBC drivers that have one of the hooks in their URL. */
@AutoConfiguration(afterName = "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration")
@ConditionalOnBean(value = WorkloadIdentity.class, name = IdentityRegistry.CREDENTIAL_BEAN)
@ConditionalOnSwitch("jdbc-hooks.enabled")
@Import(ContextIdentity.class)
final class JdbcHooksAutoConfiguration {

    // Both are made before any data source, which may connect as soon as it is made.
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static ClientIdentities.Registration workloadIdentityForJdbcHooks(ContextIdentity identity) {
        return ClientIdentities.registerDefault(identity::tokens);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static HikariPoolPostProcessor workloadIdentityForPools(
            ConfigurableListableBeanFactory beans, ContextIdentity identity) {
        return new HikariPoolPostProcessor(beans, identity.name(), IdentityRegistry.CREDENTIAL_BEAN);
    }
}
