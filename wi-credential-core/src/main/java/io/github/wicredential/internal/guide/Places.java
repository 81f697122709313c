package io.github.wicredential.internal.guide;

import io.github.wicredential.internal.text.SafeText;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the places of the guide's texts and command lines.
 *
 * @param values what is known, by the names of the places
 * @param doctor how the doctor is started
 */
record Places(Map<String, String> values, String doctor) {

    /** A name, and perhaps what is written in its place while nothing is known. */
    static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)(?:\\|([^}]+))?}");

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9._/][A-Za-z0-9._/-]*");
    private static final Pattern FIT_INSIDE_QUOTES = Pattern.compile("[A-Za-z0-9:._/@+-]{1,600}");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");
    private static final int LONGEST_IN_A_COMMAND = 600;

    /** A text whose places are filled; what is not known stays as {@code <name>}, or is written in general words. */
    String text(String text) {
        return fill(
                text,
                place -> {
                    String value = values.get(place.group(1));
                    return value != null
                            ? Evidence.shown(value)
                            : Objects.requireNonNullElse(place.group(2), "<" + place.group(1) + ">");
                },
                false);
    }

    /** Whether every place of a text is known. */
    boolean known(String text) {
        return PLACE.matcher(text).results().allMatch(place -> values.containsKey(place.group(1)));
    }

    /** A command whose places are filled, as whole words unless they stand in quotes; what is not known is a variable. */
    String command(String command) {
        return fill(command, null, Command.changes(command));
    }

    private String fill(String text, @Nullable Function<MatchResult, String> shown, boolean changes) {
        Matcher place = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            String name = place.group(1);
            String with = shown != null ? shown.apply(place) : inCommand(name, quoted(text, place.start()), changes);
            place.appendReplacement(filled, Matcher.quoteReplacement(with));
        }
        return place.appendTail(filled).toString();
    }

    private String inCommand(String name, boolean quoted, boolean changes) {
        String value = values.get(name);
        if (name.equals("doctor")) {
            return doctor;
        }
        String fit = value == null ? null : quoted ? plain(value) : word(value);
        return fit == null ? variable(name, quoted, changes) : fit;
    }

    /** How a command names what the reader has to fill in: one that changes something fails without it. */
    private static String variable(String name, boolean quoted, boolean changes) {
        StringBuilder variable = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            variable.append(c <= 'Z' ? "_" : "").append(c <= 'Z' ? c : (char) (c - ('a' - 'A')));
        }
        String words = name.equals("workload")
                ? "deployment/NAME"
                : variable.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
        String guarded = "${" + variable + ":?" + words + "}";
        String written = changes ? guarded : "$" + variable;
        return quoted ? written : '"' + written + '"';
    }

    private static boolean quoted(String command, int place) {
        char open = 0;
        for (int i = 0; i < place; i++) {
            char c = command.charAt(i);
            if (c == '\\' && open != '\'') {
                i++;
            } else if (open == 0 && (c == '\'' || c == '"')) {
                open = c;
            } else if (c == open) {
                open = 0;
            }
        }
        return open != 0;
    }

    private static @Nullable String plain(String value) {
        return FIT_INSIDE_QUOTES.matcher(value).matches() && !SafeText.holdsSecret(value) ? value : null;
    }

    /** One word of a POSIX shell that stands for exactly this value; null if it is not fit for a command. */
    private static @Nullable String word(String value) {
        if (!PRINTABLE.matcher(value).matches()
                || value.length() > LONGEST_IN_A_COMMAND
                || value.startsWith("-")
                || SafeText.holdsSecret(value)) {
            return null;
        }
        return NEEDS_NO_QUOTES.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
