package io.github.wicredential.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.ProxyOptions;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.ClientOptions;
import com.azure.core.util.Configuration;
import com.azure.identity.CredentialBuilderBase;
import io.github.wicredential.azure.AzureIdentityEnvVars;
import io.github.wicredential.azure.TokenCachePersistenceOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the public types of azure-identity that this library has too, member by member. */
class BuilderMethodsTest {

    private static final String THEIRS = "com.azure.identity.";
    private static final String OURS = "io.github.wicredential.azure.";
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "how-to", "migrating-from-azure-identity.md");
    private static final Pattern PUBLIC_TYPE = Pattern.compile("com/azure/identity/([A-Z]\\w+)\\.class");

    /** What is refused by an exception, since it would weaken security. */
    private static final Set<String> REFUSED = Set.of("enableUnsafeSupportLogging", "tokenCachePersistenceOptions");

    private static final Map<Class<?>, Object> VALUES = new HashMap<>();

    static {
        VALUES.put(int.class, 3);
        VALUES.put(boolean.class, true);
        VALUES.put(Duration.class, Duration.ofSeconds(5));
        VALUES.put(List.class, List.of("contoso.com"));
        VALUES.put(String[].class, new String[] {"contoso.com"});
        VALUES.put(ExecutorService.class, ForkJoinPool.commonPool());
        VALUES.put(Function.class, Function.<Duration>identity());
        VALUES.put(Supplier.class, (Supplier<String>) Stage::assertion);
        VALUES.put(HttpClient.class, new SomeHttpClient().createInstance());
        VALUES.put(
                HttpPipeline.class,
                new HttpPipelineBuilder()
                        .httpClient(new SomeHttpClient().createInstance())
                        .build());
        VALUES.put(HttpPipelinePolicy.class, (HttpPipelinePolicy) (context, next) -> next.process());
        VALUES.put(HttpLogOptions.class, new HttpLogOptions());
        VALUES.put(ClientOptions.class, new ClientOptions());
        VALUES.put(RetryPolicy.class, new RetryPolicy());
        VALUES.put(RetryOptions.class, new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(1))));
        VALUES.put(ProxyOptions.class, new ProxyOptions(ProxyOptions.Type.HTTP, new InetSocketAddress("localhost", 1)));
        VALUES.put(AzureIdentityEnvVars[].class, new AzureIdentityEnvVars[0]);
        VALUES.put(TokenCachePersistenceOptions.class, new TokenCachePersistenceOptions());
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("theirMethods")
    void everyPublicMethodIsHere(Class<?> theirType, Method theirs) throws ReflectiveOperationException {
        Method ours = ours(theirType)
                .orElseThrow()
                .getMethod(
                        theirs.getName(),
                        Arrays.stream(theirs.getParameterTypes())
                                .map(BuilderMethodsTest::here)
                                .toArray(Class<?>[]::new));

        // A setting's type is the builder's by a type variable, which may stand in another superclass.
        Class<?> result = here(theirs.getReturnType());
        assertThat(ours.getReturnType())
                .satisfiesAnyOf(
                        type -> assertThat(result).isAssignableFrom(type),
                        type -> assertThat(type).isAssignableFrom(result));
    }

    @ParameterizedTest
    @MethodSource("theirTypes")
    void everyTypeHasTheSameKindOfSuperclass(Class<?> type) throws ReflectiveOperationException {
        Class<?> ours = ours(type).orElseThrow();

        assertThat(here(type.getSuperclass())).isAssignableFrom(ours);
        assertThat(type.getInterfaces())
                .allSatisfy(face -> assertThat(here(face)).isAssignableFrom(ours));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingIsTakenOrRefusedWithWords(Class<?> type, Method theirs) throws ReflectiveOperationException {
        Object builder = builder(ours(type).orElseThrow());
        Method ours = builder.getClass()
                .getMethod(
                        theirs.getName(),
                        Arrays.stream(theirs.getParameterTypes())
                                .map(BuilderMethodsTest::here)
                                .toArray(Class<?>[]::new));
        Object[] values = Arrays.stream(ours.getParameterTypes())
                .map(kind -> value(ours, kind))
                .toArray();

        if (REFUSED.contains(theirs.getName())) {
            assertThatThrownBy(() -> ours.invoke(builder, values))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContainingAll(theirs.getName(), "Remove the call");
        } else {
            assertThat(ours.invoke(builder, values)).isSameAs(builder);
            assertThat(builder.getClass().getMethod("build").invoke(builder)).isNotNull();
        }
    }

    @Test
    void theDocumentSpeaksOfEverySettingAndType() throws IOException {
        String document = Files.readString(DOCUMENT);

        assertThat(settings()
                        .map(arguments -> ((Method) arguments.get()[1]).getName())
                        .distinct())
                .hasSizeGreaterThan(30)
                .allSatisfy(setting -> assertThat(document).containsPattern("`" + setting + "(\\([^`]*\\))?`"));
        assertThat(publicTypes()
                        .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                        .map(type -> type.getSimpleName().replaceAll("Builder$", "")))
                .allSatisfy(name -> assertThat(document).contains(name));
    }

    static Stream<Class<?>> theirTypes() {
        return publicTypes().filter(type -> ours(type).isPresent());
    }

    static Stream<Arguments> theirMethods() {
        return theirTypes()
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> !method.isBridge()
                                && method.getDeclaringClass().getName().startsWith(THEIRS))
                        .map(method -> Arguments.of(type, method)));
    }

    static Stream<Arguments> settings() {
        return theirMethods().filter(arguments -> {
            Class<?> type = (Class<?>) arguments.get()[0];
            Method method = (Method) arguments.get()[1];
            return type.getSimpleName().endsWith("CredentialBuilder")
                    && !type.getSimpleName().startsWith("Chained")
                    && !method.getName().equals("build");
        });
    }

    private static Stream<Class<?>> publicTypes() {
        try (JarFile jar = new JarFile(Path.of(CredentialBuilderBase.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile())) {
            return jar.stream()
                    .map(entry -> PUBLIC_TYPE.matcher(entry.getName()))
                    .filter(name -> name.matches())
                    .<Class<?>>map(name -> type(THEIRS + name.group(1)).orElseThrow())
                    .filter(type -> Modifier.isPublic(type.getModifiers()))
                    .collect(Collectors.toList())
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Class<?>> ours(Class<?> theirs) {
        return type(OURS + theirs.getSimpleName());
    }

    /** The type of this library that has the place of one of azure-identity's; any other type as it is. */
    private static Class<?> here(Class<?> type) {
        if (type.isArray()) {
            return here(type.getComponentType()).arrayType();
        }
        return type.getName().startsWith(THEIRS) ? ours(type).orElseThrow() : type;
    }

    private static Optional<Class<?>> type(String name) {
        try {
            return Optional.of(Class.forName(name, false, BuilderMethodsTest.class.getClassLoader()));
        } catch (ClassNotFoundException absent) {
            return Optional.empty();
        }
    }

    /** A builder in a pod, complete but for what is tried. */
    private Object builder(Class<?> type) throws ReflectiveOperationException {
        Object builder = type.getConstructor().newInstance();
        type.getMethod("configuration", Configuration.class).invoke(builder, new Stage(directory).pod());
        if (type.getSimpleName().startsWith("ClientAssertion")) {
            type.getMethod("clientAssertion", Supplier.class).invoke(builder, VALUES.get(Supplier.class));
        }
        return builder;
    }

    private Object value(Method setting, Class<?> type) {
        if (type == String.class) {
            return setting.getName().equals("authorityHost") ? "https://login.example.com" : "contoso.com";
        }
        if (type == Configuration.class) {
            return new Stage(directory).pod();
        }
        assertThat(VALUES).containsKey(type);
        return VALUES.get(type);
    }
}
