package io.github.wicredential.spring.redis;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.ContextIdentity;
import io.github.wicredential.spring.internal.IdentityRegistry;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import io.lettuce.core.ClientOptions.ReauthenticateBehavior;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.data.redis.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.autoconfigure.data.redis.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Lettuce logs in to Redis with a token of the identity, and again with each new one on Spring Boot 3. */
@AutoConfiguration(
        afterName = "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration",
        beforeName = "org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration")
@ConditionalOnBooleanProperty(name = WorkloadIdentityProperties.PREFIX + ".redis.enabled")
// Spring Cloud Azure logs in with the same identity through its own property.
@ConditionalOnBooleanProperty(
        name = "spring.data.redis.azure.passwordless-enabled",
        havingValue = false,
        matchIfMissing = true)
@ConditionalOnClass(
        name = {
            "org.springframework.boot.autoconfigure.data.redis.LettuceClientOptionsBuilderCustomizer",
            "io.lettuce.core.RedisCredentialsProvider",
            "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory"
        })
@ConditionalOnBean(value = WorkloadIdentity.class, name = IdentityRegistry.CREDENTIAL_BEAN)
@EnableConfigurationProperties(WorkloadIdentityProperties.class)
@Import(ContextIdentity.class)
final class Boot3RedisAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        // After all others, to see what they have set.
        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        LettuceClientConfigurationBuilderCustomizer workloadIdentityRedisLogin(
                ContextIdentity identity, WorkloadIdentityProperties properties) {
            return client -> TokenLogin.apply(client, identity.tokens(), properties.redis());
        }

        @Bean
        LettuceClientOptionsBuilderCustomizer workloadIdentityRedisLoginAgain() {
            return options -> options.reauthenticateBehavior(ReauthenticateBehavior.ON_NEW_CREDENTIALS);
        }
    }
}
