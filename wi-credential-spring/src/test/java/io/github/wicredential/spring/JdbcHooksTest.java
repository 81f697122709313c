package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.zaxxer.hikari.HikariDataSource;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPlugin;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.github.wicredential.thirdparty.nimbusds.jwt.SignedJWT;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Mono;

/** Which credential the hook of PostgreSQL's driver gets in an application; the pools never connect. */
@WorkloadIdentityTest
class JdbcHooksTest {

    private static final String NAME = "azure.credentialName";
    private static final String SCOPE = "https://ossrdbms-aad.database.windows.net/.default";
    private static final String URL = "jdbc:postgresql://127.0.0.1:1/orders?sslmode=verify-full";
    private static final String HOOK =
            "&authenticationPluginClassName=" + PostgresqlAuthenticationPlugin.class.getName();

    private static final String HOOK_AND_CLIENT =
            "&authenticationPluginClassName=io.github.wicredential.clients.jdbc.Any&azure.clientId=other";
    private static final String HOOK_AND_NAME =
            "&authenticationPluginClassName=io.github.wicredential.clients.jdbc.Any&azure.credentialName=other";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WorkloadIdentityAutoConfiguration.class,
                    ClassUtils.resolveClassName(
                            "io.github.wicredential.spring.jdbc.JdbcHooksAutoConfiguration", null)));

    @Test
    void thePasswordIsATokenOfTheIdentityBean(LocalCluster cluster, LocalEntra entra) {
        in(cluster).run(context -> {
            String token = context.getBean(WorkloadIdentity.class).token(SCOPE).value();

            assertThat(password(Driver.parseURL(URL + HOOK, new Properties()))).isEqualTo(token);
            assertThat(password(ofPool(context))).isEqualTo(token);
        });
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void withTheContextTheOfferEnds(LocalCluster cluster) {
        Properties[] properties = new Properties[1];
        in(cluster).run(context -> properties[0] = ofPool(context));

        assertThatThrownBy(() -> password(properties[0]))
                .isInstanceOf(PSQLException.class)
                .hasMessageContaining("is not registered");
    }

    @Test
    void twoContextsHaveTheirOwnIdentities(LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        LocalApplication other = entra.registerApplication().trust(cluster);
        in(cluster)
                .run(first -> in(cluster)
                        .withPropertyValues("azure.workload-identity.client-id=" + other.clientId())
                        .run(second -> {
                            assertThat(client(password(ofPool(first)))).isEqualTo(application.clientId());
                            assertThat(client(password(ofPool(second)))).isEqualTo(other.clientId());
                            assertThatThrownBy(() -> password(Driver.parseURL(URL + HOOK, new Properties())))
                                    .as("not named, not guessed")
                                    .hasMessageContaining("different identities");
                        }));
    }

    @Test
    void thePoolIsClosedBeforeTheIdentity(LocalCluster cluster) {
        in(cluster)
                .run(context -> assertThat(context.getBeanFactory().getDependentBeans("workloadIdentityCredential"))
                        .contains("pool"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HOOK_AND_CLIENT, HOOK_AND_NAME})
    void aPoolWithoutAHookOrWithAChoiceOfItsOwnIsLeftAlone(String ofUrl, LocalCluster cluster) {
        in(cluster)
                .withPropertyValues("url=" + URL + ofUrl)
                .run(context -> assertThat(
                                context.getBean(HikariDataSource.class).getDataSourceProperties())
                        .doesNotContainKey(NAME));
    }

    @Test
    void switchedOffNothingIsOffered(LocalCluster cluster, LocalEntra entra) {
        in(cluster)
                .withPropertyValues("azure.workload-identity.jdbc-hooks.enabled=false")
                .run(context -> {
                    assertThat(ofPool(context)).doesNotContainKey(NAME);
                    assertThatThrownBy(() -> password(ofPool(context))).isInstanceOf(PSQLException.class);
                });
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void aCredentialOfTheApplicationsOwnIsOffered(LocalCluster cluster, LocalEntra entra) {
        in(cluster)
                .withUserConfiguration(Own.class)
                .run(context -> assertThat(password(ofPool(context))).isEqualTo("own"));
        assertThat(entra.tokenRequests()).isZero();
    }

    private ApplicationContextRunner in(LocalCluster cluster) {
        return runner.withUserConfiguration(Pool.class)
                .withPropertyValues("url=" + URL + HOOK)
                .withPropertyValues(variables(cluster));
    }

    private static String[] variables(LocalCluster cluster) {
        return cluster.environment().entrySet().stream()
                .map(Map.Entry::toString)
                .toArray(String[]::new);
    }

    /** What the driver hands the hook for a connection of the context's pool. */
    private static Properties ofPool(ApplicationContext context) {
        HikariDataSource pool = context.getBean(HikariDataSource.class);
        return Driver.parseURL(pool.getJdbcUrl(), pool.getDataSourceProperties());
    }

    private static String password(Properties properties) throws PSQLException {
        return new String(new PostgresqlAuthenticationPlugin(properties)
                .getPassword(AuthenticationRequestType.CLEARTEXT_PASSWORD));
    }

    private static String client(String token) throws Exception {
        return SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("appid");
    }

    @Configuration(proxyBeanMethods = false)
    static class Pool {

        @Bean
        HikariDataSource pool(Environment environment) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(environment.getRequiredProperty("url"));
            return pool;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean
        TokenCredential workloadIdentityCredential() {
            return context -> Mono.just(
                    new AccessToken("own", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
        }
    }
}
