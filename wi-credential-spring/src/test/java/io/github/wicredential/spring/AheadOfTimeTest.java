package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.util.ClassUtils;

/** An application that is processed ahead of time, without a native image. */
@WorkloadIdentityTest
class AheadOfTimeTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    @Test
    @CompileWithForkedClassLoader
    void theGeneratedContextHasTheSameBeans(LocalCluster cluster, LocalEntra entra) {
        // At build time nothing of the pod is known but that there will be one.
        Map<String, Object> build = settings("azure.workload-identity.enabled", "true");
        TestGenerationContext generation = new TestGenerationContext();
        new ApplicationContextAotGenerator().processAheadOfTime(context(build, true), generation);
        generation.writeGeneratedContent();
        assertThat(RuntimeHintsPredicates.reflection().onType(WorkloadIdentityProperties.SpringCloudAzure.class))
                .accepts(generation.getRuntimeHints());

        Map<String, Object> pod =
                settings("AZURE_CLIENT_ID", cluster.environment().get("AZURE_CLIENT_ID"));
        pod.putAll(cluster.environment());
        TestCompiler.forSystem().with(generation).compile(compiled -> {
            @SuppressWarnings("unchecked")
            ApplicationContextInitializer<GenericApplicationContext> generated =
                    compiled.getInstance(ApplicationContextInitializer.class);
            try (GenericApplicationContext context = context(pod, false)) {
                generated.initialize(context);
                context.refresh();
                assertThat(context.getBean(WorkloadIdentity.class).token(SCOPE).value())
                        .isNotBlank();
                assertThat(context.getBean("workloadIdentity-reports", WorkloadIdentity.class)
                                .clientId())
                        .isEqualTo("11111111-2222-4333-8444-555555555555");
                assertThat(context.getBean("workloadIdentityInterceptor-orders"))
                        .isInstanceOf(ClientHttpRequestInterceptor.class);
                assertThat(((AbstractBeanDefinition) context.getBeanDefinition("workloadIdentityInterceptor-orders"))
                                .isDefaultCandidate())
                        .as("by type alone")
                        .isFalse();
                assertThat(context.getBean(TokenCredential.class))
                        .as("by type, beside that of the further identity")
                        .isSameAs(context.getBean("workloadIdentityCredential"));
                assertThat(context.getBeanDefinition("workloadIdentityCredential")
                                .isFallback())
                        .as("a credential of the application's own comes first")
                        .isTrue();
                assertThat(context.getBean("springCloudAzureDefaultCredential"))
                        .isSameAs(context.getBean("workloadIdentityCredential"));
            }
        });
        assertThat(entra.granted()).isEqualTo(1);
    }

    private static Map<String, Object> settings(String name, String value) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("azure.workload-identity.identities.reports.client-id", "11111111-2222-4333-8444-555555555555");
        settings.put("azure.workload-identity.downstream.orders.scope", SCOPE);
        settings.put("azure.workload-identity.downstream.orders.allowed-hosts", "localhost");
        settings.put(name, value);
        return settings;
    }

    private static Class<?> downstream() {
        return ClassUtils.resolveClassName(
                "io.github.wicredential.spring.downstream.DownstreamAutoConfiguration",
                AheadOfTimeTest.class.getClassLoader());
    }

    private static GenericApplicationContext context(Map<String, Object> settings, boolean scan) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        if (scan) {
            new AnnotatedBeanDefinitionReader(context).register(WorkloadIdentityAutoConfiguration.class, downstream());
        }
        return context;
    }
}
