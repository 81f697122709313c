package io.github.wicredential.clients.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.postgresql.plugin.AuthenticationRequestType.CLEARTEXT_PASSWORD;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.clients.internal.PodEnvironment;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import io.github.wicredential.thirdparty.nimbusds.jwt.SignedJWT;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;

@WorkloadIdentityTest
public class PostgresqlAuthenticationPluginTest {

    private PodEnvironment environment;

    @BeforeEach
    void variables(LocalCluster cluster) {
        environment = new PodEnvironment(cluster.environment());
    }

    @AfterEach
    void restore() {
        environment.close();
    }

    @Test
    void thePasswordIsATokenOfTheEnvironmentsIdentityForOpenSourceDatabases(LocalApplication application)
            throws Exception {
        JWTClaimsSet claims = claims(password());

        assertThat(claims.getAudience()).containsExactly("https://ossrdbms-aad.database.windows.net");
        assertThat(claims.getStringClaim("appid")).isEqualTo(application.clientId());
    }

    @Test
    void manyConnectionsAtOnceCostOneTokenRequest(LocalEntra entra) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            Callable<String> connection = PostgresqlAuthenticationPluginTest::password;
            List<Future<String>> passwords =
                    pool.invokeAll(Stream.generate(() -> connection).limit(64).toList());

