package io.github.wicredential.clients;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;

/** A package for each client, which knows its own optional library and what all share, and nothing else. */
@AnalyzeClasses(packages = "io.github.wicredential.clients", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String CLIENTS = "io.github.wicredential.clients";
    private static final String INTERNAL = CLIENTS + ".internal";

    /** What every package may know: the JDK, our core, and its logger. */
    private static final List<String> ALL = List.of(
            "java.",
            "javax.",
            "org.jspecify.",
            "org.slf4j.",
            CLIENTS,
            "io.github.wicredential.internal.",
            "io.github.wicredential.thirdparty.");

    private static final Map<String, List<String>> OWN = Map.ofEntries(
            entry("", List.of()),
            entry(".internal", List.of()),
            entry(".internal.azure", List.of("com.azure.core.", "io.github.wicredential.azure", "reactor.")),
            entry(".grpc", List.of("io.grpc.")),
            entry(".hadoop", List.of("org.apache.hadoop.")),
            entry(".iceberg", List.of("org.apache.iceberg.azure.", "com.azure.core.", INTERNAL + ".azure")),
            entry(".jdbc", List.of("org.postgresql.", "com.mysql.", "com.microsoft.sqlserver.")),
            entry(".kafka", List.of("org.apache.kafka.")),
            entry(".mongodb", List.of("com.mongodb.")),
            entry(".openai", List.of("com.openai.", "com.fasterxml.jackson.databind.")),
            entry(".r2dbc", List.of("io.r2dbc.spi.", "reactor.", "org.reactivestreams.")),
            entry(
                    ".redis",
                    List.of(
                            "io.lettuce.core.",
                            "redis.clients.authentication.core.",
                            "reactor.",
                            "org.reactivestreams.")));

    @ArchTest
    static final ArchRule aPackageTouchesItsOwnClientOnly = classes()
            .should(new ArchCondition<>("know their own client and what all share only") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    String own = type.getPackageName().substring(CLIENTS.length());
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        if (!allowed(own, dependency.getTargetClass().getBaseComponentType())) {
                            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                        }
                    }
                }
            });

    private static boolean allowed(String own, JavaClass met) {
        String name = met.getName();
        String library = met.getPackageName();
        if (met.isPrimitive() || library.equals("io.github.wicredential")) {
            return true;
        }
        if (library.startsWith(CLIENTS)) {
            // The root's logger is that of all; internal is for all, its part for azure for internal alone.
            return library.equals(CLIENTS)
                    || library.equals(INTERNAL)
                    || library.equals(CLIENTS + own)
                    || own.equals(".internal")
                    || OWN.getOrDefault(own, List.of()).contains(library);
        }
        return ALL.stream().anyMatch(name::startsWith)
                || OWN.getOrDefault(own, List.of()).stream().anyMatch(name::startsWith);
    }

    @ArchTest
    static void eachPackageHasItsLibraries(JavaClasses all) {
        assertThat(all.stream().map(type -> type.getPackageName().substring(CLIENTS.length())))
                .isSubsetOf(OWN.keySet());
    }

    @ArchTest
    static void whatIsPublicHasAName(JavaClasses all) {
        assertThat(all.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName)
                        .filter(name -> !name.startsWith(INTERNAL))
                        .map(name -> name.substring(CLIENTS.length() + 1)))
                .containsExactlyInAnyOrder(
                        "ClientIdentities",
                        "grpc.GrpcCallCredentials",
                        "hadoop.AbfsTokenProvider",
                        "iceberg.AdlsCredentialProvider",
                        "jdbc.MysqlAuthenticationPlugin",
                        "jdbc.PostgresqlAuthenticationPlugin",
                        "jdbc.SqlServerTokenCallback",
                        "kafka.WorkloadIdentityLoginHandler",
                        "mongodb.MongoOidcCallback",
                        "openai.OpenAiSubjectTokenProvider",
                        "r2dbc.AzureConnectionFactoryProvider",
                        "redis.AuthxIdentityProvider",
                        "redis.LettuceCredentials");
    }
}
