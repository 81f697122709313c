package io.github.wicredential.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code docs/reference/api-changes.md}: what the public API was when it was first shown, and what it is now. A table written
 * by hand says what became of each type; the rest is made from that and from the two APIs as text.
 */
record ChangesPage(Path file, Map<String, String> now) {

    private static final Pattern TYPE = Pattern.compile("(?:^| )((?:io|com)\\.[\\w.$]+)");
    private static final Pattern MOVED = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (?:`([\\w.]+)`|nothing) \\|");
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");
    private static final Pattern NESTED = Pattern.compile("\\.([A-Z]\\w*)\\.([A-Z]\\w*)$");
    private static final String BEGIN = "<!-- written by ApiTest -->\n";
    private static final Pattern PARAMETER = Pattern.compile(" \\w+(?=[,)])");
    private static final Pattern OF_OBJECT = Pattern.compile(" (?:equals\\(.*Object |hashCode\\(\\)|toString\\(\\))");
    private static final Pattern BLOCKS = Pattern.compile("\n\n");
    private static final String NONE = "";

    /** With the API of each module, by artifact, as {@link Signatures#text} says it. */
    static ChangesPage of(Map<String, String> now) {
        return new ChangesPage(Published.root().resolve("docs/reference/api-changes.md"), now);
    }

    String read() throws IOException {
        return Files.readString(file, UTF_8);
    }

    /** The page as it should be. */
    String generated() throws IOException {
        String page = read();
        // Nested types before those that they are in.
        Map<String, String> moved =
                new TreeMap<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        MOVED.matcher(page)
                .results()
                .forEach((MatchResult row) ->
                        moved.put(nested(row.group(1)), row.group(2) == null ? null : nested(row.group(2))));
        Map<String, List<String>> after = new TreeMap<>();
        now.values().forEach(text -> after.putAll(types(text)));

        StringBuilder generated = new StringBuilder();
        List<String> unexplained = new ArrayList<>();
        for (String artifact : now.keySet()) {
            Path text = Published.root().resolve("verification/api/before/" + artifact + ".txt");
            if (!Files.exists(text)) {
                generated.append("\n### ").append(artifact).append("\n\nA new artifact.\n");
                continue;
            }
            Map<String, List<String>> before = types(renamed(Files.readString(text, UTF_8), moved));
            Map<String, List<String>> current = types(now.get(artifact));
            List<String> lines = new ArrayList<>();
            before.forEach((type, members) -> {
                if (!after.containsKey(type)) {
                    if (moved.keySet().stream().noneMatch(gone -> type.equals(gone) || type.startsWith(gone + "$"))) {
                        unexplained.add(type);
                    }
                    return;
                }
                List<String> difference = new ArrayList<>();
                gone(members, after.get(type)).forEach(member -> difference.add("- " + shown(member)));
                gone(after.get(type), members).forEach(member -> difference.add("+ " + shown(member)));
                if (!difference.isEmpty()) {
                    lines.add("  " + shown(type));
                    lines.addAll(difference);
                }
            });
            current.keySet().stream()
                    .filter(type -> !before.containsKey(type) && !moved.containsValue(type.replaceFirst("\\$.*", NONE)))
                    .forEach(type -> lines.add("+ " + shown(type)));
            if (!lines.isEmpty()) {
                generated
                        .append("\n### ")
                        .append(artifact)
                        .append("\n\n```diff\n")
                        .append(String.join("\n", lines))
                        .append("\n```\n");
            }
        }
        assertThat(unexplained)
                .as("types that the table of %s does not say of what became of them", file.getFileName())
                .isEmpty();
        assertThat(moved.values().stream().filter(to -> to != null && !after.containsKey(to)))
                .as("types that the table names and that are not there")
                .isEmpty();
        return page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + generated;
    }

    /** What a caller misses: names of parameters, and whether a method is abstract, are no matter. */
    private static List<String> gone(List<String> from, List<String> to) {
        List<String> there = to.stream().map(ChangesPage::called).toList();
        return from.stream()
                .filter(member -> !there.contains(called(member)))
                .filter(member -> !OF_OBJECT.matcher(member).find())
                .toList();
    }

    private static String called(String member) {
        return PARAMETER.matcher(member.replace("abstract ", NONE)).replaceAll(NONE);
    }

    private static String nested(String name) {
        return NESTED.matcher(name).replaceFirst(".$1\\$$2");
    }

    /** The old API in the new one's words. */
    private static String renamed(String text, Map<String, String> moved) {
        String renamed = text;
        for (Map.Entry<String, String> type : moved.entrySet()) {
            if (type.getValue() != null) {
                renamed = renamed.replaceAll(
                        Pattern.quote(type.getKey()) + "(?!\\w)", Matcher.quoteReplacement(type.getValue()));
            }
        }
        return renamed;
    }

    /** Each type's own line and those of its members, by the type's name. */
    private static Map<String, List<String>> types(String text) {
        Map<String, List<String>> types = new LinkedHashMap<>();
        for (String block : BLOCKS.splitAsStream(text).toList()) {
            List<String> lines = block.lines().filter(line -> !line.isBlank()).toList();
            if (!lines.isEmpty()) {
                Matcher type = TYPE.matcher(lines.get(0));
                assertThat(type.find()).as(lines.get(0)).isTrue();
                types.put(type.group(1), lines);
            }
        }
        return types;
    }

    private static String shown(String line) {
        return PACKAGE.matcher(line).replaceAll(NONE).replace('$', '.');
    }
}
