package io.github.wicredential.internal.guide;

import io.github.wicredential.internal.docs.Docs;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the guide says about one failure. Texts and commands may have places to be filled in.
 *
 * @param names for example {@code AADSTS700213}, {@code error invalid_scope} or {@code local dns}; the first one is the link
 * @param causes the most likely one first
 * @param compare what to hold against what, as {@code a / b}, or {@code token} for issuer, subject and audience
 * @param commands what to run, in this order
 */
public record GuideEntry(
        List<String> names,
        String title,
        String means,
        List<String> causes,
        List<String> compare,
        List<String> commands,
        Retry retry,
        Known known) {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");

    /** Whether the same request may succeed later. */
    public enum Retry {
        /** The same request fails until something is changed. */
        NEVER("No. The same request fails until something is changed."),
        /** Wrong at rest, but passes in the minutes after a change. */
        SETTLING("Not at rest. In the first minutes after the identity, the credential or a role was made or changed, "
                + "the same request may succeed a little later."),
        /** With a token file that has been replaced since. */
        REREAD("Once, after reading the token file again; then something must be changed."),
        /** Passes by itself, and repeating at once would prolong it. */
        SLOWLY("Yes, for some minutes. The library asks again by itself, each time after a longer pause."),
        /** Passes by itself. */
        LATER("Yes. The library repeats the request by itself and honours Retry-After.");

        private final String words;

        Retry(String words) {
            this.words = words;
        }

        /** As the page says it. */
        public String words() {
            return words;
        }
    }

    /** Where the explanation comes from. */
    public enum Known {
        /** By Microsoft or Kubernetes. */
        DOCUMENTED("Documented by Microsoft or Kubernetes."),
        /** In public reports. */
        OBSERVED("Seen in public reports; not documented for this case."),
        /** By nobody. */
        UNCERTAIN("Uncertain: no public description says so.");

        private final String words;

        Known(String words) {
            this.words = words;
        }

        /** As the page says it. */
        public String words() {
            return words;
        }
    }

    /** Copies the lists. */
    public GuideEntry {
        names = List.copyOf(names);
        causes = List.copyOf(causes);
        compare = List.copyOf(compare);
        commands = List.copyOf(commands);
    }

    /** Whether issuer, subject and audience of the token are to be held against the federated credential. */
    public boolean comparesTheToken() {
        return compare.contains("token");
    }

    /** What an exception says beside what happened: likely causes, where more is said, and the first command. */
    public String hint(Map<String, String> known) {
        return "Likely: " + fill(String.join("; ", causes), known::get) + ".\nMore: " + link() + "\nRun first: "
                + fill(commands.get(0), known::get);
    }

    /** Fills the places of a text or a command; what is not known stays as {@code <name>}. */
    public static String fill(String text, Function<String, @Nullable String> values) {
        return PLACE.matcher(text).replaceAll(place -> {
            String value = values.apply(place.group(1));
            return Matcher.quoteReplacement(value == null ? "<" + place.group(1) + ">" : value);
        });
    }

    /** Where all of it can be read: an address, or the command that prints it. */
    public String link() {
        return Docs.about(code(names.get(0)));
    }

    /** A name as it is asked for: {@code AADSTS700213}, {@code error-invalid_scope}, {@code status-429}, {@code dns}. */
    public static String code(String name) {
        return name.replace("local ", "").replace("*", "").replace(' ', '-');
    }

    /** The name as the anchor of its entry on the page. */
    public static String anchor(String name) {
        return Docs.anchor(code(name));
    }
}
