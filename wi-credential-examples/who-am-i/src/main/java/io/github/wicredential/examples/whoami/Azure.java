package io.github.wicredential.examples.whoami;

import com.azure.core.credential.TokenCredential;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.authorization.AuthorizationManager;
import io.github.wicredential.WorkloadIdentity;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Azure's client for roles. Its credential is the bean of wi-credential-spring. */
@Configuration(proxyBeanMethods = false)
class Azure {

    @Bean
    AzureEnvironment azureEnvironment(@Value("${who-am-i.resource-manager}") String resourceManager) {
        Map<String, String> endpoints = new HashMap<>(AzureEnvironment.AZURE.getEndpoints());
        endpoints.put(AzureEnvironment.Endpoint.RESOURCE_MANAGER.identifier(), resourceManager);
        return new AzureEnvironment(endpoints);
    }

    @Bean
    AuthorizationManager authorization(
            TokenCredential credential,
            WorkloadIdentity identity,
            AzureEnvironment environment,
            @Value("${who-am-i.subscription}") String subscription) {
        return AuthorizationManager.authenticate(
                credential, new AzureProfile(identity.tenantId(), subscription, environment));
    }
}
