package io.github.wicredential.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the documentation shows and names exists: each block of Java is compiled somewhere between {@code // begin: name}
 * and {@code // end}, each link of README leads to a file, each test has a file, and the version is this one.
 */
class DocumentationTest {

    // Its blocks name their sources, and a test beside them compares.
    private static final Set<String> CHECKED_ELSEWHERE = Set.of("testing-your-app.md", "testing-a-boot-app.md");

    private static final Pattern JAVA_BLOCK = Pattern.compile("(?m)^```java\\R(.*?)^```", Pattern.DOTALL);
    private static final Pattern REGION = Pattern.compile("(?m)^ *// begin: \\S+\\R(.*?)^ *// end$", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)[^)]*\\)");
    private static final Pattern TEST_COMMAND = Pattern.compile("-pl (\\S+)[^`]*?-Dtest=(\\w+)#(\\w+)");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+Test)`");
    private static final Pattern OWN_VERSION =
            Pattern.compile("<artifactId>wi-credential-\\w+</artifactId>\\s*<version>([^<]+)</version>");

    private final Path root = root();

    @Test
    void everyBlockOfJavaIsCompiledInTheBuild() {
        Set<String> regions = sources()
                .flatMap(source -> REGION.matcher(read(source)).results())
                .map(region -> region.group(1).stripTrailing().stripIndent())
                .collect(Collectors.toSet());

        int blocks = 0;
        for (Path document : documents()) {
            if (CHECKED_ELSEWHERE.contains(document.getFileName().toString())) {
                continue;
            }
            for (MatchResult block :
                    JAVA_BLOCK.matcher(read(document)).results().toList()) {
                blocks++;
                if (!regions.contains(block.group(1).stripTrailing())) {
                    fail(
                            "No compiled source has this block of %s between '// begin: name' and '// end'; the examples are"
                                    + " in wi-credential-examples:%n%s",
                            root.relativize(document), block.group(1));
                }
            }
        }
        assertThat(blocks).isGreaterThanOrEqualTo(6);
    }

    @Test
    void everyLinkLeadsToAFile() {
        for (Path document :
                List.of(root.resolve("README.md"), root.resolve("docs/explanation/how-a-token-flows.md"))) {
            LINK.matcher(read(document))
                    .results()
                    .forEach(link -> assertThat(
                                    document.resolveSibling(link.group(1)).normalize())
                            .as("a link in %s", root.relativize(document))
                            .exists());
        }
    }

    @Test
    void everyTestThatIsNamedExists() {
        Set<String> tests = sources()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        for (Path document : documents()) {
            TEST_NAME
                    .matcher(read(document))
                    .results()
                    .forEach(name -> assertThat(tests)
                            .as("a test named in %s", root.relativize(document))
                            .contains(name.group(1)));
        }
    }

    @Test
    void aCommandRunsATestThatExists() {
        List<MatchResult> commands = documents().stream()
                .flatMap(document -> TEST_COMMAND.matcher(read(document)).results())
                .toList();

        assertThat(commands)
                .isNotEmpty()
                .allSatisfy(command -> assertThat(sources()
                                .filter(source -> source.startsWith(root.resolve(command.group(1)))
                                        && source.endsWith(command.group(2) + ".java"))
                                .map(DocumentationTest::read))
                        .as(command.group())
                        .singleElement()
                        .asString()
                        .contains("@Test\n    void " + command.group(3) + "("));
    }

    @Test
    void theSurefireOfANewPomIsOurs() {
        String plugin = "<artifactId>maven-surefire-plugin</artifactId>\\s*<version>([^<]+)</version>";
        assertThat(read(root.resolve("docs/start/4-plain-java.md")))
                .containsPattern(plugin.replace(
                        "([^<]+)",
                        Pattern.compile(plugin)
                                .matcher(read(root.resolve("pom.xml")))
                                .results()
                                .findFirst()
                                .orElseThrow()
                                .group(1)));
    }

    @Test
    void theVersionToDependOnIsThisOne() {
        Pattern project = Pattern.compile("<artifactId>wi-credential-bom</artifactId>\\s*<version>([^<]+)</version>");
        MatchResult version = project.matcher(read(root.resolve("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow();

        for (Path document : documents()) {
            OWN_VERSION
                    .matcher(read(document))
                    .results()
                    .forEach(shown -> assertThat(shown.group(1))
                            .as("a version in %s", root.relativize(document))
                            .isEqualTo(version.group(1)));
        }
    }

    private List<Path> documents() {
        return Stream.concat(
                        Stream.of(root.resolve("README.md")),
                        walk(root.resolve("docs"))
                                .filter(file -> file.toString().endsWith(".md")))
                .toList();
    }

    /** The sources of all modules, which the build compiles. */
    private Stream<Path> sources() {
        try (Stream<Path> modules = Files.walk(root, 3)) {
            return modules
                    .filter(directory -> Files.exists(directory.resolve("pom.xml")))
                    .map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(DocumentationTest::walk)
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> walk(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory of the whole project, wherever below it the tests run. */
    static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .takeWhile(directory -> directory != null)
                .filter(directory ->
                        Files.exists(directory.resolve("README.md")) && Files.isDirectory(directory.resolve("docs")))
                .findFirst()
                .orElseThrow();
    }
}
