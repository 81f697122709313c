package io.github.wicredential.internal.guide;

import io.github.wicredential.internal.guide.Command.Where;
import io.github.wicredential.internal.guide.GuideEntry.Cause;
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
import org.jspecify.annotations.Nullable;

/** Reads the guide's file; its head describes the format. */
final class GuideReader {

    private static final Pattern SECTION = Pattern.compile("\\[(.+)]");
    private static final Pattern NAMES = Pattern.compile("(?:error|status|local|note|command) \\S+|\\S+");

    /** What stands before a text: {@code ?fact,!other text}. */
    private static final Pattern CONDITION = Pattern.compile("([?~=])(\\S+)\\s+(.*)");

    /** Those of one name are alternatives, each on its condition. */
    private final Map<String, List<Command>> named = new HashMap<>();

    private final Map<String, GuideEntry> entries = new LinkedHashMap<>();
    private List<String> names = List.of();
    private Map<String, String> fields = new HashMap<>();
    private @Nullable Cause elsewhere;
    private List<Cause> causes = new ArrayList<>();
    private List<String> compare = new ArrayList<>();
    private List<Command> commands = new ArrayList<>();

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
        } else {
            String[] parts = line.strip().split("\\s+", 2);
            Matcher conditional = CONDITION.matcher(parts[1]);
            boolean always = !conditional.matches();
            String when = always ? "" : conditional.group(2).replace(',', ' ');
            String text = always ? parts[1] : conditional.group(3);
            switch (parts[0]) {
                case "cause" ->
                    causes.add(new Cause(
                            text,
                            when,
                            !always && !conditional.group(1).equals("~"),
                            always || !conditional.group(1).equals("="),
                            List.of()));
                case "fix" -> {
                    Cause last = causes.remove(causes.size() - 1);
                    List<Command> fixes = new ArrayList<>(last.commands());
                    fixes.addAll(commands(text, when));
                    causes.add(new Cause(last.text(), last.when(), last.decides(), last.open(), fixes));
                }
                case "run" -> commands.addAll(commands(text, when));
                case "compare" -> compare.add(text);
                default -> {
                    if (always) {
                        fields.put(parts[0], text);
                    } else {
                        elsewhere = new Cause(text, when, true, false, List.of());
                    }
                }
            }
        }
    }

    private void finish() {
        if (names.size() == 1 && names.get(0).startsWith("command ")) {
            String when = one("when", "").replace(',', ' ');
            Where where = Where.valueOf(one("where", "laptop").toUpperCase(Locale.ROOT));
            named.computeIfAbsent(names.get(0).substring("command ".length()), name -> new ArrayList<>())
                    .add(new Command(
                            one("line", ""),
                            one("does", ""),
                            one("prints", ""),
                            where,
                            when,
                            fields.containsKey("finds")
                                    ? List.of(one("finds", "").split(" "))
                                    : List.of()));
        } else if (!names.isEmpty()) {
            GuideEntry entry = new GuideEntry(
                    names,
                    one("title", ""),
                    one("means", ""),
                    elsewhere,
                    causes,
                    compare,
                    commands,
                    fields.containsKey("passes")
                            ? fields.get("passes").replace("always", "").replace(',', ' ')
                            : null,
                    Retry.valueOf(one("retry", "never").toUpperCase(Locale.ROOT)),
                    Known.valueOf(one("known", "documented").toUpperCase(Locale.ROOT)));
            names.forEach(name -> entries.put(name, entry));
        }
        names = List.of();
        fields = new HashMap<>();
        elsewhere = null;
        causes = new ArrayList<>();
        compare = new ArrayList<>();
        commands = new ArrayList<>();
    }

    private List<Command> commands(String name, String when) {
        List<Command> found = named.get(name.replace("@", ""));
        if (found == null) {
            throw new IllegalStateException("the guide has no command " + name + " for " + names);
        }
        return found.stream().map(command -> command.on(when)).toList();
    }

    private String one(String field, String otherwise) {
        return fields.getOrDefault(field, otherwise);
    }
}
