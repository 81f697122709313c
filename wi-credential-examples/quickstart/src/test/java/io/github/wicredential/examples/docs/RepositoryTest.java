package io.github.wicredential.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING.md and docs/explanation/how-a-token-flows.md say of the repository is so. */
class RepositoryTest {

    private static final Pattern DIRECTORY = Pattern.compile("(?m)^\\| `([a-z0-9./-]+)` \\| (.+) \\|$");
    private static final Pattern ROOM = Pattern.compile("(?m)^\\| `([a-z]+)` \\| `(\\w+)` \\| .+ \\|$");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(wi-credential-[a-z-]+)</artifactId>");
    private static final Pattern PROJECTS = Pattern.compile(" -pl ([^ `]+)");
    private static final Pattern PROFILE = Pattern.compile(" -P([a-z-]+)");
    private static final Pattern COMMENT_OR_EMPTY = Pattern.compile("\\s*(?:$|\\*|/\\*|//)");
    private static final Pattern ID = Pattern.compile("<id>([^<]+)</id>");
    private static final Pattern SIZES =
            Pattern.compile("Most are under (\\d+) lines, none has over (\\d+)\\s+without comments\\.");

    private static final Pattern SCANNED =
            Pattern.compile("<dependency>io\\.github\\.wicredential:([a-z-]+):test-jar:tests</dependency>");
    private static final Pattern OF_TESTS = Pattern.compile(
            "<artifactId>([^<]+)</artifactId>(?:(?!</dependency>|<artifactId>)[\\s\\S])*<scope>test</scope>");

    /** By core; with the tests of Hadoop, which are not run there. */
    private static final Set<String> BROUGHT_ALONG = Set.of("jackson-databind", "hadoop-client-runtime");

    private final Path root = DocumentationTest.root();
    private final String contributing = DocumentationTest.read(root.resolve("CONTRIBUTING.md"));

    @Test
    void theTableOfDirectoriesHasEachModuleAndSaysWhichAreNotPublished() {
        Map<String, String> directories = rows(DIRECTORY, contributing);
        Set<String> published = published();

        Set<String> expected = new TreeSet<>(Set.of("deploy", "docs"));
        expected.addAll(modules("pom.xml"));
        expected.removeIf(module -> module.contains("/") || module.equals("verification"));
        expected.add("verification/pages"); // of npm, not of Maven
        modules("verification/pom.xml")
                .forEach(module -> expected.add("verification/" + module.replaceFirst("/.*", "")));
        assertThat(directories.keySet()).isEqualTo(expected);
        directories.forEach((directory, holds) -> {
            assertThat(root.resolve(directory)).isDirectory();
            if (Files.exists(root.resolve(directory).resolve("pom.xml"))) {
                assertThat(!holds.endsWith("; not published")).as(directory).isEqualTo(published.contains(directory));
            }
        });
    }

    @Test
    void whatIsPublishedIsAtTheTopAndHasTheParentOfWhatIsPublished() {
        for (String artifact : published()) {
            assertThat(root.resolve(artifact)).isDirectory();
            String pom = DocumentationTest.read(root.resolve(artifact).resolve("pom.xml"));
            if (!artifact.endsWith("-bom")) {
                assertThat(pom.contains("<relativePath>../published.pom.xml</relativePath>"))
                        .as(artifact)
                        .isTrue();
            }
        }
    }

    @Test
    void onlyWhatIsPublishedIsDeployedOrInstalled() {
        Path bom = root.resolve("wi-credential-bom/pom.xml");
        List<Path> poms = DocumentationTest.walk(root)
                .filter(file ->
                        file.endsWith("pom.xml") && !root.relativize(file).startsWith("target"))
                .filter(file -> !file.toString().contains("/target/"))
                .toList();
        assertThat(poms).hasSizeGreaterThan(20);
        for (String skip : List.of("<maven.deploy.skip>", "<maven.install.skip>")) {
            // Published: the BOM, and the children of published.pom.xml. Who has no parent to say no says it.
            assertThat(poms.stream()
                            .filter(pom -> DocumentationTest.read(pom).contains(skip + "false<"))
                            .filter(pom -> !pom.equals(bom)))
                    .isEmpty();
            assertThat(DocumentationTest.read(root.resolve("pom.xml"))).contains(skip + "true<");
            assertThat(DocumentationTest.read(root.resolve("published.pom.xml")))
                    .contains(skip + "false<");
            assertThat(poms.stream()
                            .filter(pom -> !DocumentationTest.read(pom).contains("<parent>"))
                            .filter(pom -> !DocumentationTest.read(pom).contains(skip + "true<")))
                    .containsExactly(bom);
        }
    }

