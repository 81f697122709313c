package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

class LocalPodTest {

    @Test
    void onlyATestThatAsksForItGetsAPodAndThoseWithTheSameContextShareOne() {
        assertThat(customizer(Plain.class)).isNull();
        assertThat(customizer(Annotated.class))
                .isNotNull()
                .isEqualTo(customizer(Inherits.class))
                .hasSameHashCodeAs(customizer(Inherits.class));
    }

    @Test
    void thePodIsThereBeforeTheBeansAndEndsAfterThem() {
        AtomicBoolean atItsEnd = new AtomicBoolean();
        Path file;
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            customizer(Annotated.class)
                    .customizeContext(context, new MergedContextConfiguration(Annotated.class, null, null, null, null));
            context.registerBean(
                    "needs",
                    Needs.class,
                    () -> new Needs(
                            Path.of(context.getEnvironment().getRequiredProperty("AZURE_FEDERATED_TOKEN_FILE")),
                            atItsEnd));
            context.refresh();
            file = context.getBean(Needs.class).file();
            assertThat(file).isEqualTo(context.getBean(LocalCluster.class).tokenFile());
            assertThat(context.getEnvironment().getProperty("azure.workload-identity.client-id"))
                    .isEqualTo(context.getBean(LocalApplication.class).clientId());
            assertThat(context.getBean(LocalEntra.class).tokenRequests()).isZero();
        }
        assertThat(atItsEnd).isTrue();
        assertThat(file).doesNotExist();
    }

    private static ContextCustomizer customizer(Class<?> test) {
        return new LocalPodCustomizerFactory().createContextCustomizer(test, List.of());
    }

    /** Whether the token file is still there when a bean is closed. */
    private record Needs(Path file, AtomicBoolean atItsEnd) implements AutoCloseable {

        private Needs {
            assertThat(file).exists();
        }

        @Override
        public void close() {
            atItsEnd.set(Files.exists(file));
        }
    }

    static class Plain {}

    @LocalPod
    static class Annotated {}

    static class Inherits extends Annotated {}
}
