package io.github.wicredential;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Instant;
import java.util.Set;

/** The rooms: which package may know which, where a foreign library may appear, and what a room shows of itself. */
@AnalyzeClasses(
        packages = "io.github.wicredential",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.OurOwn.class})
class ArchitectureTest {

    private static final String ROOT = "io.github.wicredential";
    private static final String ROOMS = ROOT + ".internal.";
    private static final String THIRD_PARTY = ROOT + ".thirdparty.";

    /** What a room shows to others: its entry, and the few values that it speaks in. */
    private static final Set<String> SHOWN = Set.of(
            ROOMS + "environment.AllowedTenants",
            ROOMS + "environment.Variables",
            ROOMS + "environment.WorkloadIdentityEnvironment",
            ROOMS + "artifacts.Artifacts",
            ROOMS + "assertion.ClientAssertion",
            ROOMS + "assertion.ProjectedTokenFile",
            ROOMS + "assertion.TokenAudience",
            ROOMS + "bearer.AllowedHosts",
            ROOMS + "bearer.ClaimsChallenge",
            ROOMS + "bearer.TenantChallenge",
            ROOMS + "binding.IdentityBinding",
            ROOMS + "cache.CacheSettings",
            ROOMS + "cache.TokenCache",
            ROOMS + "cloud.AzureService",
            ROOMS + "cloud.Cloud",
            ROOMS + "docs.Docs",
            ROOMS + "doctor.Anatomy",
            ROOMS + "doctor.Arguments",
            ROOMS + "doctor.DiagnosisText",
            ROOMS + "doctor.Examination",
            ROOMS + "doctor.Explanation",
            ROOMS + "doctor.FederationCheck",
            ROOMS + "doctor.Progress",
            ROOMS + "doctor.Waiting",
            ROOMS + "events.IdentityEvents",
            ROOMS + "failure.Copies",
            ROOMS + "failure.ExchangeDetails",
            ROOMS + "failure.Exceptions",
            ROOMS + "files.BrokenLink",
            ROOMS + "files.OpenFiles",
            ROOMS + "files.Permissions",
            ROOMS + "files.SmallFile",
            ROOMS + "network.IpAddress",
            ROOMS + "network.JvmProtocols",
            ROOMS + "network.Loopback",
            ROOMS + "network.NamingTrust",
            ROOMS + "network.NetworkFault",
            ROOMS + "network.Shared",
            ROOMS + "network.TrustStore",
            ROOMS + "network.TrustedRoots",
            ROOMS + "network.WantedCertificate",
            ROOMS + "exchange.Route",
            ROOMS + "exchange.TokenExchange",
            ROOMS + "guide.Advice",
            ROOMS + "guide.Command",
            ROOMS + "guide.Evidence",
            ROOMS + "guide.Guide",
            ROOMS + "guide.GuideEntry",
            ROOMS + "guide.NetworkEvidence",
            ROOMS + "guide.Platform",
            ROOMS + "guide.Pod",
            ROOMS + "guide.RequestedScope",
            ROOMS + "guide.TokenFile",
            ROOMS + "http.Answers",
            ROOMS + "http.ConnectTimeout",
            ROOMS + "http.EgressProxies",
            ROOMS + "http.EgressProxy",
            ROOMS + "http.HttpTransport",
            ROOMS + "json.JsonFields",
            ROOMS + "json.JsonMerge",
            ROOMS + "json.Jwt",
            ROOMS + "json.JsonText",
            ROOMS + "runtime.Doing",
            ROOMS + "runtime.ForeignCode",
            ROOMS + "runtime.LibraryThread",
            ROOMS + "runtime.Pulse",
            ROOMS + "runtime.RefreshRuntime",
            ROOMS + "text.Guid",
            ROOMS + "text.SafeText");

    /** What classes of the same room use, beside records, enums and interfaces: values, and questions that know nobody. */
    private static final Set<String> USED_INSIDE = Set.of(
            ROOMS + "assertion.ClientAssertion",
            ROOMS + "failure.Exceptions",
            ROOMS + "guide.Evidence",
            ROOMS + "http.Answers",
            ROOMS + "http.ConnectTimeout",
            ROOMS + "json.JsonFields",
            ROOMS + "network.Loopback",
            ROOMS + "runtime.LibraryThread",
            ROOMS + "runtime.Pulse");

    @ArchTest
    static final ArchRule noRoomsKnowEachOtherInACircle =
            slices().matching(ROOMS + "(*)..").should().beFreeOfCycles();

    /** Rooms in which the classes know each other one way, from the entry to what it uses. */
    private static final Set<String> ONE_WAY = Set.of(ROOMS + "cache", ROOMS + "failure");

