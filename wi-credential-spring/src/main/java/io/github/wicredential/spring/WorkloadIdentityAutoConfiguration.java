package io.github.wicredential.spring;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.spring.internal.identity.IdentityMapper;
import io.github.wicredential.spring.internal.identity.StartCheck;
import io.github.wicredential.spring.internal.identity.WorkloadIdentityProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * The pod's identity as beans, ahead of Spring Cloud Azure's own credential, which backs off for a bean of its name.
 */
@AutoConfiguration(
        beforeName =
                "com.azure.spring.cloud.autoconfigure.implementation.context.AzureTokenCredentialAutoConfiguration")
@Conditional(OnWorkloadIdentityCondition.class)
@EnableConfigurationProperties(WorkloadIdentityProperties.class)
@Import(NamedIdentitiesRegistrar.class)
final class WorkloadIdentityAutoConfiguration {

    static final String CREDENTIAL = "workloadIdentityCredential";
    static final String SPRING_CLOUD_AZURE_CREDENTIAL = "springCloudAzureDefaultCredential";

    @Bean
    IdentityMapper workloadIdentityMapper(WorkloadIdentityProperties properties, Environment environment) {
        StartCheck.settings(properties);
        return new IdentityMapper(properties, environment::getProperty);
    }

    // Not lazy even where everything is: what is checked at start has to be checked at start.
    @Bean
    @Lazy(false)
    @ConditionalOnMissingBean
    WorkloadIdentity workloadIdentity(WorkloadIdentityProperties properties, IdentityMapper mapper) {
        WorkloadIdentity identity = mapper.main().build();
        try {
            StartCheck.run(properties, identity, mapper.tokenFile());
            return identity;
        } catch (RuntimeException e) {
            identity.close();
            throw e;
        }
    }

    @Bean({CREDENTIAL, SPRING_CLOUD_AZURE_CREDENTIAL})
    @ConditionalOnMissingBean(name = {CREDENTIAL, SPRING_CLOUD_AZURE_CREDENTIAL})
    WorkloadIdentityCredential workloadIdentityCredential(WorkloadIdentity identity) {
        return WorkloadIdentityCredential.of(identity);
    }

    @Bean(CREDENTIAL)
    @ConditionalOnMissingBean(name = CREDENTIAL)
    WorkloadIdentityCredential workloadIdentityCredentialAlone(WorkloadIdentity identity) {
        return WorkloadIdentityCredential.of(identity);
    }
}
