package io.github.wicredential.spring;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.spring.internal.condition.ConditionalOnSwitch;
import io.github.wicredential.spring.internal.jdbc.OfferedCredential;
import io.github.wicredential.spring.internal.jdbc.PoolsOfTheContext;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Role;

/** The identity for JDBC drivers that have one of the hooks in their URL. */
@AutoConfiguration(after = WorkloadIdentityAutoConfiguration.class)
@Conditional(OnWorkloadIdentityCondition.class)
@ConditionalOnBean(name = WorkloadIdentityAutoConfiguration.CREDENTIAL)
@ConditionalOnSwitch("jdbc-hooks")
final class JdbcHooksAutoConfiguration {

    // Both are made before any data source, which may connect as soon as it is made.
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static OfferedCredential workloadIdentityForJdbcHooks(ConfigurableListableBeanFactory beans) {
        return new OfferedCredential(
                () -> beans.getBean(WorkloadIdentityAutoConfiguration.CREDENTIAL, TokenCredential.class));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static PoolsOfTheContext workloadIdentityForPools(
            ConfigurableListableBeanFactory beans, OfferedCredential offered) {
        return new PoolsOfTheContext(beans, offered, WorkloadIdentityAutoConfiguration.CREDENTIAL);
    }
}
