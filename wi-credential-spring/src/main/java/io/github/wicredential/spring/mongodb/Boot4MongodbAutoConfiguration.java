package io.github.wicredential.spring.mongodb;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.ContextIdentity;
import io.github.wicredential.spring.internal.IdentityRegistry;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** MongoDB's driver logs in with a token of the identity on Spring Boot 4. */
@AutoConfiguration(
        afterName = "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration",
        beforeName = "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration")
@ConditionalOnBooleanProperty(name = WorkloadIdentityProperties.PREFIX + ".mongodb.enabled")
@ConditionalOnClass(
        name = {
            "org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer",
            "com.mongodb.MongoCredential"
        })
@ConditionalOnBean(value = WorkloadIdentity.class, name = IdentityRegistry.CREDENTIAL_BEAN)
@EnableConfigurationProperties(WorkloadIdentityProperties.class)
@Import(ContextIdentity.class)
final class Boot4MongodbAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        // After all others, to see what they have set.
        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        MongoClientSettingsBuilderCustomizer workloadIdentityMongodbLogin(
                ContextIdentity login,
                ObjectProvider<WorkloadIdentity> identity,
                WorkloadIdentityProperties properties) {
            return settings -> TokenLogin.apply(settings, login, identity.getIfUnique(), properties.mongodb());
        }
    }
}
