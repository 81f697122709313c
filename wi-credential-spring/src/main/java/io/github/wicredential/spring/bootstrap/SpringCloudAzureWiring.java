package io.github.wicredential.spring.bootstrap;

import io.github.wicredential.spring.internal.WorkloadIdentityProperties.SpringCloudAzure;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Which parts of Spring Cloud Azure get the credential by default. A credential that is configured explicitly
 * comes first, everywhere.
 */
record SpringCloudAzureWiring(boolean propertySource, boolean passwordless, List<String> decisions) {

    private static final String PRESENT =
            "com.azure.spring.cloud.autoconfigure.implementation.context.AzureTokenCredentialAutoConfiguration";

    static SpringCloudAzureWiring in(ConfigurableEnvironment environment) {
        if (!ClassUtils.isPresent(PRESENT, SpringCloudAzureWiring.class.getClassLoader())) {
            return new SpringCloudAzureWiring(false, false, List.of());
        }
        SpringCloudAzure switches =
                Binder.get(environment).bindOrCreate(SpringCloudAzure.PREFIX, SpringCloudAzure.class);
        ExplicitCredentials explicit = ExplicitCredentials.in(environment);
        List<String> decisions = new ArrayList<>();
        boolean propertySource = switches.bootstrap() && explicit.forKeyVault().isEmpty();
        // By the name of the default bean, so without that bean there is nothing to name.
        boolean passwordless = switches.passwordless()
                && switches.defaultCredential()
                && explicit.all().isEmpty();
        decisions.add(
                text("Key Vault's property source", propertySource, switches.bootstrap(), explicit.forKeyVault()));
        decisions.add(text(
                "Spring Cloud Azure's passwordless connections",
                passwordless,
                switches.passwordless() && switches.defaultCredential(),
                explicit.all()));
        if (explicit.managedIdentity()) {
            decisions.add("A managed identity with a client id other than the workload identity's is requested "
                    + "(managed-identity-enabled=true), which is left to Spring Cloud Azure. To use the "
                    + "workload identity, remove that client id or set azure.workload-identity.client-id "
                    + "to it.");
        }
        return new SpringCloudAzureWiring(propertySource, passwordless, List.copyOf(decisions));
    }

    private static String text(String who, boolean uses, boolean wanted, List<String> explicit) {
        if (uses) {
            return who + " use" + (who.endsWith("s") ? "" : "s") + " the workload identity";
        }
        return who + " do" + (who.endsWith("s") ? "" : "es") + " not use the workload identity: "
                + (wanted ? String.join(", ", explicit) + " is set" : "disabled by property");
    }
}
