package io.github.wicredential.spring.bootstrap;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.spring.internal.Activation;
import io.github.wicredential.spring.internal.EarlyIdentity;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties.SpringCloudAzure;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * One start of an application, from its bootstrap registry to its context.
 *
 * <p>Registry, environment and context come to different classes, which Spring Boot makes itself and which have
 * nothing in common but the thread.
 */
final class Bootstrap {

    private static final String DEFAULTS = "workloadIdentityDefaults";
    private static final String CREDENTIAL_NAME = "spring.cloud.azure.credential.token-credential-bean-name";
    private static final int DEEPEST = 4;
    private static final ThreadLocal<@Nullable Bootstrap> CURRENT = new ThreadLocal<>();

    private final BootstrapRegistryAdapter registry;
    // A start inside of a start: Spring Cloud's parent context.
    private final @Nullable Bootstrap outer;
    private final int depth;
    private boolean configDataRead;
    private @Nullable EarlyIdentity early;
    private @Nullable String passwordlessName;
    private List<String> decisions = List.of();

    private Bootstrap(BootstrapRegistryAdapter registry, @Nullable Bootstrap previous) {
        this.registry = registry;
        // Starts that failed leave themselves behind; they must not make a chain.
        this.outer = previous == null || previous.depth == DEEPEST ? null : previous;
        this.depth = outer == null ? 0 : outer.depth + 1;
    }

    /** An application starts on this thread. */
    static void begin(BootstrapRegistryAdapter registry) {
        Bootstrap bootstrap = new Bootstrap(registry, CURRENT.get());
        CURRENT.set(bootstrap);
        registry.onClose(bootstrap::end);
    }

    /** The application's configuration files are being read. */
    static void readingConfigData() {
        Bootstrap bootstrap = CURRENT.get();
        if (bootstrap != null) {
            bootstrap.configDataRead = true;
        }
    }

    /** Decides where the credential is used once all configuration is known, that is, after its files were read. */
    static void prepare(ConfigurableEnvironment environment, boolean afterConfigData) {
        Bootstrap bootstrap = CURRENT.get();
        if (bootstrap != null && bootstrap.early == null && (afterConfigData || bootstrap.configDataRead)) {
            bootstrap.decide(environment);
        }
    }

    private void decide(ConfigurableEnvironment environment) {
        EarlyIdentity identity = new EarlyIdentity(environment);
        early = identity;
        if (!Activation.in(environment).active()) {
            return;
        }
        SpringCloudAzureWiring wiring = SpringCloudAzureWiring.in(environment);
        if (wiring.propertySource()) {
            registry.register(identity::credential);
        }
        if (wiring.passwordless()) {
            // A name of this start's own: azure-identity-extensions keeps credentials by name for the whole JVM, and a
            // restarted application would get that of the one before, which is closed.
            String name = SpringCloudAzure.CREDENTIAL_BEAN + "-" + UUID.randomUUID();
            passwordlessName = name;
            environment.getPropertySources().addLast(new MapPropertySource(DEFAULTS, Map.of(CREDENTIAL_NAME, name)));
        }
        decisions = wiring.decisions();
    }

    private void end(ConfigurableApplicationContext context) {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
        if (decisions.isEmpty()) {
            // The pod of a test comes to the environment after it was prepared, too late for the property source alone.
            decide(context.getEnvironment());
        }
        decisions.forEach(LoggerFactory.getLogger(Bootstrap.class)::info);
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        if (passwordlessName != null) {
            beans.registerAlias(SpringCloudAzure.CREDENTIAL_BEAN, passwordlessName);
        }
        EarlyIdentity identity = early;
        if (identity != null && identity.made() != null) {
            beans.registerSingleton(EarlyIdentity.BEAN, identity);
            if (beans instanceof DefaultSingletonBeanRegistry singletons) {
                singletons.registerDisposableBean(EarlyIdentity.BEAN, identity::close);
            }
        }
    }

    /** Spring Boot's bootstrap registry, without its types, which 3.5 and 4 have in different packages. */
    interface BootstrapRegistryAdapter {

        /** Registers a credential, unless there is one; the supplier is called once, when it is needed. */
        void register(Supplier<TokenCredential> credential);

        /** Calls back when the application context is there and not yet refreshed. */
        void onClose(Consumer<ConfigurableApplicationContext> action);
    }
}
