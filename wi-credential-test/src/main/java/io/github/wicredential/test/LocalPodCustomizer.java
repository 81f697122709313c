package io.github.wicredential.test;

import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Puts a context into a pod of its own. A record, since equal ones let tests share a context. */
record LocalPodCustomizer() implements ContextCustomizer {

    private static final String NAME = "localPod";
    private static final String PREFIX = "azure.workload-identity.";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        LocalAzure azure = LocalAzure.start();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(NAME, properties(azure.cluster().environment())));
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton("localCluster", azure.cluster());
        beans.registerSingleton("localEntra", azure.entra());
        beans.registerSingleton("localApplication", azure.application());
        // Closed last: what is closed before may still need them.
        beans.registerDisposableBean(NAME, azure::close);
    }

    private static Map<String, Object> properties(Map<String, String> variables) {
        Map<String, Object> properties = new HashMap<>(variables);
        properties.put(PREFIX + "enabled", "true");
        properties.put(PREFIX + "client-id", variables.get("AZURE_CLIENT_ID"));
        properties.put(PREFIX + "tenant-id", variables.get("AZURE_TENANT_ID"));
        properties.put(PREFIX + "token-file", variables.get("AZURE_FEDERATED_TOKEN_FILE"));
        properties.put(PREFIX + "authority-host", variables.get("AZURE_AUTHORITY_HOST"));
        return properties;
    }
}
