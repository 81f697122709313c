package io.github.wicredential.spring;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.internal.artifacts.Artifacts;
import io.github.wicredential.spring.internal.Activation;
import io.github.wicredential.spring.internal.ConditionalOnSwitch;
import io.github.wicredential.spring.internal.EarlyIdentity;
import io.github.wicredential.spring.internal.IdentityMapper;
import io.github.wicredential.spring.internal.IdentityRegistry;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties.SpringCloudAzure;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The pod's identity as beans, ahead of Spring Cloud Azure's own credential, which backs off for a bean of its name.
 */
@AutoConfiguration(
        beforeName =
                "com.azure.spring.cloud.autoconfigure.implementation.context.AzureTokenCredentialAutoConfiguration")
@Conditional(WorkloadIdentityAutoConfiguration.OnWorkloadIdentityCondition.class)
@EnableConfigurationProperties(WorkloadIdentityProperties.class)
@Import(NamedIdentitiesRegistrar.class)
final class WorkloadIdentityAutoConfiguration {

    @Bean
    IdentityMapper workloadIdentityMapper(WorkloadIdentityProperties properties, Environment environment) {
        Artifacts.requireVersionOfCore("wi-credential-spring", WorkloadIdentityAutoConfiguration.class);
        Activation activation = Activation.in(environment);
        IdentityMapper mapper = new IdentityMapper(properties, environment::getProperty, activation.source());
        if (activation.source() == Activation.Source.DEVELOPER) {
            LocalDevelopment.log(activation, environment);
        }
        return mapper;
    }

    // Made before other beans, so it must not need the configuration itself.
    @Bean
    static IdentityRegistry workloadIdentityRegistry(ObjectProvider<EarlyIdentity> early) {
        return new IdentityRegistry(early);
    }

    // Not lazy even where everything is: what is checked at start has to be checked at start.
    @Bean
    @Lazy(false)
    @ConditionalOnMissingBean
    WorkloadIdentity workloadIdentity(
            WorkloadIdentityProperties properties, IdentityMapper mapper, ObjectProvider<EarlyIdentity> early) {
        WorkloadIdentityCredential made = made(early);
        WorkloadIdentity identity = made == null ? mapper.main().build() : made.identity();
        try {
            StartupValidation.validate(properties, identity, mapper.tokenFile());
            return identity;
        } catch (RuntimeException e) {
            identity.close();
            throw e;
        }
    }

    // By type a credential of the application's own comes first; Spring Cloud Azure looks for ours by its name.
    @Bean({IdentityRegistry.CREDENTIAL_BEAN, SpringCloudAzure.CREDENTIAL_BEAN})
    @Fallback
    @ConditionalOnSwitch("spring-cloud-azure.default-credential")
    @ConditionalOnSingleCandidate(WorkloadIdentity.class)
    @ConditionalOnMissingBean(name = {IdentityRegistry.CREDENTIAL_BEAN, SpringCloudAzure.CREDENTIAL_BEAN})
    WorkloadIdentityCredential workloadIdentityCredential(
            WorkloadIdentity identity, ObjectProvider<EarlyIdentity> early) {
        return credential(identity, early);
    }

    @Bean(IdentityRegistry.CREDENTIAL_BEAN)
    @Fallback
    @ConditionalOnSingleCandidate(WorkloadIdentity.class)
    @ConditionalOnMissingBean(name = IdentityRegistry.CREDENTIAL_BEAN)
    WorkloadIdentityCredential workloadIdentityCredentialAlone(
            WorkloadIdentity identity, ObjectProvider<EarlyIdentity> early) {
        return credential(identity, early);
    }

    // The one that the property source has, if it has one: same object, same tokens.
    private static WorkloadIdentityCredential credential(
            WorkloadIdentity identity, ObjectProvider<EarlyIdentity> early) {
        WorkloadIdentityCredential made = made(early);
        return made != null && made.identity() == identity ? made : WorkloadIdentityCredential.of(identity);
    }

    private static @Nullable WorkloadIdentityCredential made(ObjectProvider<EarlyIdentity> early) {
        EarlyIdentity identity = early.getIfAvailable();
        return identity == null ? null : identity.made();
    }

    /** Matches where there is, or has to be, a workload identity. */
    static final class OnWorkloadIdentityCondition extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Activation activation = Activation.in(context.getEnvironment());
            return new ConditionOutcome(
                    activation.active(),
                    ConditionMessage.forCondition("Workload identity").because(activation.reason()));
        }
    }
}
