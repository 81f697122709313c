package io.github.wicredential.spring.downstream;

import io.github.wicredential.okhttp.BearerTokenInterceptor;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties.Downstream;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * One bean {@code PREFIX-NAME} for each API. It is given to who asks for it by name, and not to who collects
 * interceptors by type, since that would send the token along with requests for which it is not meant.
 */
class DownstreamBeans implements ImportBeanDefinitionRegistrar {

    private static final String DOWNSTREAM = WorkloadIdentityProperties.PREFIX + ".downstream";

    private final Environment environment;
    private final String prefix;
    private final Class<?> factory;

    private DownstreamBeans(Environment environment, String prefix, Class<?> factory) {
        this.environment = environment;
        this.prefix = prefix;
        this.factory = factory;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        Map<String, Downstream> apis = Binder.get(environment)
                .bind(DOWNSTREAM, Bindable.mapOf(String.class, Downstream.class))
                .orElse(Map.of());
        for (String name : new TreeSet<>(apis.keySet())) {
            String bean = prefix + "-" + name;
            // A bean of the application's own comes first.
            if (!registry.containsBeanDefinition(bean)) {
                registry.registerBeanDefinition(bean, definition(name));
            }
        }
    }

    private RootBeanDefinition definition(String name) {
        RootBeanDefinition definition = new RootBeanDefinition(factory);
        definition.setFactoryMethodName("of");
        definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
        definition.setDefaultCandidate(false);
        return definition;
    }

    /** For RestClient and RestTemplate. */
    static final class ForRestClient extends DownstreamBeans {

        ForRestClient(Environment environment) {
            super(environment, "workloadIdentityInterceptor", RestClientInterceptor.class);
        }
    }

    /** For WebClient. */
    static final class ForWebClient extends DownstreamBeans {

        ForWebClient(Environment environment) {
            super(environment, "workloadIdentityFilter", WebClientFilter.class);
        }
    }

    /** For OkHttp's client. */
    static final class ForOkHttp extends DownstreamBeans {

        ForOkHttp(Environment environment) {
            super(environment, "workloadIdentityOkHttpInterceptor", OkHttpInterceptors.class);
        }
    }

    /** Makes core's own interceptor for an API. Apart, so that an application without OkHttp does not load it. */
    static final class OkHttpInterceptors {

        private OkHttpInterceptors() {}

        static BearerTokenInterceptor of(String name, DownstreamApis apis) {
            return apis.get(name).forOkHttp();
        }
    }
}