    @ArchTest
    static final ArchRule noArrowInARoomGoesBack =
            slices().assignedFrom(new ClassesOf(ONE_WAY)).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule aRoomShowsItsEntryOnly = noClasses()
            .that()
            .resideInAPackage(ROOT + ".internal..")
            .and()
            .areTopLevelClasses()
            .and(describe("are not an entry", (JavaClass c) -> !SHOWN.contains(c.getName())))
            .should()
            .haveModifier(JavaModifier.PUBLIC);

    @ArchTest
    static final ArchRule nothingInsideARoomLeadsBackToItsEntry =
            noClasses().that().resideInAPackage(ROOT + ".internal..").should(leadBackToTheEntryOfTheirRoom());

    @ArchTest
    static final ArchRule theTokenGoesOneWay = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOMS + "environment..",
                    ROOMS + "assertion..",
                    ROOMS + "exchange..",
                    ROOMS + "runtime..",
                    ROOMS + "events..",
                    ROOMS + "guide..",
                    ROOMS + "files..",
                    ROOMS + "network..",
                    ROOMS + "cloud..",
                    ROOMS + "text..",
                    ROOMS + "json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOMS + "cache..", ROOMS + "binding..", ROOT + ".okhttp..");

    @ArchTest
    static final ArchRule nothingButTheFrontDoorKnowsTheDoctor = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOMS + "doctor..", ROOT + ".doctor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOMS + "doctor..", ROOT + ".doctor..");

    @ArchTest
    static final ArchRule theDoctorKnowsThePartsAndNotTheIdentity = noClasses()
            .that()
            .resideInAnyPackage(ROOMS + "doctor..", ROOT + ".doctor..")
            .should()
            .dependOnClassesThat(describe(
                    "are an identity, its builder or the doctor's main class",
                    (JavaClass c) -> Set.of("WorkloadIdentity", "WorkloadIdentityBuilder", "Assembly", "Doctor")
                            .contains(c.getName().replace(ROOT + ".", ""))));

    @ArchTest
    static final ArchRule theApplicationsOkHttpIsMetInItsPackageOnly =
            onlyIn(ROOT + ".okhttp..", "okhttp3..", "okio..");

    @ArchTest
    static final ArchRule theLibrarysOwnOkHttpAppearsInItsRoomOnly =
            onlyIn(ROOMS + "http..", THIRD_PARTY + "okhttp3..", THIRD_PARTY + "okio..");

    @ArchTest
    static final ArchRule noLibraryAppearsUnderItsOwnName = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".okhttp..", ROOT + ".thirdparty..", ROOT + ".test..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "okio..", "kotlin..", "com.fasterxml..", "com.nimbusds..");

    @ArchTest
    static final ArchRule jacksonAppearsInTheJsonReaderOnly = onlyIn(ROOMS + "json..", THIRD_PARTY + "jackson..");

    @ArchTest
    static final ArchRule nimbusAppearsInTheDoctorOnly = onlyIn(ROOMS + "doctor..", THIRD_PARTY + "nimbusds..");

    @ArchTest
    static final ArchRule flightRecorderAppearsInTheEventsOnly = onlyIn(ROOMS + "events..", "jdk.jfr..");

    @ArchTest
    static final ArchRule timeAndEnvironmentComeFromOutside = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOMS + "runtime..", ROOT + ".test..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    /** Each class with what is nested in it. */
    private record ClassesOf(Set<String> packages) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass one) {
            return packages.contains(one.getPackageName())
                    ? SliceIdentifier.of(one.getName().replaceFirst("\\$.*", ""))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "classes of " + packages;
        }
    }

    /** Everything but the relocated libraries. */
    static final class OurOwn implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/thirdparty/") && !location.contains("/wi-credential-thirdparty");
        }
    }

    private static ArchCondition<JavaClass> leadBackToTheEntryOfTheirRoom() {
        return new ArchCondition<>("lead back to the entry of their room") {
            @Override
            public void check(JavaClass inside, ConditionEvents events) {
                for (Dependency arrow : inside.getDirectDependenciesFromSelf()) {
                    JavaClass entry = arrow.getTargetClass();
                    if (isEntry(entry)
                            && entry.getPackageName().equals(inside.getPackageName())
                            && !inside.getName().startsWith(entry.getName() + "$")) {
                        events.add(SimpleConditionEvent.satisfied(arrow, arrow.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isEntry(JavaClass type) {
        return SHOWN.contains(type.getName())
                && !USED_INSIDE.contains(type.getName())
                && !type.isInterface()
                && !type.isEnum()
                && !type.isRecord();
    }

    private static ArchRule onlyIn(String room, String... library) {
        return classes()
                .that()
                .resideOutsideOfPackages(room, ROOT + ".test..")
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage(library)));
    }
}
