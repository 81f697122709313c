package com.azure.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.Configuration;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** What is not offered: every setter works, and what cannot be said otherwise is said in one sentence. */
class NotOfferedTest {

    private static final Path PAGE = Path.of("..", "docs", "how-to", "bridge.md");

    /** The member that says each sentence. */
    private static final Map<NotOffered, String> MEMBERS = Map.ofEntries(
            Map.entry(NotOffered.AUTHENTICATION_RECORD, "AuthenticationRecord.deserialize"),
            Map.entry(NotOffered.AUTHORIZATION_CODE, "AuthorizationCodeCredentialBuilder.build"),
            Map.entry(NotOffered.AZURE_PIPELINES, "AzurePipelinesCredentialBuilder.build"),
            Map.entry(NotOffered.CLIENT_CERTIFICATE, "ClientCertificateCredentialBuilder.build"),
            Map.entry(NotOffered.CLIENT_SECRET, "ClientSecretCredentialBuilder.build"),
            Map.entry(NotOffered.DEVICE_CODE, "DeviceCodeCredentialBuilder.build"),
            Map.entry(NotOffered.INTERACTIVE_BROWSER, "InteractiveBrowserCredentialBuilder.build"),
            Map.entry(NotOffered.ON_BEHALF_OF, "OnBehalfOfCredentialBuilder.build"),
            Map.entry(NotOffered.USERNAME_PASSWORD, "UsernamePasswordCredentialBuilder.build"),
            Map.entry(NotOffered.ENVIRONMENT, "EnvironmentCredential.getToken"),
            Map.entry(NotOffered.INTELLIJ, "IntelliJCredential.getToken"),
            Map.entry(NotOffered.SHARED_TOKEN_CACHE, "SharedTokenCacheCredential.getToken"),
            Map.entry(NotOffered.VISUAL_STUDIO_CODE, "VisualStudioCodeCredential.getToken"));

    static Stream<Class<?>> builders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/com/azure/identity"))) {
            List<Class<?>> all = new ArrayList<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Builder.java"))
                    .forEach(name -> all.add(type(name.replace(".java", ""))));
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("builders")
    void everySetterOfEveryBuilderTakesAValue(Class<?> type) throws ReflectiveOperationException {
        for (Method setter : type.getMethods()) {
            boolean sets = !setter.isBridge()
                    && setter.getDeclaringClass() != Object.class
                    && !List.of("build", "addFirst", "addLast", "addAll", "requireEnvVars")
                            .contains(setter.getName());
            if (sets) {
                Object builder = type.getConstructor().newInstance();
                Object[] values = Arrays.stream(setter.getParameterTypes())
                        .map(Values::of)
                        .toArray();

                assertThat(setter.invoke(builder, values)).as(setter.toString()).isSameAs(builder);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("builders")
    void aBuilderRefusesOrBuildsWhatRefuses(Class<?> type) throws ReflectiveOperationException {
        String said = said(type);

        NotOffered known = known(type.getSimpleName());
        assertThat(said).isEqualTo(known == null ? "" : known.sentence());
    }

    @Test
    void anAccountThatWasWrittenIsNotRead() {
        String sentence = NotOffered.AUTHENTICATION_RECORD.sentence();
        ByteArrayInputStream nothing = new ByteArrayInputStream(new byte[0]);

        assertThatThrownBy(() -> AuthenticationRecord.deserialize(nothing)).hasMessage(sentence);
        assertThatThrownBy(() -> AuthenticationRecord.deserializeAsync(nothing).block())
                .hasMessage(sentence);
    }

    @Test
    void noMethodOfWhatCannotBeBuiltDoesAnything() throws ReflectiveOperationException {
        for (NotOffered kind : NotOffered.values()) {
            Class<?> type = type(MEMBERS.get(kind).replaceAll("(Builder)?\\..*", ""));
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object made = constructor.newInstance();
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())) {
                    assertThat(said(() -> method.invoke(
                                    made,
                                    Arrays.stream(method.getParameterTypes())
                                            .map(Values::of)
                                            .toArray())))
                            .as(method.toString())
                            .isEqualTo(kind.sentence());
                }
            }
        }
    }

    @Test
    void thePageHasEverySentence() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);

        assertThat(lines)
                .containsAll(Arrays.stream(NotOffered.values())
                        .map(kind -> "| `" + MEMBERS.get(kind) + "` | " + kind.sentence() + " |")
                        .toList());
    }

    /** What a builder without settings, or the credential that it builds, says; empty if neither refuses. */
    private static String said(Class<?> type) throws ReflectiveOperationException {
        Object builder = type.getConstructor().newInstance();
        String name = type.getSimpleName().replace("Builder", "");
        if (known(type.getSimpleName()) == null) {
            return "";
        }
        return said(() -> {
            Object credential = type.getMethod("build").invoke(builder);
            assertThat(credential.getClass().getSimpleName()).isEqualTo(name);
            return ((TokenCredential) credential).getTokenSync(Pods.vault());
        });
    }

    private static String said(Callable<?> call) {
        try {
            Object result = call.call();
            if (result instanceof Mono<?> later) {
                later.block();
            }
            return "";
        } catch (Exception thrown) {
            Throwable refusal = thrown.getCause() != null ? thrown.getCause() : thrown;
            return refusal.getMessage();
        }
    }

    private static NotOffered known(String builder) {
        return MEMBERS.entrySet().stream()
                .filter(member -> member.getValue().matches(builder.replace("Builder", "") + "(Builder)?\\..*"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("com.azure.identity." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name.toLowerCase(Locale.ROOT), e);
        }
    }

    /** A value of a type, for a setter. */
    static final class Values {

        private Values() {}

        static Object of(Class<?> type) {
            Map<Class<?>, Object> values = Map.ofEntries(
                    Map.entry(int.class, 1),
                    Map.entry(boolean.class, true),
                    Map.entry(String.class, "some"),
                    Map.entry(String[].class, new String[] {"some"}),
                    Map.entry(List.class, List.of("some")),
                    Map.entry(Duration.class, Duration.ofSeconds(1)),
                    Map.entry(ExecutorService.class, ForkJoinPool.commonPool()),
                    Map.entry(Supplier.class, (Supplier<String>) () -> "some"),
                    Map.entry(Configuration.class, Configuration.NONE),
                    Map.entry(OutputStream.class, new ByteArrayOutputStream()),
                    Map.entry(HttpClient.class, (HttpClient) request -> Mono.empty()),
                    Map.entry(HttpPipelinePolicy.class, (HttpPipelinePolicy) (context, next) -> next.process()),
                    Map.entry(TokenRequestContext.class, Pods.vault()));
            return values.get(type);
        }
    }
}
