package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.spring.cloud.service.implementation.kafka.KafkaOAuth2AuthenticateCallbackHandler;
import io.github.wicredential.WorkloadIdentity;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * The login to Event Hubs by Kafka's protocol, with Spring Cloud Azure's own callback handler. The pod's variables are
 * known to Spring alone, so that a token can come from nobody but us. A Kafka client logs in when it is made, before it
 * connects.
 */
class EventHubsKafkaTest {

    private static final String SERVERS = "spring.kafka.bootstrap-servers=localhost:9093";
    private static final String SCOPE = "https://localhost/.default";
    private static final String KEY = "azure.token.credential";

    @Test
    void theHandlerGetsTheTokenOfTheIdentity() throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context = pod.run(SERVERS)) {
            DefaultKafkaConsumerFactory<?, ?> consumers = context.getBean(DefaultKafkaConsumerFactory.class);
            DefaultKafkaProducerFactory<?, ?> producers = context.getBean(DefaultKafkaProducerFactory.class);
            assertThat(consumers.getConfigurationProperties())
                    .containsEntry(KEY, context.getBean("springCloudAzureDefaultCredential"));

            KafkaOAuth2AuthenticateCallbackHandler handler = new KafkaOAuth2AuthenticateCallbackHandler();
            handler.configure(
                    Map.of(
                            "bootstrap.servers",
                            List.of("localhost:9093"),
                            KEY,
                            producers.getConfigurationProperties().get(KEY)),
                    "OAUTHBEARER",
                    List.of());
            OAuthBearerTokenCallback callback = new OAuthBearerTokenCallback();
            handler.handle(new Callback[] {callback});
            assertThat(callback.token().value())
                    .isEqualTo(
                            context.getBean(WorkloadIdentity.class).token(SCOPE).value());

            try (Consumer<?, ?> consumer = consumers.createConsumer("group", "");
                    Producer<?, ?> producer = producers.createProducer()) {
                assertThat(consumer.assignment()).isEmpty();
                assertThat(producer.metrics()).isNotEmpty();
            }
            assertThat(pod.entra.tokenRequests()).as("one for all clients").isEqualTo(1);
        }
    }

    @Test
    void aManagedIdentityIsTheWorkloadIdentity() throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context =
                        pod.run(SERVERS, "spring.cloud.azure.credential.managed-identity-enabled=true")) {
            assertThat(context.getBean(DefaultKafkaConsumerFactory.class).getConfigurationProperties())
                    .containsEntry(KEY, context.getBean("springCloudAzureDefaultCredential"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azure.workload-identity.spring-cloud-azure.kafka=false",
                "azure.workload-identity.spring-cloud-azure.default-credential=false",
                "spring.cloud.azure.credential.client-secret=not-a-secret"
            })
    void switchedOffOrWithACredentialOfSpringCloudAzureItStaysOut(String property) throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context = pod.run(SERVERS, property)) {
            assertThat(context.getBean(DefaultKafkaConsumerFactory.class).getConfigurationProperties())
                    .doesNotContainKey(KEY);
            assertThat(context.getBean(DefaultKafkaProducerFactory.class).getConfigurationProperties())
                    .doesNotContainKey(KEY);
        }
    }
}
