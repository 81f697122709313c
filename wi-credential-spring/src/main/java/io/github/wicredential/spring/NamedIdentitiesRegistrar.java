package io.github.wicredential.spring;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.spring.internal.IdentityMapper;
import io.github.wicredential.spring.internal.IdentityRegistry;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties.Identity;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Beans {@code workloadIdentity-NAME} and {@code workloadIdentityCredential-NAME} for each further identity. By type
 * alone nobody gets one of them while there is the main one.
 */
final class NamedIdentitiesRegistrar implements ImportBeanDefinitionRegistrar {

    private static final String IDENTITIES = WorkloadIdentityProperties.PREFIX + ".identities";

    private final Environment environment;

    NamedIdentitiesRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        Map<String, Identity> identities = Binder.get(environment)
                .bind(IDENTITIES, Bindable.mapOf(String.class, Identity.class))
                .orElse(Map.of());
        requireDistinct(identities);
        for (String name : new TreeMap<>(identities).keySet()) {
            String identity = "workloadIdentity-" + name;
            RootBeanDefinition definition = definition("identity");
            definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
            definition.setDestroyMethodName("close");
            register(registry, identity, definition);

            RootBeanDefinition credential = definition("credential");
            // The main one is a fallback itself.
            credential.setDefaultCandidate(false);
            credential.getConstructorArgumentValues().addIndexedArgumentValue(0, new RuntimeBeanReference(identity));
            register(registry, IdentityRegistry.CREDENTIAL_BEAN + "-" + name, credential);
        }
    }

    private static void requireDistinct(Map<String, Identity> identities) {
        Set<String> seen = new TreeSet<>();
        for (String name : identities.keySet()) {
            if (!seen.add(name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", ""))) {
                throw new ConfigurationException("Two identities under " + IDENTITIES + " have the name '" + name
                        + "', or names that differ in case and dashes only. Give each a name of its own.");
            }
        }
    }

    private static RootBeanDefinition definition(String factoryMethod) {
        RootBeanDefinition definition = new RootBeanDefinition(NamedIdentities.class);
        definition.setFactoryMethodName(factoryMethod);
        definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
        definition.setFallback(true);
        return definition;
    }

    // A bean of the application's own comes first.
    private static void register(BeanDefinitionRegistry registry, String name, RootBeanDefinition definition) {
        if (!registry.containsBeanDefinition(name)) {
            registry.registerBeanDefinition(name, definition);
        }
    }

    /** What makes the beans. */
    static final class NamedIdentities {

        private NamedIdentities() {}

        static WorkloadIdentity identity(String name, IdentityMapper mapper) {
            return mapper.named(name).build();
        }

        static WorkloadIdentityCredential credential(WorkloadIdentity identity) {
            return WorkloadIdentityCredential.of(identity);
        }
    }
}
