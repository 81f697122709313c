package io.github.wicredential.internal.guide;

import io.github.wicredential.internal.guide.GuideEntry.Known;
import io.github.wicredential.internal.guide.GuideEntry.Retry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the guide's file; its head describes the format. */
final class GuideReader {

    private static final Pattern SECTION = Pattern.compile("\\[(.+)]");
    private static final Pattern NAMES = Pattern.compile("(?:error|status|local|note) \\S+|\\S+");

    private final Map<String, String> commands = new HashMap<>();
    private final Map<String, GuideEntry> entries = new LinkedHashMap<>();
    private List<String> names = List.of();
    private Map<String, List<String>> fields = new HashMap<>();

    private GuideReader() {}

    /** The entries by each of their names, in the order of the file. */
    static Map<String, GuideEntry> read(Reader file) throws IOException {
        GuideReader reader = new GuideReader();
        try (BufferedReader lines = new BufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    reader.line(line);
                }
            }
        }
        reader.finish();
        return reader.entries;
    }

    private void line(String line) {
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            finish();
            names = NAMES.matcher(section.group(1))
                    .results()
                    .map(found -> found.group())
                    .toList();
        } else if (names.contains("commands")) {
            int equals = line.indexOf(" = ");
            commands.put(line.substring(0, equals), line.substring(equals + 3));
        } else {
            String[] parts = line.split("\\s+", 2);
            fields.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1]);
        }
    }

    private void finish() {
        if (!fields.isEmpty()) {
            GuideEntry entry = new GuideEntry(
                    names,
                    one("title", ""),
                    one("means", ""),
                    all("cause"),
                    all("compare"),
                    all("run").stream().map(this::command).toList(),
                    Retry.valueOf(one("retry", "never").toUpperCase(Locale.ROOT)),
                    Known.valueOf(one("known", "documented").toUpperCase(Locale.ROOT)));
            names.forEach(name -> entries.put(name, entry));
        }
        names = List.of();
        fields = new HashMap<>();
    }

    private String command(String text) {
        if (!text.startsWith("@")) {
            return text;
        }
        String command = commands.get(text.substring(1));
        if (command == null) {
            throw new IllegalStateException("the guide has no command " + text + " for " + names);
        }
        return command;
    }

    private String one(String field, String otherwise) {
        List<String> values = all(field);
        return values.isEmpty() ? otherwise : values.get(0);
    }

    private List<String> all(String field) {
        return fields.getOrDefault(field, List.of());
    }
}
