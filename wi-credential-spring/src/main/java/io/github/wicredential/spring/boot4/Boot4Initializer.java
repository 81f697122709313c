package io.github.wicredential.spring.boot4;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.spring.internal.bootstrap.Bootstrap;
import io.github.wicredential.spring.internal.bootstrap.Registry;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.boot.bootstrap.BootstrapRegistry;
import org.springframework.boot.bootstrap.BootstrapRegistryInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** An application on Spring Boot 4 starts. */
final class Boot4Initializer implements BootstrapRegistryInitializer {

    @Override
    public void initialize(BootstrapRegistry registry) {
        Bootstrap.begin(new Boot4Registry(registry));
    }

    private record Boot4Registry(BootstrapRegistry registry) implements Registry {

        @Override
        public void offer(Supplier<TokenCredential> credential) {
            registry.registerIfAbsent(TokenCredential.class, context -> credential.get());
        }

        @Override
        public void onClose(Consumer<ConfigurableApplicationContext> action) {
            registry.addCloseListener(event -> action.accept(event.getApplicationContext()));
        }
    }
}
