package io.github.wicredential.test;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guides show is what is compiled, or read by a test: a block that names its source equals it. */
class DocumentationTest {

    private static final Pattern BLOCK =
            Pattern.compile("((?:<!-- (?:source|javadoc|resource): \\S+ -->\n)+)```\\w+\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SOURCE = Pattern.compile("<!-- (source|javadoc|resource): (\\S+?)(?:#(\\S+))? -->");

    @ParameterizedTest
    @CsvSource({
        "docs/how-to/testing-your-app.md, 7",
        "docs/how-to/testing-a-boot-app.md, 2",
        "docs/how-to/clients/recipes.md, 5",
        "docs/start/2-spring-boot-on-aks.md, 2",
        "docs/start/3-azure-sdk.md, 1",
        "docs/start/4-plain-java.md, 2",
        "docs/start/5-class-name.md, 1",
        "docs/how-to/spring-boot.md, 1"
    })
    void aBlockOfTheGuideEqualsItsSource(String page, int least) throws IOException {
        assertThat(blocks(Repository.root().resolve(page))).hasSizeGreaterThanOrEqualTo(least);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void thePageOfAClientShowsWhatItsTestsUse(Path page) throws IOException {
        assertThat(blocks(page)).isNotEmpty();
    }

    static List<Path> clients() throws IOException {
        try (Stream<Path> pages = Files.list(Repository.root().resolve("docs/how-to/clients"))) {
            return pages.sorted().toList();
        }
    }

    /** Those that name their sources, after a comparison. */
    private static List<MatchResult> blocks(Path page) throws IOException {
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(page)).results().toList();
        for (MatchResult block : blocks) {
            for (MatchResult source : SOURCE.matcher(block.group(1)).results().toList()) {
                compare(block.group(2), source);
            }
        }
        return blocks;
    }

    private static void compare(String shown, MatchResult named) throws IOException {
        Path source = Repository.root().resolve(named.group(2));
        switch (named.group(1)) {
            case "source" -> assertThat(shown).isEqualTo(region(source, named.group(3)));
            case "javadoc" ->
                assertThat(Files.readString(source))
                        .contains(shown.lines().map(line -> " * " + line + "\n").collect(joining()));
            default -> assertThat(shown).isEqualTo(Files.readString(source));
        }
    }

    private static String region(Path source, String name) throws IOException {
        String text = Files.readString(source);
        String begin = "// begin: " + name + "\n";
        assertThat(text).contains(begin);
        String rest = text.substring(text.indexOf(begin) + begin.length());
        return rest.substring(0, rest.indexOf("// end\n"))
                .stripTrailing()
                .stripIndent()
                .concat("\n");
    }
}
