package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.identity.extensions.jdbc.postgresql.AzurePostgresqlAuthenticationPlugin;
import com.zaxxer.hikari.HikariDataSource;
import io.github.wicredential.WorkloadIdentity;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;
import org.postgresql.plugin.AuthenticationRequestType;
import org.springframework.context.ConfigurableApplicationContext;

/** Passwordless connections to PostgreSQL by Spring Cloud Azure's plugin for the driver. */
class PasswordlessTest {

    private static final String SCOPE = "https://ossrdbms-aad.database.windows.net/.default";
    private static final String[] DATA_SOURCE = {
        "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/orders",
        "spring.datasource.username=orders",
        "spring.datasource.azure.passwordless-enabled=true"
    };
    private static final String BEAN_NAME = "azure.tokenCredentialBeanName";

    @Test
    void theAccessTokenOfTheIdentityIsThePassword() throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context = pod.run(DATA_SOURCE)) {
            Properties url = url(context);
            assertThat(context.getBean(url.getProperty(BEAN_NAME)))
                    .isSameAs(context.getBean("springCloudAzureDefaultCredential"));

            char[] password = new AzurePostgresqlAuthenticationPlugin(url)
                    .getPassword(AuthenticationRequestType.CLEARTEXT_PASSWORD);

            assertThat(new String(password))
                    .isEqualTo(
                            context.getBean(WorkloadIdentity.class).token(SCOPE).value());
            new AzurePostgresqlAuthenticationPlugin(url).getPassword(AuthenticationRequestType.CLEARTEXT_PASSWORD);
            assertThat(pod.entra.tokenRequests()).as("one for all connections").isEqualTo(1);
        }
    }

    @Test
    void anApplicationThatStartsAgainInTheSameJvmHasItsOwnIdentityAndNotTheClosedOne() throws Exception {
        try (Pod pod = new Pod()) {
            for (int start = 1; start <= 2; start++) {
                try (ConfigurableApplicationContext context = pod.run(DATA_SOURCE)) {
                    char[] password = new AzurePostgresqlAuthenticationPlugin(url(context))
                            .getPassword(AuthenticationRequestType.CLEARTEXT_PASSWORD);

                    assertThat(new String(password))
                            .isEqualTo(context.getBean(WorkloadIdentity.class)
                                    .token(SCOPE)
                                    .value());
                }
            }
            assertThat(pod.entra.tokenRequests()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azure.workload-identity.spring-cloud-azure.passwordless=false",
                "azure.workload-identity.spring-cloud-azure.default-credential=false",
                "azure.workload-identity.enabled=false",
                "spring.cloud.azure.credential.client-secret=not-a-secret",
                "SPRING_CLOUD_AZURE_CREDENTIAL_CLIENTSECRET=not-a-secret",
                "spring.cloud.azure.credential.managed-identity-enabled=true "
                        + "spring.cloud.azure.credential.client-id=11111111-2222-4333-8444-555555555555"
            })
    void switchedOffOrWithACredentialOfSpringCloudAzureItStaysOut(String properties) throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context = pod.run(with(properties.split(" ", -1)))) {
            assertThat(url(context)).doesNotContainKey(BEAN_NAME);
        }
    }

    @Test
    void aManagedIdentityIsTheWorkloadIdentity() throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context =
                        pod.run(with("spring.cloud.azure.credential.managed-identity-enabled=true"))) {
            char[] password = new AzurePostgresqlAuthenticationPlugin(url(context))
                    .getPassword(AuthenticationRequestType.CLEARTEXT_PASSWORD);
            assertThat(new String(password))
                    .isEqualTo(
                            context.getBean(WorkloadIdentity.class).token(SCOPE).value());
        }
    }

    private static String[] with(String... properties) {
        return Stream.concat(Arrays.stream(DATA_SOURCE), Arrays.stream(properties))
                .toArray(String[]::new);
    }

    private static Properties url(ConfigurableApplicationContext context) {
        String url = context.getBean(HikariDataSource.class).getJdbcUrl();
        return Driver.parseURL(url, new Properties());
    }
}
