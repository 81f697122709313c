package io.github.wicredential.spring.downstream;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * For each of {@code azure.workload-identity.downstream} an interceptor bean for each HTTP client that is there. The
 * clients themselves stay the application's: nothing sends a token unless the application says so.
 */
@AutoConfiguration(afterName = "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration")
@ConditionalOnBean(WorkloadIdentity.class)
@EnableConfigurationProperties(WorkloadIdentityProperties.class)
final class DownstreamAutoConfiguration {

    // Not lazy even where everything is: invalid settings stop the start.
    @Bean
    @Lazy(false)
    DownstreamApis workloadIdentityDownstreamApis(WorkloadIdentityProperties properties, BeanFactory beans) {
        return new DownstreamApis(properties, beans);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.http.client.ClientHttpRequestInterceptor")
    @Import(DownstreamBeans.ForRestClient.class)
    static class RestClientConfiguration {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.web.reactive.function.client.ExchangeFilterFunction")
    @Import(DownstreamBeans.ForWebClient.class)
    static class WebClientConfiguration {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "okhttp3.Interceptor")
    @Import(DownstreamBeans.ForOkHttp.class)
    static class OkHttpConfiguration {}
}
