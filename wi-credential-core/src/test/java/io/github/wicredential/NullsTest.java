package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.okhttp.BearerTokenInterceptor;
import io.github.wicredential.okhttp.OkHttpTransport;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may not be null is refused where it is given, with the name of the parameter. */
class NullsTest {

    /** Public types that an application gives something to. Events are made by the library only. */
    private static final List<Class<?>> TYPES = List.of(
            WorkloadIdentity.class,
            WorkloadIdentityBuilder.class,
            AccessToken.class,
            TokenRequest.class,
            TokenTransport.Request.class,
            TokenTransport.Response.class,
            Diagnosis.class,
            DiagnosisOptions.class,
            Doctor.class,
            AssertionException.class,
            ConfigurationException.class,
            OkHttpTransport.class,
            BearerTokenInterceptor.class);

    private static final String SCOPE = "https://vault.azure.net/.default";

    private static final TokenTransport NOBODY = request -> {
        throw new java.net.ConnectException("nobody");
    };

    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(String.class, SCOPE),
            Map.entry(String[].class, new String[] {SCOPE}),
            Map.entry(URI.class, URI.create("https://host.example")),
            Map.entry(Path.class, Path.of("token")),
            Map.entry(Duration.class, Duration.ofMinutes(2)),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(List.class, List.of()),
            Map.entry(Collection.class, List.of()),
            Map.entry(Map.class, Map.of()),
            Map.entry(boolean.class, false),
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(TokenRequest.class, TokenRequest.of(SCOPE)),
            Map.entry(TokenRequest[].class, new TokenRequest[] {TokenRequest.of(SCOPE)}),
            Map.entry(AccessToken.class, new AccessToken("value", Instant.EPOCH, Instant.EPOCH)),
            Map.entry(TokenTransport.Request.class, request()),
            Map.entry(TokenTransport.class, NOBODY),
            Map.entry(DiagnosisOptions.class, DiagnosisOptions.of().withOffline(true)),
            Map.entry(IdentityBindingMode.class, IdentityBindingMode.OFF),
            Map.entry(AssertionException.Reason.class, AssertionException.Reason.EMPTY),
            Map.entry(OkHttpClient.class, new OkHttpClient()),
            Map.entry(Throwable.class, new IllegalStateException()));

    private static TokenTransport.Request request() {
        return TokenTransport.Request.of(URI.create("https://host.example"), Map.of(), "", Duration.ofSeconds(1));
    }

    private static WorkloadIdentity identity() {
        return WorkloadIdentity.builder()
                .environment(Map.of("AZURE_CLIENT_ID", "client", "AZURE_TENANT_ID", "tenant")::get)
                .assertion(() -> "")
                .transport(NOBODY)
                .build();
    }

    static Stream<Arguments> parameters() {
        List<Arguments> all = new ArrayList<>();
        for (Class<?> type : TYPES) {
            Stream.<Executable>concat(Stream.of(type.getConstructors()), Stream.of(type.getDeclaredMethods()))
                    .filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSynthetic())
                    .filter(each -> !each.getName().equals("equals"))
                    .forEach(each -> {
                        AnnotatedType[] types = each.getAnnotatedParameterTypes();
                        for (int i = 0; i < types.length; i++) {
                            boolean mayBeNull = nullable(types[i]) || nullable(each.getParameters()[i]);
                            if (!each.getParameterTypes()[i].isPrimitive() && !mayBeNull) {
                                all.add(Arguments.of(shown(type, each), i, each));
                            }
                        }
                    });
        }
        return all.stream();
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
        assertThatThrownBy(() -> DiagnosisOptions.of(SCOPE, null)).hasMessage("scope");
        assertThatThrownBy(() -> TokenRequest.of(SCOPE, null)).hasMessage("scope");
        assertThatThrownBy(() -> TokenRequest.of(none, SCOPE)).hasMessage("scope");
        assertThatThrownBy(() -> WorkloadIdentity.builder().additionallyAllowedTenants("a", null))
                .hasMessage("tenant");
    }

    private static Object call(Executable each, Object[] given) throws Throwable {
        try {
            if (each instanceof Constructor<?> constructor) {
                return constructor.newInstance(given);
            }
            return ((Method) each).invoke(Modifier.isStatic(each.getModifiers()) ? null : target(each), given);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static Object target(Executable each) {
        Class<?> type = each.getDeclaringClass();
        if (type == WorkloadIdentity.class) {
            return identity();
        }
        if (type == WorkloadIdentityBuilder.class) {
            return WorkloadIdentity.builder();
        }
        if (type == TokenTransport.Response.class) {
            return TokenTransport.Response.of(200, Map.of(), "");
        }
        if (type == Diagnosis.class) {
            return WorkloadIdentity.builder().diagnose(DiagnosisOptions.of().withOffline(true));
        }
        if (type == OkHttpTransport.class) {
            return new OkHttpTransport(new OkHttpClient());
        }
        if (type == BearerTokenInterceptor.class) {
            return new BearerTokenInterceptor(identity(), SCOPE, "host.example");
        }
        return sample(type);
    }

    private static Object sample(Class<?> type) {
        if (SAMPLES.containsKey(type)) {
            return SAMPLES.get(type);
        }
        if (type == WorkloadIdentity.class) {
            return identity();
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        return Proxy.newProxyInstance(
                NullsTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }
}
