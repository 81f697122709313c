package io.github.wicredential.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.wicredential.AccessToken;
import io.github.wicredential.AssertionException;
import io.github.wicredential.IdentityBindingMode;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.azure.AadCredentialBuilderBase;
import io.github.wicredential.azure.AzureCliCredential;
import io.github.wicredential.azure.AzureCliCredentialBuilder;
import io.github.wicredential.azure.AzureDeveloperCliCredential;
import io.github.wicredential.azure.AzureDeveloperCliCredentialBuilder;
import io.github.wicredential.azure.AzureIdentityEnvVars;
import io.github.wicredential.azure.AzurePowerShellCredential;
import io.github.wicredential.azure.AzurePowerShellCredentialBuilder;
import io.github.wicredential.azure.ChainedTokenCredential;
import io.github.wicredential.azure.ClientAssertionCredential;
import io.github.wicredential.azure.ClientAssertionCredentialBuilder;
import io.github.wicredential.azure.CredentialBuilderBase;
import io.github.wicredential.azure.DefaultAzureCredential;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;
import io.github.wicredential.azure.ManagedIdentityCredential;
import io.github.wicredential.azure.ManagedIdentityCredentialBuilder;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.azure.WorkloadIdentityCredentialBuilder;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.okhttp.BearerTokenInterceptor;
import io.github.wicredential.okhttp.OkHttpTransport;
import io.github.wicredential.spring.security.FederatedClientAssertion;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.Faults;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalClusterBuilder;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.LocalEntraBuilder;
import io.github.wicredential.test.LocalTenant;
import io.github.wicredential.test.ProjectedTokenBuilder;
import io.github.wicredential.test.TokenOrigin;
import io.github.wicredential.test.webhook.CustomTokenEndpoint;
import io.github.wicredential.test.webhook.WebhookMutation;
import io.github.wicredential.test.webhook.WebhookMutationBuilder;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may not be null is refused where it is given, with the name of the parameter: at every public constructor and
 * method, unless the parameter is annotated.
 */
class NullsTest {

    /** Modules whose signatures are their own; those of the bridge are azure-identity's. */
    private static final List<String> OWN =
            List.of("wi-credential-core", "wi-credential-azure", "wi-credential-spring", "wi-credential-test");

    /** Called by drivers and by JUnit, with what their contracts say. */
    private static final Set<String> CALLED_BY_OTHERS =
            Set.of("MysqlAuthenticationPlugin", "PostgresqlAuthenticationPlugin", "LocalAzureExtension");

    private static final String SCOPE = "https://vault.azure.net/.default";

    private static final TokenTransport NOBODY = request -> {
        throw new java.net.ConnectException("nobody");
    };

    private static final LocalEntra ENTRA = LocalEntra.start();
    private static final LocalCluster CLUSTER = LocalCluster.start();
    private static final LocalApplication APPLICATION =
            ENTRA.registerApplication().trust(CLUSTER);

