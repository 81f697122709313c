package io.github.wicredential.spring.kafka;

import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties.SpringCloudAzure;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * Puts the credential into the configuration of spring-kafka's factories, where Spring Cloud Azure's callback handler
 * looks before it makes one of its own. Only where that handler is what logs in, and no credential was chosen in another
 * way: by an object that is there already, or by the JAAS text, into which Spring Cloud Azure puts what is configured.
 */
final class CredentialInKafkaConfig implements BeanPostProcessor {

    static final String HANDLER =
            "com.azure.spring.cloud.service.implementation.kafka.KafkaOAuth2AuthenticateCallbackHandler";

    private static final Logger LOG = LoggerFactory.getLogger(CredentialInKafkaConfig.class);
    private static final String HANDLER_KEY = "sasl.login.callback.handler.class";
    private static final String JAAS_KEY = "sasl.jaas.config";
    private static final String CREDENTIAL_KEY = "azure.token.credential";
    private static final Pattern CHOSEN =
            Pattern.compile("azure\\.credential\\.(?:client-secret|client-certificate-path|username|password)\\s*=");
    private static final Pattern CLIENT_ID = Pattern.compile("azure\\.credential\\.client-id\\s*=\\s*\"?([^\"\\s;]*)");

    private final BeanFactory beans;

    CredentialInKafkaConfig(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof DefaultKafkaConsumerFactory<?, ?> factory) {
            Map<String, Object> added = added(factory.getConfigurationProperties(), beanName);
            if (!added.isEmpty()) {
                factory.updateConfigs(added);
            }
        } else if (bean instanceof DefaultKafkaProducerFactory<?, ?> factory) {
            Map<String, Object> added = added(factory.getConfigurationProperties(), beanName);
            if (!added.isEmpty()) {
                factory.updateConfigs(added);
            }
        }
        return bean;
    }

    private Map<String, Object> added(Map<String, Object> config, String beanName) {
        if (!handles(config.get(HANDLER_KEY)) || config.containsKey(CREDENTIAL_KEY)) {
            return Map.of();
        }
        if (!beans.containsBean(SpringCloudAzure.CREDENTIAL_BEAN)
                || !(beans.getBean(SpringCloudAzure.CREDENTIAL_BEAN)
                        instanceof WorkloadIdentityCredential credential)) {
            return Map.of();
        }
        String jaas = String.valueOf(config.getOrDefault(JAAS_KEY, ""));
        if (CHOSEN.matcher(jaas).find()
                || anotherClient(jaas, credential.identity().clientId())) {
            LOG.info("{} does not use the workload identity: a credential is configured for it", beanName);
            return Map.of();
        }
        LOG.info("{} uses the workload identity", beanName);
        return Map.of(CREDENTIAL_KEY, credential);
    }

    private static boolean handles(@Nullable Object handler) {
        return HANDLER.equals(handler instanceof Class<?> type ? type.getName() : handler);
    }

    private static boolean anotherClient(String jaas, String own) {
        Matcher clientId = CLIENT_ID.matcher(jaas);
        return clientId.find()
                && !clientId.group(1).isEmpty()
                && !clientId.group(1).equalsIgnoreCase(own);
    }
}
