package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.AuthenticationMechanism;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisCredentials;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.data.redis.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.autoconfigure.data.redis.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.autoconfigure.mongo.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.autoconfigure.r2dbc.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.util.ClassUtils;

/** What Spring Boot hands R2DBC, Lettuce and MongoDB's driver if a property says so; no server is here. */
@WorkloadIdentityTest
class ClientLoginsTest {

    private static final String[] ON = {
        "azure.workload-identity.r2dbc.enabled=true",
        "azure.workload-identity.redis.enabled=true",
        "azure.workload-identity.mongodb.enabled=true"
    };
    private static final String NAME = "azure.credentialName";

    private final ApplicationContextRunner runner = runner("3");

    // The types of both lines are on this class path, so that each is tried by itself.
    private static ApplicationContextRunner runner(String line) {
        return new ApplicationContextRunner()
                .withConfiguration(Pods.autoConfiguration())
                .withConfiguration(AutoConfigurations.of(
                        type("r2dbc.Boot" + line + "R2dbcAutoConfiguration"),
                        type("redis.Boot" + line + "RedisAutoConfiguration"),
                        type("mongodb.Boot" + line + "MongodbAutoConfiguration")));
    }

    @Test
    void withoutAPropertyNothingIsChanged(LocalCluster cluster) {
        runner.withPropertyValues(Pods.properties(cluster))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ConnectionFactoryOptionsBuilderCustomizer.class)
                        .doesNotHaveBean(LettuceClientConfigurationBuilderCustomizer.class)
                        .doesNotHaveBean(LettuceClientOptionsBuilderCustomizer.class)
                        .doesNotHaveBean(MongoClientSettingsBuilderCustomizer.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.r2dbc", "io.lettuce", "org.springframework.data", "com.mongodb"})
    void anApplicationWithoutOneOfTheLibrariesStarts(String library, LocalCluster cluster) {
        on(cluster)
                .withClassLoader(new FilteredClassLoader(library))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource({
        "r2dbc:postgresql://orders@localhost/shop?sslMode=verify-full, azure, postgresql",
        "r2dbc:pool:postgresql://orders@localhost/shop?sslMode=verify-full, pool, azure:postgresql",
        "r2dbc:azure:mysql://orders@localhost/shop?sslMode=verify_identity, azure, mysql",
        "r2dbc:pool:azure:mysql://orders@localhost/shop?sslMode=verify_identity, pool, azure:mysql"
    })
    void r2dbcGoesThroughTheDriverThatPutsInTheToken(String url, String driver, String protocol, LocalCluster cluster) {
        on(cluster).run(context -> {
            ConnectionFactoryOptions options = r2dbc(context, url);

            assertThat(options.getValue(ConnectionFactoryOptions.DRIVER)).isEqualTo(driver);
            assertThat(options.getValue(ConnectionFactoryOptions.PROTOCOL)).isEqualTo(protocol);
            assertThat(options.getValue(Option.valueOf(NAME))).asString().startsWith("spring-");
        });
    }

    @Test
    void twoContextsNameTheirOwnIdentities(LocalCluster cluster) {
        String url = "r2dbc:postgresql://orders@localhost/shop?sslMode=verify-full";
        on(cluster)
                .run(first -> on(cluster)
                        .run(second -> assertThat(r2dbc(first, url).getValue(Option.valueOf(NAME)))
                                .isNotEqualTo(r2dbc(second, url).getValue(Option.valueOf(NAME)))));
    }

    @Test
    void redisGetsUserAndTokenOfTheIdentityAndEachNewOne(
            LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        on(cluster).run(context -> {
            RedisCredentials credentials = redis(context, tls(), new RedisStandaloneConfiguration());

            assertThat(credentials.getUsername()).isEqualTo(application.objectId());
            assertThat(new String(credentials.getPassword()))
                    .isEqualTo(context.getBean(WorkloadIdentity.class)
                            .token("https://redis.azure.com/.default")
                            .value());
            ClientOptions.Builder options = ClientOptions.builder();
            context.getBean(LettuceClientOptionsBuilderCustomizer.class).customize(options);
            assertThat(options.build().getReauthenticateBehaviour())
                    .isEqualTo(ClientOptions.ReauthenticateBehavior.ON_NEW_CREDENTIALS);
        });
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void redisMayHaveAUserOfItsOwn(LocalCluster cluster) {
        on(cluster)
                .withPropertyValues("azure.workload-identity.redis.user=orders")
                .run(context -> assertThat(redis(context, tls(), new RedisStandaloneConfiguration())
                                .getUsername())
                        .isEqualTo("orders"));
    }

    @Test
    void mongodbLogsInByTheCallback(LocalCluster cluster) {
        on(cluster).run(context -> {
            MongoClientSettings settings = mongodb(context, "mongodb://localhost/?tls=true");

            assertThat(settings.getCredential().getAuthenticationMechanism())
                    .isEqualTo(AuthenticationMechanism.MONGODB_OIDC);
        });
    }

    @Test
    void aPasswordOrNoTlsBesideItIsRefusedWithWords(LocalCluster cluster, LocalEntra entra) {
        RedisStandaloneConfiguration withPassword = new RedisStandaloneConfiguration();
        withPassword.setPassword(RedisPassword.of("never-shown"));
        on(cluster).run(context -> {
            refused(
                    "spring.r2dbc.password",
                    () -> r2dbc(context, "r2dbc:postgresql://orders:never-shown@localhost/shop"));
            refused(
                    "spring.data.redis.ssl.enabled=true",
                    () -> redis(context, LettuceClientConfiguration.builder(), null));
            refused("spring.data.redis.username", () -> redis(context, tls(), withPassword));
            refused("tls=true", () -> mongodb(context, "mongodb://localhost/"));
            refused("Remove user, password", () -> mongodb(context, "mongodb://a:never-shown@localhost/?tls=true"));
        });
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void theBeansForSpringBoot4DoTheSame(LocalCluster cluster, LocalEntra entra) {
        on(runner("4"), cluster).run(context -> {
            ConnectionFactoryOptions.Builder options = ConnectionFactoryOptions.parse(
                            "r2dbc:postgresql://orders@localhost/shop?sslMode=verify-full")
                    .mutate();
            context.getBean(
                            org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer
                                    .class)
                    .customize(options);
            assertThat(options.build().getValue(ConnectionFactoryOptions.DRIVER))
                    .isEqualTo("azure");

            LettuceClientConfigurationBuilder client = tls();
            context.getBean(
                            org.springframework.boot.data.redis.autoconfigure
                                    .LettuceClientConfigurationBuilderCustomizer.class)
                    .customize(client);
            assertThat(credentials(client, new RedisStandaloneConfiguration()).hasPassword())
                    .isTrue();
            ClientOptions.Builder again = ClientOptions.builder();
            context.getBean(
                            org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer
                                    .class)
                    .customize(again);
            assertThat(again.build().getReauthenticateBehaviour())
                    .isEqualTo(ClientOptions.ReauthenticateBehavior.ON_NEW_CREDENTIALS);

            MongoClientSettings.Builder settings =
                    MongoClientSettings.builder().applyToSslSettings(tls -> tls.enabled(true));
            context.getBean(org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer.class)
                    .customize(settings);
            assertThat(settings.build().getCredential()).isNotNull();
        });
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void whereSpringCloudAzureLogsInToRedisItIsLeftToThat(LocalCluster cluster) {
        on(cluster)
                .withPropertyValues("spring.data.redis.azure.passwordless-enabled=true")
                .run(context -> assertThat(context).doesNotHaveBean(LettuceClientConfigurationBuilderCustomizer.class));
    }

    private static void refused(String said, Runnable made) {
        assertThatThrownBy(made::run)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("never-shown");
    }

    private static ConnectionFactoryOptions r2dbc(ApplicationContext context, String url) {
        ConnectionFactoryOptions.Builder options =
                ConnectionFactoryOptions.parse(url).mutate();
        context.getBean(ConnectionFactoryOptionsBuilderCustomizer.class).customize(options);
        return options.build();
    }

    private static LettuceClientConfigurationBuilder tls() {
        return LettuceClientConfiguration.builder().useSsl().and();
    }

    private static RedisCredentials redis(
            ApplicationContext context,
            LettuceClientConfigurationBuilder client,
            RedisStandaloneConfiguration address) {
        context.getBean(LettuceClientConfigurationBuilderCustomizer.class).customize(client);
        return credentials(client, address);
    }

    private static RedisCredentials credentials(
            LettuceClientConfigurationBuilder client, RedisStandaloneConfiguration address) {
        return client.build()
                .getRedisCredentialsProviderFactory()
                .orElseThrow()
                .createCredentialsProvider(address)
                .resolveCredentials()
                .block();
    }

    private static MongoClientSettings mongodb(ApplicationContext context, String url) {
        MongoClientSettings.Builder settings =
                MongoClientSettings.builder().applyConnectionString(new ConnectionString(url));
        context.getBean(MongoClientSettingsBuilderCustomizer.class).customize(settings);
        return settings.build();
    }

    private ApplicationContextRunner on(LocalCluster cluster) {
        return on(runner, cluster);
    }

    private static ApplicationContextRunner on(ApplicationContextRunner runner, LocalCluster cluster) {
        String[] pod = Pods.properties(cluster);
        String[] all = Arrays.copyOf(ON, ON.length + pod.length);
        System.arraycopy(pod, 0, all, ON.length, pod.length);
        return runner.withPropertyValues(all);
    }

    private static Class<?> type(String name) {
        return ClassUtils.resolveClassName("io.github.wicredential.spring." + name, null);
    }
}
