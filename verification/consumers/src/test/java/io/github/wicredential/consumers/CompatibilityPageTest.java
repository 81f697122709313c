package io.github.wicredential.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/reference/compatibility.md} are what this build found. {@code -Dconsumers.write=true} writes them.
 */
class CompatibilityPageTest {

    private static final Path PAGE = Published.root().resolve("docs/reference/compatibility.md");
    private static final Pattern LIBRARY = Pattern.compile("(?m)^(\\S.*) (\\d+\\.[\\w.]+)\n  Copyright");

    @Test
    void theTablesAreWhatThisBuildFound() throws IOException {
        String page = Files.readString(PAGE);
        String generated = with(page, "class-path", classPaths());
        generated = with(generated, "inside", inside());
        generated = with(generated, "applications", applications());
        if (Boolean.getBoolean("consumers.write")) {
            Files.writeString(PAGE, generated);
        }
        assertThat(page).isEqualTo(generated);
    }

    private static String with(String page, String name, String table) {
        String begin = "<!-- written by CompatibilityPageTest: " + name + " -->\n";
        String end = "<!-- end -->\n";
        int from = page.indexOf(begin);
        assertThat(from).as(begin).isNotNegative();
        return page.substring(0, from + begin.length()) + table + page.substring(page.indexOf(end, from));
    }

    private static String classPaths() {
        List<String> lines = new ArrayList<>(List.of("| artifact | jars | what they are |", "|---|---|---|"));
        for (String artifact : Published.artifacts()) {
            Row alone = Row.table().stream()
                    .filter(row -> row.dependencies().size() == 1 && row.has(artifact))
                    .findFirst()
                    .orElseThrow();
            if (!artifact.equals("wi-credential-thirdparty")) {
                List<String> jars = Workplace.resolved(alone.name()).path().stream()
                        .map(jar -> jar.getFileName().toString().replace("-" + Published.VERSION, ""))
                        .map(jar -> "`" + jar.substring(0, jar.length() - ".jar".length()) + "`")
                        .sorted()
                        .toList();
                lines.add("| `" + artifact + "` | " + jars.size() + " | " + String.join(", ", jars) + " |");
            }
        }
        return text(lines);
    }

    private static String inside() throws IOException {
        Path jar = Published.jar("wi-credential-thirdparty");
        List<String> lines = new ArrayList<>(List.of("| library | version |", "|---|---|"));
        try (JarFile file = new JarFile(jar.toFile());
                InputStream in = file.getInputStream(file.getEntry("META-INF/NOTICE"))) {
            Matcher libraries = LIBRARY.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            libraries
                    .results()
                    .map((MatchResult found) -> "| " + found.group(1) + " | " + found.group(2) + " |")
                    .forEach(lines::add);
        }
        assertThat(lines).hasSizeGreaterThan(6);
        lines.add("");
        lines.add("The jar is about " + Math.round(Files.size(jar) / 1e6) + " MB.");
        return text(lines);
    }

    private static String applications() {
        List<String> lines = new ArrayList<>(List.of(
                "| application | the build gives | dependencies, in this order | rules it breaks with us |",
                "|---|---|---|---|"));
        Row.table()
                .forEach(row -> lines.add("| %s | %s | %s | %s |"
                        .formatted(
                                row.name(),
                                row.build().stream()
                                        .map(CompatibilityPageTest::given)
                                        .collect(Collectors.joining(", ")),
                                row.dependencies().stream()
                                        .map(CompatibilityPageTest::declared)
                                        .collect(Collectors.joining(", ")),
                                String.join(", ", row.accepted()))));
        return text(lines);
    }

    private static String given(String build) {
        return build.replaceFirst("^(\\w+)=(?:[\\w.-]+:)?([\\w.-]+)(?::([\\w.-]+))?$", "$2 $3")
                .strip();
    }

    private static String declared(Dependency dependency) {
        String name = dependency.ours() ? "**" + dependency.artifact() + "**" : dependency.artifact();
        return (name + " " + (dependency.ours() ? "" : dependency.version())).strip()
                + (dependency.scope().equals("compile") ? "" : " (" + dependency.scope() + ")");
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
