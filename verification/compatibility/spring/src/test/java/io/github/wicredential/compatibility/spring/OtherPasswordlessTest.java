package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.extensions.implementation.credential.TokenCredentialProviderOptions;
import com.azure.identity.extensions.implementation.credential.provider.TokenCredentialProvider;
import com.azure.identity.extensions.jdbc.mysql.AzureMysqlAuthenticationPlugin;
import com.azure.spring.cloud.autoconfigure.implementation.context.properties.AzureGlobalProperties;
import com.azure.spring.cloud.autoconfigure.implementation.data.redis.lettuce.AzureRedisCredentials;
import com.azure.spring.cloud.autoconfigure.implementation.jms.properties.AzureServiceBusJmsProperties;
import com.azure.spring.cloud.autoconfigure.implementation.passwordless.properties.AzureRedisPasswordlessProperties;
import com.azure.spring.cloud.autoconfigure.implementation.util.SpringPasswordlessPropertiesUtils;
import com.mysql.cj.conf.ConnectionUrl;
import com.mysql.cj.jdbc.JdbcPropertySetImpl;
import com.mysql.cj.protocol.Protocol;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.a.NativePacketPayload;
import com.zaxxer.hikari.HikariDataSource;
import io.github.wicredential.WorkloadIdentity;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Passwordless connections beside PostgreSQL's, up to where Spring Cloud Azure hands the password to the client. */
class OtherPasswordlessTest {

    @Test
    void theAccessTokenIsThePasswordForMySql() throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context = pod.run(
                        "spring.datasource.url=jdbc:mysql://127.0.0.1:1/orders",
                        "spring.datasource.username=orders",
                        "spring.datasource.azure.passwordless-enabled=true")) {
            String url = context.getBean(HikariDataSource.class).getJdbcUrl();
            assertThat(url).contains("AzureMysqlAuthenticationPlugin");
            AzureMysqlAuthenticationPlugin plugin = new AzureMysqlAuthenticationPlugin();
            plugin.init(connection(url));
            List<NativePacketPayload> sent = new ArrayList<>();

            plugin.nextAuthenticationStep(new NativePacketPayload(new byte[0]), sent);

            assertThat(sent).hasSize(1);
            assertThat(new String(sent.get(0).getByteBuffer(), StandardCharsets.UTF_8))
                    .startsWith(token(context, "https://ossrdbms-aad.database.windows.net/.default"));
            assertThat(pod.entra.tokenRequests()).isEqualTo(1);
        }
    }

    @Test
    void theAccessTokenIsThePasswordForRedis() throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context = pod.run()) {
            AzureRedisPasswordlessProperties properties = new AzureRedisPasswordlessProperties();
            properties.setPasswordlessEnabled(true);
            properties.setScopes("https://redis.azure.com/.default");
            properties.getCredential().setTokenCredentialBeanName(named(context));

            AzureRedisCredentials credentials = new AzureRedisCredentials("orders", properties);

            assertThat(new String(credentials.getPassword()))
                    .isEqualTo(token(context, "https://redis.azure.com/.default"));
            assertThat(pod.entra.tokenRequests()).isEqualTo(1);
        }
    }

    @Test
    void theCredentialForJmsIsTheBean() throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context = pod.run()) {
            AzureServiceBusJmsProperties properties = new AzureServiceBusJmsProperties();
            properties.setPasswordlessEnabled(true);
            properties.getCredential().setTokenCredentialBeanName(named(context));
            Properties passed = properties.toPasswordlessProperties();
            SpringPasswordlessPropertiesUtils.enhancePasswordlessProperties(
                    AzureServiceBusJmsProperties.PREFIX, properties, passed);

            TokenCredential credential = TokenCredentialProvider.createDefault(
                            new TokenCredentialProviderOptions(passed))
                    .get();

            assertThat(credential).isSameAs(context.getBean("workloadIdentityCredential"));
        }
    }

    /** What Spring Cloud Azure merges into each: its global setting, which has our default. */
    private static String named(ConfigurableApplicationContext context) {
        return context.getBean(AzureGlobalProperties.class).getCredential().getTokenCredentialBeanName();
    }

    private static String token(ConfigurableApplicationContext context, String scope) {
        return context.getBean(WorkloadIdentity.class).token(scope).value();
    }

    /** As much of the driver's connection over TLS as its plugin looks at. */
    @SuppressWarnings("unchecked")
    private static Protocol<NativePacketPayload> connection(String url) {
        JdbcPropertySetImpl properties = new JdbcPropertySetImpl();
        properties.initializeProperties(ConnectionUrl.getConnectionUrlInstance(url, new Properties())
                .getMainHost()
                .exposeAsProperties());
        return answering(
                Protocol.class,
                Map.of(
                        "getPropertySet",
                        properties,
                        "getSocketConnection",
                        answering(SocketConnection.class, Map.of("isSSLEstablished", true)),
                        "getServerSession",
                        answering(
                                ServerSession.class,
                                Map.of(
                                        "getCharsetSettings",
                                        answering(
                                                com.mysql.cj.CharsetSettings.class,
                                                Map.of("getPasswordCharacterEncoding", "UTF-8"))))));
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
