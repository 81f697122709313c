package io.github.wicredential.spring.internal.bootstrap;

import com.azure.core.credential.TokenCredential;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring Boot's bootstrap registry, without its types, which 3.5 and 4 have in different packages. */
public interface Registry {

    /**
     * Offers a credential, unless somebody has offered one.
     *
     * @param credential asked once, when it is needed
     */
    void offer(Supplier<TokenCredential> credential);

    /**
     * Calls back when the application context is there and not yet refreshed.
     *
     * @param action what to do with it
     */
    void onClose(Consumer<ConfigurableApplicationContext> action);
}
