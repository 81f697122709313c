package io.github.wicredential.internal.guide;

import io.github.wicredential.internal.docs.Docs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the guide says about one failure. Texts and commands may have places to be filled in.
 *
 * @param names for example {@code AADSTS700213}, {@code error invalid_scope} or {@code local dns}; the first one is the link
 * @param elsewhere a meaning that takes the place of the general one if its condition holds
 * @param causes the more telling ones first
 * @param compare what to hold against what, as {@code a / b}, or {@code token} for issuer, subject and audience
 * @param commands what to run, in this order, where no cause is decided or the one that is has no commands of its own
 * @param passes on what condition it passes within minutes: for each caller, or because a recent change has not reached every
 *     server yet; null if it never does
 */
public record GuideEntry(
        List<String> names,
        String title,
        String means,
        @Nullable Cause elsewhere,
        List<Cause> causes,
        List<String> compare,
        List<Command> commands,
        @Nullable String passes,
        Retry retry,
        Known known) {

    /**
     * A cause, unless its condition is known not to hold.
     *
     * @param decides whether it is the cause if its condition is known to hold
     * @param open whether it may be the cause while that is not known
     * @param commands what to run if this is the cause
     */
    public record Cause(String text, String when, boolean decides, boolean open, List<Command> commands) {

        /** Copies the list. */
        public Cause {
            commands = List.copyOf(commands);
        }
    }

    /** Whether the same request may succeed later. */
    public enum Retry {
        /** The same request fails until something is changed. */
        NEVER("No. The same request fails until something is changed."),
        /** Fails once things have settled, but may pass in the minutes after a change. */
        SETTLING(
                "Not once things have settled. If the identity, the credential or a role was created or changed in the "
                        + "last few minutes, wait and try again."),
        /** With a token file that has been replaced since. */
        REREAD("Once, after reading the token file again; then something must be changed."),
        /** Passes by itself, and repeating at once would prolong it. */
        SLOWLY("Yes, after some minutes. The library retries automatically, each time after a longer pause."),
        /** Passes by itself. */
        LATER("If the cause passes by itself. The library retries automatically, and waits as long as a Retry-After in "
                + "the response asks.");

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

    /** The cause that the evidence decides for, or those that it leaves, and the commands that it leaves. */
    public Advice advice(Evidence known) {
        List<String> open = new ArrayList<>();
        for (Cause cause : causes) {
            Boolean holds = known.holds(cause.when());
            if (cause.decides() && Boolean.TRUE.equals(holds)) {
                return advice(
                        known, List.of(cause.text()), true, cause.commands().isEmpty() ? commands : cause.commands());
            }
            if ((holds == null ? cause.open() : holds) && (!cause.decides() || known.fills(cause.text()))) {
                open.add(cause.text());
            }
        }
        if (open.isEmpty()) {
            causes.stream()
                    .filter(Cause::open)
                    .map(Cause::text)
                    .filter(known::fills)
                    .forEach(open::add);
        }
        return advice(known, open, false, commands);
    }

    /** Every command of the entry that is not ruled out, each once, those of its causes included, with what is known. */
    public List<Command> allCommands(Evidence known) {
        Set<String> lines = new HashSet<>();
        return Stream.concat(commands.stream(), causes.stream().flatMap(cause -> cause.commands().stream()))
                .filter(command -> !Boolean.FALSE.equals(known.holds(command.when())))
                .map(command -> command.filled(known))
                .filter(command -> lines.add(command.line()))
                .toList();
    }

    private Advice advice(Evidence known, List<String> texts, boolean decided, List<Command> proposed) {
        return new Advice(
                this,
                known.text(elsewhere != null && known.surely(elsewhere.when()) ? elsewhere.text() : means),
                texts.stream().map(known::text).toList(),
                decided,
                passes != null && known.surely(passes),
                inOrder(proposed.stream()
                        .filter(command -> command.fits(known))
                        .map(command -> command.filled(known))
                        .toList()));
    }

    /** What finds a value comes before what needs it. */
    private static List<Command> inOrder(List<Command> commands) {
        Set<Command> ordered = new LinkedHashSet<>();
        for (Command command : commands) {
            commands.stream().filter(command::needs).forEach(ordered::add);
            ordered.add(command);
        }
        return List.copyOf(ordered);
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
