package io.github.wicredential.spring;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.spring.internal.IdentityMapper;
import io.github.wicredential.spring.internal.IdentityRegistry;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties.Agent;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties.Identity;
import java.util.ArrayList;
import java.util.List;
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
 * Beans {@code workloadIdentity-NAME} and {@code workloadIdentityCredential-NAME} for each further identity and agent. By type
 * alone nobody gets one of them while there is the main one.
 */
final class NamedIdentitiesRegistrar implements ImportBeanDefinitionRegistrar {

    private static final String IDENTITIES = WorkloadIdentityProperties.PREFIX + ".identities";

    private static final String AGENTS = WorkloadIdentityProperties.PREFIX + ".agents";
    private static final String BEAN = "workloadIdentity-";

    private final Environment environment;

    NamedIdentitiesRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        Map<String, Identity> identities = Binder.get(environment)
                .bind(IDENTITIES, Bindable.mapOf(String.class, Identity.class))
                .orElse(Map.of());
        Map<String, Agent> agents = Binder.get(environment)
                .bind(AGENTS, Bindable.mapOf(String.class, Agent.class))
                .orElse(Map.of());
        List<String> names = new ArrayList<>(new TreeSet<>(identities.keySet()));
        names.addAll(new TreeSet<>(agents.keySet()));
        requireDistinct(names, agents.isEmpty() ? IDENTITIES : IDENTITIES + " and " + AGENTS);
        for (String name : new TreeSet<>(identities.keySet())) {
            register(registry, name, definition("identity"));
        }
        for (Map.Entry<String, Agent> named : new TreeMap<>(agents).entrySet()) {
            RootBeanDefinition agent = definition("agent");
            String blueprint = named.getValue().blueprint();
            if (blueprint != null && !blueprint.isBlank()) {
                agent.getConstructorArgumentValues()
                        .addIndexedArgumentValue(1, new RuntimeBeanReference(BEAN + blueprint.strip()));
            }
            register(registry, named.getKey(), agent);
        }
    }

    /** An identity by name, and the credential for it. */
    private static void register(BeanDefinitionRegistry registry, String name, RootBeanDefinition definition) {
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
        definition.setDestroyMethodName("close");
        registerUnlessThere(registry, BEAN + name, definition);

        RootBeanDefinition credential = definition("credential");
        // The main one is a fallback itself.
        credential.setDefaultCandidate(false);
        credential.getConstructorArgumentValues().addIndexedArgumentValue(0, new RuntimeBeanReference(BEAN + name));
        registerUnlessThere(registry, IdentityRegistry.CREDENTIAL_BEAN + "-" + name, credential);
    }

    private static void requireDistinct(List<String> names, String where) {
        Set<String> seen = new TreeSet<>();
        for (String name : names) {
            if (!seen.add(name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", ""))) {
                throw new ConfigurationException("Two identities under " + where + " have the name '" + name
                        + "', or names that differ only in case and dashes. Give each a unique name.");
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
    private static void registerUnlessThere(
            BeanDefinitionRegistry registry, String name, RootBeanDefinition definition) {
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

        static WorkloadIdentity agent(String name, WorkloadIdentity blueprint, IdentityMapper mapper) {
            return mapper.agent(name, blueprint);
        }

        static WorkloadIdentityCredential credential(WorkloadIdentity identity) {
            return WorkloadIdentityCredential.of(identity);
        }
    }
}