    private static final Map<Class<?>, Supplier<?>> SAMPLES = Map.ofEntries(
            sample(String.class, () -> SCOPE),
            sample(String[].class, () -> new String[] {SCOPE}),
            sample(URI.class, () -> URI.create("https://host.example")),
            sample(Path.class, () -> Path.of("token")),
            sample(Duration.class, () -> Duration.ofMinutes(2)),
            sample(Instant.class, () -> Instant.EPOCH),
            sample(Clock.class, Clock::systemUTC),
            sample(List.class, List::of),
            sample(Collection.class, List::of),
            sample(Map.class, Map::of),
            sample(boolean.class, () -> false),
            sample(int.class, () -> 1),
            sample(long.class, () -> 1L),
            sample(Integer[].class, () -> new Integer[] {1}),
            sample(Throwable.class, IllegalStateException::new),
            sample(Class.class, () -> String.class),
            sample(WorkloadIdentity.class, NullsTest::identity),
            sample(WorkloadIdentityBuilder.class, WorkloadIdentity::builder),
            sample(TokenProvider.class, () -> (TokenProvider) request -> token()),
            sample(TokenRequest.class, () -> TokenRequest.of(SCOPE)),
            sample(TokenRequest[].class, () -> new TokenRequest[] {TokenRequest.of(SCOPE)}),
            sample(AccessToken.class, NullsTest::token),
            sample(TokenTransport.class, () -> NOBODY),
            sample(
                    TokenTransport.Request.class,
                    () -> TokenTransport.Request.of(
                            URI.create("https://host.example"), Map.of(), "", Duration.ofSeconds(1))),
            sample(TokenTransport.Response.class, () -> TokenTransport.Response.of(200, Map.of(), "")),
            sample(
                    Diagnosis.class,
                    () -> WorkloadIdentity.builder()
                            .diagnose(DiagnosisOptions.of().withOffline(true))),
            sample(DiagnosisOptions.class, () -> DiagnosisOptions.of().withOffline(true)),
            sample(IdentityBindingMode.class, () -> IdentityBindingMode.OFF),
            sample(AssertionException.Reason.class, () -> AssertionException.Reason.EMPTY),
            sample(OkHttpClient.class, OkHttpClient::new),
            sample(OkHttpTransport.class, () -> new OkHttpTransport(new OkHttpClient())),
            sample(BearerTokenInterceptor.class, () -> new BearerTokenInterceptor(identity(), SCOPE, "host.example")),
            sample(TokenRequestContext.class, () -> new TokenRequestContext().addScopes(SCOPE)),
            sample(WorkloadIdentityCredential.class, () -> WorkloadIdentityCredential.of(identity())),
            sample(TokenCredential.class, () -> WorkloadIdentityCredential.of(identity())),
            sample(AadCredentialBuilderBase.class, WorkloadIdentityCredentialBuilder::new),
            sample(CredentialBuilderBase.class, WorkloadIdentityCredentialBuilder::new),
            sample(AzureCliCredential.class, () -> new AzureCliCredentialBuilder().build()),
            sample(AzureDeveloperCliCredential.class, () -> new AzureDeveloperCliCredentialBuilder().build()),
            sample(AzurePowerShellCredential.class, () -> new AzurePowerShellCredentialBuilder().build()),
            sample(ChainedTokenCredential.class, () -> new DefaultAzureCredentialBuilder().build()),
            sample(DefaultAzureCredential.class, () -> new DefaultAzureCredentialBuilder().build()),
            sample(ManagedIdentityCredential.class, () -> new ManagedIdentityCredentialBuilder().build()),
            sample(
                    ClientAssertionCredential.class,
                    () -> new ClientAssertionCredentialBuilder()
                            .clientId("client")
                            .tenantId("tenant")
                            .clientAssertion(() -> "")
                            .build()),
            sample(AzureIdentityEnvVars[].class, () -> new AzureIdentityEnvVars[0]),
            sample(
                    FederatedClientAssertion.class,
                    () -> new FederatedClientAssertion(() -> "", URI.create("https://login.microsoftonline.com"))),
            sample(CustomTokenEndpoint.class, () -> CustomTokenEndpoint.of("own", "api://own", "https://proxy")),
            sample(WebhookMutationBuilder.class, WebhookMutation::builder),
            sample(WebhookMutation.class, NullsTest::webhook),
            sample(LocalEntra.class, () -> ENTRA),
            sample(LocalEntraBuilder.class, LocalEntra::builder),
            sample(LocalCluster.class, () -> CLUSTER),
            sample(LocalClusterBuilder.class, LocalCluster::builder),
            sample(LocalApplication.class, () -> APPLICATION),
            sample(LocalTenant.class, ENTRA::tenant),
            sample(Fault.class, Fault::reset),
            sample(Faults.class, ENTRA::faults),
            sample(TokenOrigin.class, () -> TokenOrigin.USER),
            sample(ProjectedTokenBuilder.class, CLUSTER::mint));

    private static <T> Map.Entry<Class<?>, Supplier<?>> sample(Class<T> type, Supplier<? extends T> sample) {
        return Map.entry(type, sample);
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
        ENTRA.close();
    }

    private static AccessToken token() {
        return new AccessToken("value", Instant.EPOCH, Instant.EPOCH);
    }

    private static WorkloadIdentity identity() {
        return WorkloadIdentity.builder()
                .environment(Map.of("AZURE_CLIENT_ID", "client", "AZURE_TENANT_ID", "tenant")::get)
                .assertion(() -> "")
                .transport(NOBODY)
                .build();
    }

    private static WebhookMutation webhook() {
        return WebhookMutation.builder()
                .tenantId("tenant")
                .serviceAccount(
                        "{\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"orders\",\"namespace\":\"shop\"}}")
                .build();
    }

