package io.github.wicredential.spring.kafka;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.ConditionalOnSwitch;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** The identity's credential for Kafka clients that log in by Spring Cloud Azure's callback handler. */
@AutoConfiguration(afterName = "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration")
@ConditionalOnClass(name = CredentialInKafkaConfig.HANDLER)
@ConditionalOnBean(WorkloadIdentity.class)
@ConditionalOnSwitch({"spring-cloud-azure.kafka", "spring-cloud-azure.default-credential"})
final class EventHubsKafkaAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DefaultKafkaConsumerFactory.class)
    static class SpringKafka {

        @Bean
        static CredentialInKafkaConfig workloadIdentityKafkaCredential(BeanFactory beans) {
            return new CredentialInKafkaConfig(beans);
        }
    }
}
