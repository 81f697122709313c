package io.github.wicredential.spring;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A package for each thing that is adapted, which knows its own optional library and what all share, and nothing else. */
@AnalyzeClasses(packages = "io.github.wicredential.spring", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String SPRING = "io.github.wicredential.spring";
    private static final String INTERNAL = SPRING + ".internal";

    /** All that others see: the public API, and what the packages share. */
    @ArchTest
    static void whatIsPublicHasAName(JavaClasses all) {
        assertThat(all.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(type -> type.getName().substring(SPRING.length() + 1))
                        .collect(Collectors.toList()))
                .containsExactlyInAnyOrder(
                        "security.FederatedClientAssertion",
                        "internal.Activation",
                        "internal.ConditionalOnSwitch",
                        "internal.ContextIdentity",
                        "internal.EarlyIdentity",
                        "internal.IdentityMapper",
                        "internal.IdentityRegistry",
                        "internal.TokenActivity",
                        "internal.TokenSnapshot",
                        "internal.WorkloadIdentityProperties");
    }

    @ArchTest
    static final ArchRule aPackageKnowsItselfAndWhatAllShare = classes()
            .should(new ArchCondition<>("know their own package and " + INTERNAL + " only") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        String met = dependency.getTargetClass().getPackageName();
                        if (met.startsWith(SPRING) && !met.equals(INTERNAL) && !met.equals(type.getPackageName())) {
                            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                        }
                    }
                }
            });

    @ArchTest
    static final ArchRule nobodyKnowsTheHalfForOneLineOfSpringBoot = noClasses()
            .that(are(type -> !isHalf(type, "3") && !isHalf(type, "4")))
            .should()
            .dependOnClassesThat(are(type -> isHalf(type, "3") || isHalf(type, "4")));

    @ArchTest
    static final ArchRule theTypesOfSpringBoot3AreMetInItsHalvesOnly = noClasses()
            .that(are(type -> !isHalf(type, "3")))
            .should()
            .dependOnClassesThat(are(type -> type.getName()
                    .matches("org\\.springframework\\.boot\\.(actuate\\.(autoconfigure\\.)?health\\..*"
                            + "|autoconfigure\\.(r2dbc|mongo|data\\.redis)\\..*"
                            + "|BootstrapRegistry.*|env\\.EnvironmentPostProcessor)")));

    @ArchTest
    static final ArchRule theTypesOfSpringBoot4AreMetInItsHalvesOnly = noClasses()
            .that(are(type -> !isHalf(type, "4")))
            .should()
            .dependOnClassesThat(
                    are(
                            type -> type.getName()
                                    .matches(
                                            "org\\.springframework\\.boot\\.((health|r2dbc|mongodb|data\\.redis)\\..*|bootstrap\\..*|EnvironmentPostProcessor)")));

    @ArchTest
    static final ArchRule theActuatorAndMicrometerAreMetInOnePackage = onlyIn(
            "actuator", "org.springframework.boot.actuate..", "org.springframework.boot.health..", "io.micrometer..");

    @ArchTest
    static final ArchRule theBootstrapRegistryIsMetInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage(SPRING + ".bootstrap")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("BootstrapRegistry");

    @ArchTest
    static final ArchRule clientsOfHttpAreMetInOnePackage = onlyIn(
            "downstream",
            "org.springframework.http..",
            "org.springframework.web..",
            "reactor..",
            "okhttp3..",
            "io.github.wicredential.okhttp..");

    @ArchTest
    static final ArchRule poolsAndDriversAreMetInOnePackage =
            onlyIn("jdbc", "com.zaxxer..", "javax.sql..", "io.github.wicredential.clients.jdbc..");

    @ArchTest
    static final ArchRule springSecurityIsMetInOnePackage = onlyIn("security", "org.springframework.security..");

    @ArchTest
    static final ArchRule kafkaIsMetInOnePackage = onlyIn("kafka", "org.springframework.kafka..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule redisIsMetInOnePackage = onlyIn("redis", "io.lettuce..", "org.springframework.data..");

    @ArchTest
    static final ArchRule r2dbcIsMetInOnePackage = onlyIn("r2dbc", "io.r2dbc..");

    @ArchTest
    static final ArchRule mongodbIsMetInOnePackage = onlyIn("mongodb", "com.mongodb..");

    private static ArchRule onlyIn(String room, String... library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(SPRING + "." + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library);
    }

    private static boolean isHalf(JavaClass type, String line) {
        return type.getPackageName().startsWith(SPRING)
                && type.getName().substring(type.getPackageName().length() + 1).startsWith("Boot" + line);
    }

    private static DescribedPredicate<JavaClass> are(Predicate<JavaClass> predicate) {
        return describe("match", predicate);
    }
}
