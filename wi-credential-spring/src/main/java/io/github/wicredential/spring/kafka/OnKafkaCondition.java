package io.github.wicredential.spring.kafka;

import io.github.wicredential.spring.internal.identity.WorkloadIdentityProperties.SpringCloudAzure;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches unless it is switched off, or Spring Cloud Azure is to keep its own default credential. */
final class OnKafkaCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        SpringCloudAzure switches =
                Binder.get(context.getEnvironment()).bindOrCreate(SpringCloudAzure.PREFIX, SpringCloudAzure.class);
        return new ConditionOutcome(
                switches.kafka() && switches.defaultCredential(),
                ConditionMessage.forCondition("Kafka")
                        .because(SpringCloudAzure.PREFIX + ".kafka is " + switches.kafka() + ", .default-credential is "
                                + switches.defaultCredential()));
    }
}
