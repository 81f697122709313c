package io.github.wicredential.test;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the guides show is what is compiled, or read by a test: a block that names its source equals it. */
class DocumentationTest {

    private static final Pattern BLOCK = Pattern.compile(
            "<!-- (source|javadoc|resource): (\\S+?)(?:#(\\S+))? -->\n```\\w+\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({"docs/testing-your-app.md, 6", "docs/clients.md, 10"})
    void aBlockOfTheGuideEqualsItsSource(String page, int least) throws IOException {
        Path root = Repository.root();
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(root.resolve(page))).results().toList();

        assertThat(blocks).hasSizeGreaterThanOrEqualTo(least);
        for (MatchResult block : blocks) {
            Path source = root.resolve(block.group(2));
            switch (block.group(1)) {
                case "source" -> assertThat(block.group(4)).isEqualTo(region(source, block.group(3)));
                case "javadoc" ->
                    assertThat(Files.readString(source))
                            .contains(block.group(4)
                                    .lines()
                                    .map(line -> " * " + line + "\n")
                                    .collect(joining()));
                default -> assertThat(block.group(4)).isEqualTo(Files.readString(source));
            }
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
