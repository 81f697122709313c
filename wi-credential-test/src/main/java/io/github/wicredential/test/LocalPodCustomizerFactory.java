package io.github.wicredential.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Looks for {@link LocalPod}. Found by Spring through {@code spring.factories}. */
final class LocalPodCustomizerFactory implements ContextCustomizerFactory {

    LocalPodCustomizerFactory() {}

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        return TestContextAnnotationUtils.hasAnnotation(testClass, LocalPod.class) ? new LocalPodCustomizer() : null;
    }
}
