package io.github.wicredential.spring.r2dbc;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.ContextIdentity;
import io.github.wicredential.spring.internal.IdentityRegistry;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.r2dbc.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** R2DBC logs in with a token of the identity on Spring Boot 3. */
@AutoConfiguration(
        afterName = "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration",
        beforeName = "org.springframework.boot.autoconfigure.r2dbc.R2dbcAutoConfiguration")
@ConditionalOnBooleanProperty(name = WorkloadIdentityProperties.PREFIX + ".r2dbc.enabled")
@ConditionalOnClass(
        name = {
            "org.springframework.boot.autoconfigure.r2dbc.ConnectionFactoryOptionsBuilderCustomizer",
            "io.r2dbc.spi.ConnectionFactory"
        })
@ConditionalOnBean(value = WorkloadIdentity.class, name = IdentityRegistry.CREDENTIAL_BEAN)
@EnableConfigurationProperties(WorkloadIdentityProperties.class)
@Import(ContextIdentity.class)
final class Boot3R2dbcAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        // After all others, to see what they have set.
        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        ConnectionFactoryOptionsBuilderCustomizer workloadIdentityR2dbcLogin(ContextIdentity identity) {
            return connection -> TokenLogin.apply(connection, identity);
        }
    }
}
