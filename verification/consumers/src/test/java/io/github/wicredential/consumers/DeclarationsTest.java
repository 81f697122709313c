package io.github.wicredential.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One way to declare the dependency, on every page: complete, for Maven and Gradle. */
class DeclarationsTest {

    private static final String SNAPSHOT =
            "There is no release yet. Run `mvn -q install -Dlibraries` in a checkout of this repository to install `"
                    + Published.VERSION
                    + "` in your local Maven repository. It prints nothing and takes about a minute,"
                    + " the first time a few. With Gradle, add `repositories { mavenLocal(); mavenCentral() }`.";
    private static final Pattern MAVEN = Pattern.compile("<artifactId>(wi-credential-[a-z-]+)</artifactId>");
    private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "README.md, core",
        "docs/start/2-spring-boot-on-aks.md, spring",
        "docs/start/3-azure-sdk.md, azure",
        "docs/start/4-plain-java.md, core",
        "docs/start/5-class-name.md, clients",
        "docs/how-to/spring-boot.md, spring",
        "docs/how-to/testing-your-app.md, test",
        "docs/how-to/migrating-from-azure-identity.md, azure",
        "docs/how-to/databases.md, clients",
        "docs/how-to/clients.md, clients",
        "docs/how-to/bridge.md, azure-identity"
    })
    void aPageDeclaresItsArtifactCompletely(String page, String artifact) {
        String text = Published.read(Published.root().resolve(page));

        assertThat(text).contains(maven(artifact) + "\n" + gradle(artifact));
        assertThat(text.replaceAll("\\s+", " ")).contains(SNAPSHOT);
    }

    @Test
    void noPageDeclaresItOtherwise() throws IOException {
        List<String> others = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult block :
                    BLOCK.matcher(Published.read(page)).results().toList()) {
                MAVEN.matcher(block.group(1))
                        .results()
                        .map(found -> found.group(1).substring("wi-credential-".length()))
                        .filter(artifact -> !maven(artifact).contains(block.group(1)))
                        .forEach(artifact -> others.add(page.getFileName() + ": " + artifact));
            }
        }
        assertThat(others).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Published.root().resolve("README.md")));
        try (Stream<Path> files = Files.walk(Published.root().resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        assertThat(pages).hasSizeGreaterThan(10);
        return pages;
    }

    private static String maven(String artifact) {
        return """
                ```xml
                <dependency>
                  <groupId>io.github.wicredential</groupId>
                  <artifactId>wi-credential-%s</artifactId>
                  <version>%s</version>
                %s</dependency>
                ```
                """.formatted(artifact, Published.VERSION, artifact.equals("test") ? "  <scope>test</scope>\n" : "");
    }

    private static String gradle(String artifact) {
        return """
                ```kotlin
                %s("io.github.wicredential:wi-credential-%s:%s")
                ```
                """.formatted(
                        artifact.equals("test") ? "testImplementation" : "implementation", artifact, Published.VERSION);
    }
}