            String first = passwords.get(0).get();
            for (Future<String> password : passwords) {
                assertThat(password.get()).isEqualTo(first);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void whatTheDriverWipesIsACopy() throws Exception {
        char[] used = plugin().getPassword(CLEARTEXT_PASSWORD);
        Arrays.fill(used, (char) 0);

        assertThat(password()).startsWith("ey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "allow", "prefer", ""})
    void noTokenWithoutCertainTls(String mode, LocalEntra entra) {
        Properties properties = new Properties();
        if (!mode.isEmpty()) {
            properties.setProperty("sslmode", mode);
        }

        assertThatThrownBy(() -> new PostgresqlAuthenticationPlugin(properties).getPassword(CLEARTEXT_PASSWORD))
                .isInstanceOf(PSQLException.class)
                .hasMessageContaining("sslmode=verify-full")
                .asInstanceOf(type(PSQLException.class))
                .extracting(PSQLException::getSQLState)
                .isEqualTo("08004");
        assertThat(entra.tokenRequests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-ca", "verify-full"})
    void aTokenWhereTlsIsCertain(String mode) throws Exception {
        assertThat(new PostgresqlAuthenticationPlugin(properties("sslmode", mode)).getPassword(CLEARTEXT_PASSWORD))
                .isNotEmpty();
    }

    @Test
    void theOldSettingForVerifiedTlsCountsToo() throws Exception {
        assertThat(new PostgresqlAuthenticationPlugin(properties("ssl", "true")).getPassword(CLEARTEXT_PASSWORD))
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLEARTEXT_PASSWORD")
    void aServerThatWantsNoClearTextGetsNoToken(AuthenticationRequestType type, LocalEntra entra) {
        assertThatThrownBy(() -> plugin().getPassword(type))
                .isInstanceOf(PSQLException.class)
                .hasMessageContainingAll(type.name(), "pgaadauth_create_principal");
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void aRefusalSaysWhatToDo(LocalApplication application) {
        application.setEnabled(false);

        assertThatThrownBy(PostgresqlAuthenticationPluginTest::password)
                .isInstanceOf(PSQLException.class)
                .hasMessageContaining("AADSTS")
                .hasCauseInstanceOf(TokenExchangeException.class)
                .extracting(PostgresqlAuthenticationPluginTest::printed)
                .satisfies(printed -> assertThat(printed).containsOnlyOnce("More:"));
    }

    @Test
    void theConnectionMayNameAnotherClientId(LocalEntra entra, LocalCluster cluster) throws Exception {
        LocalApplication other = entra.registerApplication().trust(cluster);

        assertThat(claims(password("azure.clientId", other.clientId())).getStringClaim("appid"))
                .isEqualTo(other.clientId());
        password("azure.clientId", other.clientId());
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aManagedIdentityIsTheWorkloadIdentityOfAPod(LocalEntra entra, LocalCluster cluster) throws Exception {
        LocalApplication other = entra.registerApplication().trust(cluster);

        assertThat(claims(password("azure.managedIdentityEnabled", "TRUE", "azure.clientId", other.clientId()))
                        .getStringClaim("appid"))
                .isEqualTo(other.clientId());
        assertThat(password("azure.managedIdentityEnabled", "true")).isNotEmpty();
    }

    @Test
    void aManagedIdentityIsNeverADevelopersSignIn() {
        environment.close();

        assertThatThrownBy(() -> password("azure.managedIdentityEnabled", "true"))
                .isInstanceOf(PSQLException.class)
                .hasMessageContainingAll(
                        "azure.managedIdentityEnabled requests only the workload identity of a pod",
                        "AZURE_FEDERATED_TOKEN_FILE",
                        "This process does not run in a pod")
                .hasMessageNotContaining("Install");
    }

    @Test
    void theConnectionMayNameAnotherTenant(LocalEntra entra, LocalCluster cluster, LocalApplication application)
            throws Exception {
        String tenant = "11111111-1111-1111-1111-111111111111";
        entra.tenant(tenant).registerApplication(application.clientId()).trust(cluster);

        assertThat(claims(password("azure.tenantId", tenant)).getStringClaim("tid"))
                .isEqualTo(tenant);
    }

    @Test
    void theConnectionMayNameAnotherScope() throws Exception {
        assertThat(claims(password("azure.scopes", " api://own/.default ")).getAudience())
                .containsExactly("api://own");
    }

    @Test
    void theEnvironmentsOwnAuthorityMayBeNamed(LocalEntra entra) throws Exception {
        assertThat(password("azure.authorityHost", entra.authorityHost().toString()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.example.com/",
                "https://login.microsoftonline.com.example.com",
                "http://127.0.0.1:1"
            })
    void anAuthorityThatIsNoneOfAzuresNeverGetsThePodsToken(String authority, LocalEntra entra) {
        assertThatThrownBy(() -> password("azure.authorityHost", authority))
                .isInstanceOf(PSQLException.class)
                .hasMessageContaining("azure.authorityHost")
                .hasMessageNotContaining(authority);
        assertThat(entra.tokenRequests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azure.clientSecret=never-shown",
                "azure.clientCertificatePath=never-shown",
                "azure.username=never-shown",
                "azure.password=never-shown",
                "azure.claims=never-shown",
                "azure.tokenCredentialProviderClassName=never-shown",
                "azure.tokenCredentialBeanName=never-shown"
            })
    void aChoiceOfAnotherKindOfIdentityIsRefusedByName(String property, LocalEntra entra) {
        String[] pair = property.split("=", 2);

        assertThatThrownBy(() -> password(pair[0], pair[1]))
                .isInstanceOf(PSQLException.class)
                .hasMessageContaining(pair[0])
                .hasMessageNotContaining("never-shown");
        assertThat(entra.tokenRequests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure.clientSecret= ", "azure.managedIdentityEnabled=false", "azure.clientId="})
    void whatSaysNothingIsAsIfItWereNotThere(String property) throws Exception {
        String[] pair = property.split("=", 2);

        assertThat(password(pair[0], pair[1])).isNotEmpty();
    }

    @Test
    void aNameAndAnIdTogetherAreRefused() {
        assertThatThrownBy(() -> password("azure.credentialName", "reports", "azure.clientId", "some"))
                .isInstanceOf(PSQLException.class)
                .hasMessageContaining("azure.credentialName");
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static PostgresqlAuthenticationPlugin plugin() {
        return new PostgresqlAuthenticationPlugin(properties("sslmode", "verify-full"));
    }

    public static String password(String... namesAndValues) throws PSQLException {
        Properties properties = properties(namesAndValues);
        properties.setProperty("sslmode", "verify-full");
        return new String(new PostgresqlAuthenticationPlugin(properties).getPassword(CLEARTEXT_PASSWORD));
    }

    public static JWTClaimsSet claims(String token) throws Exception {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    private static Properties properties(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }
}
