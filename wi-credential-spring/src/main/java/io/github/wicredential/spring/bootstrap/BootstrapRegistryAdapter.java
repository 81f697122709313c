package io.github.wicredential.spring.bootstrap;

import com.azure.core.credential.TokenCredential;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring Boot's bootstrap registry, without its types, which 3.5 and 4 have in different packages. */
interface BootstrapRegistryAdapter {

    /** Registers a credential, unless there is one; the supplier is asked once, when it is needed. */
    void register(Supplier<TokenCredential> credential);

    /** Calls back when the application context is there and not yet refreshed. */
    void onClose(Consumer<ConfigurableApplicationContext> action);
}
