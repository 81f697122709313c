package io.github.wicredential.test;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit 5 extension that gives test methods, and methods before and after each test, parameters of the types
 * {@link LocalCluster}, {@link LocalEntra} and {@link LocalApplication}: new ones for each test, connected to each
 * other. The application is registered and trusts the cluster; the cluster's service account is annotated with it. They
 * are closed after the test.
 *
 * <p>Runs with JUnit 5.12 and later, and with JUnit 6.
 *
 * @since 0.1.0
 */
public final class LocalAzureExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(LocalAzureExtension.class);
    private static final Set<Class<?>> TYPES = Set.of(LocalCluster.class, LocalEntra.class, LocalApplication.class);

    /** Called by JUnit. */
    public LocalAzureExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType())
                && parameter.getDeclaringExecutable() instanceof Method
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(parameter, "parameter");
        LocalAzure pair = pair(context.getStore(NAMESPACE));
        Class<?> type = parameter.getParameter().getType();
        if (type == LocalCluster.class) {
            return pair.cluster();
        }
        return type == LocalEntra.class ? pair.entra() : pair.application();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Objects.requireNonNull(context, "context");
        LocalAzure pair = context.getStore(NAMESPACE).remove(LocalAzure.class, LocalAzure.class);
        if (pair != null) {
            pair.close();
        }
    }

    /** One test runs in one thread, so reading and writing need no lock. */
    private static LocalAzure pair(ExtensionContext.Store store) {
        LocalAzure known = store.get(LocalAzure.class, LocalAzure.class);
        if (known != null) {
            return known;
        }
        LocalAzure started = LocalAzure.start();
        store.put(LocalAzure.class, started);
        return started;
    }
}
