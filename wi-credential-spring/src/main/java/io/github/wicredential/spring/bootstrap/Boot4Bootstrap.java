package io.github.wicredential.spring.bootstrap;

import com.azure.core.credential.TokenCredential;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.BootstrapRegistry;
import org.springframework.boot.bootstrap.BootstrapRegistryInitializer;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** What Spring Boot 4 makes itself while an application starts, by {@code spring.factories}. */
final class Boot4Bootstrap {

    private Boot4Bootstrap() {}

    /** An application starts. */
    static final class Initializer implements BootstrapRegistryInitializer {

        @Override
        public void initialize(BootstrapRegistry registry) {
            Bootstrap.begin(new Adapter(registry));
        }
    }

    private record Adapter(BootstrapRegistry registry) implements Bootstrap.BootstrapRegistryAdapter {

        @Override
        public void register(Supplier<TokenCredential> credential) {
            registry.registerIfAbsent(TokenCredential.class, context -> credential.get());
        }

        @Override
        public void onClose(Consumer<ConfigurableApplicationContext> action) {
            registry.addCloseListener(event -> action.accept(event.getApplicationContext()));
        }
    }

    /** Where configuration files are read: in time for Key Vault's property source if that is first on the class path. */
    static final class WithConfigData implements EnvironmentPostProcessor, Ordered {

        @Override
        public int getOrder() {
            return ConfigDataEnvironmentPostProcessor.ORDER;
        }

        @Override
        public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
            Bootstrap.prepare(environment, false);
        }
    }

    /** After the configuration files: in time for Key Vault's property source if this is first on the class path. */
    static final class AfterConfigData implements EnvironmentPostProcessor, Ordered {

        @Override
        public int getOrder() {
            return ConfigDataEnvironmentPostProcessor.ORDER + 1;
        }

        @Override
        public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
            Bootstrap.prepare(environment, true);
        }
    }
}