    @Test
    void theCommandsNameModulesAndProfilesThatExist() {
        List<String> modules = found(PROJECTS, contributing).stream()
                .flatMap(projects -> Arrays.stream(projects.split(",")))
                .map(module -> module.replace("NAME", "quickstart"))
                .toList();
        assertThat(modules)
                .isNotEmpty()
                .allSatisfy(module ->
                        assertThat(root.resolve(module).resolve("pom.xml")).exists());

        List<String> profiles = found(PROFILE, contributing);
        assertThat(profiles).isNotEmpty();
        assertThat(found(ID, DocumentationTest.read(root.resolve("pom.xml")))).containsAll(profiles);
    }

    @Test
    void filesAreAsSmallAsIsSaid() {
        MatchResult sizes = SIZES.matcher(contributing).results().findFirst().orElseThrow();
        List<Path> sources = published().stream()
                .map(artifact -> root.resolve(artifact).resolve("src/main/java"))
                .filter(Files::isDirectory)
                .flatMap(DocumentationTest::walk)
                .filter(file -> file.toString().endsWith(".java"))
                .toList();

        int small = Integer.parseInt(sizes.group(1));
        assertThat(sources.stream()
                        .filter(file -> DocumentationTest.read(file).lines().count() < small)
                        .count())
                .isGreaterThan(sources.size() / 2);
        int largest = Integer.parseInt(sizes.group(2));
        assertThat(sources.stream().filter(file -> code(file) > largest).map(root::relativize))
                .isEmpty();
    }

    @Test
    void theRoomsAreThePackagesOfCore() {
        Map<String, String> rooms =
                rows(ROOM, DocumentationTest.read(root.resolve("docs/explanation/how-a-token-flows.md")));
        Path internal = root.resolve("wi-credential-core/src/main/java/io/github/wicredential/internal");

        assertThat(rooms.keySet())
                .isEqualTo(DocumentationTest.walk(internal)
                        .filter(file -> file.toString().endsWith(".java"))
                        .map(file -> internal.relativize(file).getName(0).toString())
                        .collect(Collectors.toCollection(TreeSet::new)));
        rooms.forEach((room, entry) -> assertThat(
                        DocumentationTest.read(internal.resolve(room).resolve(entry + ".java")))
                .as("the entry of %s", room)
                .containsPattern("(?m)^public .*\\b" + entry + "\\b"));
    }

    /** Otherwise a test that is run there again lacks a class, and fails only there. */
    @Test
    void theTestsWithOlderLibrariesHaveEachLibraryOfTheTests() {
        String older = DocumentationTest.read(root.resolve("verification/compatibility/older-libraries/pom.xml"));

        List<String> modules = found(SCANNED, older);
        assertThat(modules).hasSize(4);
        for (String module : modules) {
            List<String> libraries =
                    found(OF_TESTS, DocumentationTest.read(root.resolve(module).resolve("pom.xml")));
            assertThat(libraries.stream()
                            .filter(library -> !BROUGHT_ALONG.contains(library))
                            .filter(library -> !older.contains("<artifactId>" + library)))
                    .as(module)
                    .isEmpty();
        }
    }

    /** What the BOM names, and the BOM. */
    private Set<String> published() {
        return new TreeSet<>(found(ARTIFACT, DocumentationTest.read(root.resolve("wi-credential-bom/pom.xml"))));
    }

    /** Lines that are neither empty nor comments. */
    private static long code(Path file) {
        return DocumentationTest.read(file)
                .lines()
                .filter(line -> !COMMENT_OR_EMPTY.matcher(line).lookingAt())
                .count();
    }

    private List<String> modules(String pom) {
        return found(MODULE, DocumentationTest.read(root.resolve(pom)));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static Map<String, String> rows(Pattern row, String text) {
        Map<String, String> rows = new TreeMap<>();
        row.matcher(text).results().forEach(found -> rows.put(found.group(1), found.group(2)));
        return rows;
    }
}
