package io.github.wicredential.compatibility.spring;

import com.azure.core.credential.TokenCredential;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;

/** What an application writes otherwise on each line. */
final class Registries {

    private Registries() {}

    /** A credential of the application's own for the time before there are beans. */
    static void register(SpringApplication application, TokenCredential own) {
        application.addBootstrapRegistryInitializer(
                registry -> registry.register(TokenCredential.class, InstanceSupplier.of(own)));
    }
}
