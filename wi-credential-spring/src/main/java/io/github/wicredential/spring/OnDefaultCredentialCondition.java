package io.github.wicredential.spring;

import io.github.wicredential.spring.internal.identity.WorkloadIdentityProperties.SpringCloudAzure;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches unless Spring Cloud Azure is to keep its own default credential; a blank value counts as not set. */
final class OnDefaultCredentialCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean wanted = Binder.get(context.getEnvironment())
                .bindOrCreate(SpringCloudAzure.PREFIX, SpringCloudAzure.class)
                .defaultCredential();
        return new ConditionOutcome(
                wanted,
                ConditionMessage.forCondition("Spring Cloud Azure's default credential")
                        .because(SpringCloudAzure.PREFIX + ".default-credential is " + wanted));
    }
}
