package io.github.wicredential.azure;

import com.azure.core.util.Configuration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all builders of credentials have in common. Not thread-safe.
 *
 * @param <T> the builder
 */
public abstract class CredentialBuilderBase<T extends CredentialBuilderBase<T>> {

    private @Nullable Configuration configuration;

    CredentialBuilderBase() {}

    /**
     * Where variables are looked up; default: azure-core's global configuration, which has what was put into it, the
     * JVM's system properties and the process's environment, in this order.
     *
     * @param configuration the configuration
     * @return this
     */
    public T configuration(Configuration configuration) {
        this.configuration = Objects.requireNonNull(configuration, "configuration");
        return self();
    }

    final @Nullable String variable(String name) {
        Configuration given = configuration;
        return (given != null ? given : Configuration.getGlobalConfiguration()).get(name);
    }

    @SuppressWarnings("unchecked")
    final T self() {
        return (T) this;
    }
}
