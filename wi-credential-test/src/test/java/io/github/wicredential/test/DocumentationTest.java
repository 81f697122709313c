package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Code in the guide is code that is compiled: a block that names its source equals it. */
class DocumentationTest {

    private static final String GUIDE = "docs/testing-your-app.md";
    private static final Pattern BLOCK =
            Pattern.compile("<!-- source: (\\S+?)#(\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void aBlockOfTheGuideEqualsItsSource() throws IOException {
        Path root = Repository.root();
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(root.resolve(GUIDE))).results().toList();

        assertThat(blocks).hasSizeGreaterThanOrEqualTo(6);
        for (MatchResult block : blocks) {
            assertThat(block.group(3)).isEqualTo(region(root.resolve(block.group(1)), block.group(2)));
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