    static Stream<Arguments> parameters() {
        List<Arguments> all = new ArrayList<>();
        for (Published module : Published.MODULES) {
            if (!OWN.contains(module.artifact())) {
                continue;
            }
            for (Class<?> type : module.types()) {
                if (CALLED_BY_OTHERS.contains(type.getSimpleName())) {
                    continue;
                }
                Stream.<Executable>concat(Stream.of(type.getConstructors()), Stream.of(type.getDeclaredMethods()))
                        .filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSynthetic())
                        .filter(each -> !Modifier.isAbstract(each.getModifiers()) || each instanceof Constructor)
                        .filter(each -> !(each instanceof Constructor && Modifier.isAbstract(type.getModifiers())))
                        .filter(each -> !each.getName().equals("equals") && !(type.isEnum() && isValueOf(each)))
                        .forEach(each -> addParameters(all, type, each));
            }
        }
        return all.stream();
    }

    private static boolean isValueOf(Executable each) {
        return each.getName().equals("valueOf");
    }

    private static void addParameters(List<Arguments> all, Class<?> type, Executable each) {
        AnnotatedType[] types = each.getAnnotatedParameterTypes();
        for (int i = 0; i < types.length; i++) {
            boolean mayBeNull = nullable(types[i]) || nullable(each.getParameters()[i]);
            if (!each.getParameterTypes()[i].isPrimitive() && !mayBeNull) {
                all.add(Arguments.of(shown(type, each), i, each));
            }
        }
    }

    private static boolean nullable(AnnotatedElement element) {
        return element.isAnnotationPresent(Nullable.class);
    }

    private static String shown(Class<?> type, Executable each) {
        return type.getSimpleName() + "." + (each instanceof Constructor ? "new" : each.getName())
                + List.of(each.getParameterTypes()).stream()
                        .map(Class::getSimpleName)
                        .toList();
    }

    @ParameterizedTest(name = "{0}, parameter {1}")
    @MethodSource("parameters")
    void nullIsRefusedWithTheNameOfTheParameter(String name, int parameter, Executable each) {
        Object[] given = new Object[each.getParameterCount()];
        for (int i = 0; i < given.length; i++) {
            given[i] = i == parameter ? null : sample(each.getParameterTypes()[i]);
        }

        assertThatThrownBy(() -> call(each, given))
                .isInstanceOf(NullPointerException.class)
                .satisfies(thrown -> {
                    assertThat(thrown.getMessage()).matches("[a-z][A-Za-z]*");
                    if (each.getParameters()[parameter].isNamePresent()) {
                        assertThat(thrown.getMessage()).isEqualTo(each.getParameters()[parameter].getName());
                    }
                });
    }

    @Test
    void elementsMayNotBeNullEither() {
        String none = null;
        try (WorkloadIdentity identity = identity()) {
            assertThatThrownBy(() -> identity.prefetch(SCOPE, none)).hasMessage("scope");
            assertThatThrownBy(() -> identity.prefetch(TokenRequest.of(SCOPE), null))
                    .hasMessage("request");
        }
        assertThatThrownBy(() -> TokenRequest.of(SCOPE, null)).hasMessage("scope");
        assertThatThrownBy(() -> DiagnosisOptions.of(SCOPE, null)).hasMessage("scope");
        assertThatThrownBy(() -> TokenRequest.of(none, SCOPE)).hasMessage("scope");
        assertThatThrownBy(() -> WorkloadIdentity.builder().additionallyAllowedTenants("a", null))
                .hasMessage("tenant");
    }

    private static Object call(Executable each, Object[] given) throws Throwable {
        try {
            if (each instanceof Constructor<?> constructor) {
                return constructor.newInstance(given);
            }
            Object target = Modifier.isStatic(each.getModifiers()) ? null : sample(each.getDeclaringClass());
            return ((Method) each).invoke(target, given);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** Something of a type: as above, or by the builder that it is made with, or a stand-in for an interface. */
    private static Object sample(Class<?> type) {
        Supplier<?> known = SAMPLES.get(type);
        if (known != null) {
            return known.get();
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    NullsTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
        }
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException none) {
            throw new LinkageError("No sample of " + type, none);
        }
    }
}
