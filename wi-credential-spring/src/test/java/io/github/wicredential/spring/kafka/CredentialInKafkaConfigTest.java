package io.github.wicredential.spring.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

class CredentialInKafkaConfigTest {

    private static final String KEY = "azure.token.credential";
    private static final String JAAS = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required ";

    private final WorkloadIdentity identity = WorkloadIdentity.builder()
            .environment(name -> null)
            .clientId("11111111-2222-4333-8444-555555555555")
            .tenantId("contoso.example")
            .assertion(() -> "never asked")
            .build();
    private final WorkloadIdentityCredential credential = WorkloadIdentityCredential.of(identity);
    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

    @BeforeEach
    void offer() {
        beans.addBean("springCloudAzureDefaultCredential", credential);
    }

    @AfterEach
    void close() {
        identity.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "azure.credential.managed-identity-enabled=\"false\";",
                "azure.credential.managed-identity-enabled=\"true\";",
                "azure.credential.managed-identity-enabled=\"true\" "
                        + "azure.credential.client-id=\"11111111-2222-4333-8444-555555555555\";",
                "azure.credential.client-id=\"\";",
                "azure.credential.client-id=\"11111111-2222-4333-8444-555555555555\";",
                "azure.profile.cloud-type=\"AZURE\" azure.configured=\"true\";"
            })
    void isThereWhereSpringCloudAzuresHandlerLogsInWithNothingElse(String options) {
        Map<String, Object> config = config(options);
        assertThat(consumer(config)).containsEntry(KEY, credential);
        assertThat(producer(config)).containsEntry(KEY, credential);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azure.credential.client-secret=\"s\";",
                "azure.credential.client-certificate-path=\"/c.pem\";",
                "azure.credential.username=\"u\";",
                "azure.credential.password=\"p\";",
                "azure.credential.managed-identity-enabled=\"true\" "
                        + "azure.credential.client-id=\"99999999-2222-4333-8444-555555555555\";",
                "azure.credential.client-id=\"99999999-2222-4333-8444-555555555555\";"
            })
    void whatIsChosenInTheJaasTextComesFirst(String options) {
        assertThat(consumer(config(options))).doesNotContainKey(KEY);
        assertThat(producer(config(options))).doesNotContainKey(KEY);
    }

    @Test
    void aCredentialThatIsThereStays() {
        TokenCredential own = request -> null;
        Map<String, Object> config = config("");
        config.put(KEY, own);
        assertThat(consumer(config)).containsEntry(KEY, own);
    }

    @Test
    void aHandlerOfTheUsersIsNotTouched() {
        Map<String, Object> config = config("");
        config.put("sasl.login.callback.handler.class", "com.contoso.Handler");
        assertThat(consumer(config)).doesNotContainKey(KEY);
        config.remove("sasl.login.callback.handler.class");
        assertThat(consumer(config)).doesNotContainKey(KEY);
        config.put("sasl.login.callback.handler.class", getClass());
        assertThat(consumer(config)).doesNotContainKey(KEY);
    }

    @Test
    void aDefaultCredentialOfTheUsersIsNotForUsToHandOut() {
        beans.addBean("springCloudAzureDefaultCredential", (TokenCredential) request -> null);
        assertThat(consumer(config(""))).doesNotContainKey(KEY);
    }

    private Map<String, Object> consumer(Map<String, Object> config) {
        DefaultKafkaConsumerFactory<String, String> factory = new DefaultKafkaConsumerFactory<>(config);
        return ((DefaultKafkaConsumerFactory<?, ?>)
                        new CredentialInKafkaConfig(beans).postProcessAfterInitialization(factory, "consumers"))
                .getConfigurationProperties();
    }

    private Map<String, Object> producer(Map<String, Object> config) {
        DefaultKafkaProducerFactory<String, String> factory = new DefaultKafkaProducerFactory<>(config);
        return ((DefaultKafkaProducerFactory<?, ?>)
                        new CredentialInKafkaConfig(beans).postProcessAfterInitialization(factory, "producers"))
                .getConfigurationProperties();
    }

    private static Map<String, Object> config(String options) {
        Map<String, Object> config = new HashMap<>();
        config.put("sasl.login.callback.handler.class", CredentialInKafkaConfig.HANDLER);
        config.put("sasl.jaas.config", JAAS + options);
        return config;
    }
}
