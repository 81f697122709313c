package io.github.wicredential.internal.guide;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A command line that shows or mends something. Of the guide's own ones the line has places to be filled.
 *
 * @param line the command, for bash
 * @param does what it is for, in a few words, without a full stop
 * @param prints what it should print, as far as that can be said before; may be empty
 * @param where where to run it
 * @param when on what condition it may be proposed; empty for always
 * @param finds variables of other commands that the reader can fill in from what it prints
 */
public record Command(String line, String does, String prints, Where where, String when, List<String> finds) {

    private static final Pattern CHANGES =
            Pattern.compile("kubectl (annotate|apply|create|debug|edit|patch|rollout|set (?!env pod/))"
                    + "|az .*\\b(create|update|upload|admin-consent|post)\\b|keytool -import|&& mv ");

    /** Where a command is run. */
    public enum Where {
        /** Outside of the cluster, where az and kubectl are signed in. */
        LAPTOP("on a machine with az and kubectl, outside of the cluster"),
        /** In a shell of the pod. */
        POD("in the pod");

        private final String words;

        Where(String words) {
            this.words = words;
        }

        /** As it is said after a command. */
        public String words() {
            return words;
        }
    }

    Command filled(Evidence known) {
        return new Command(
                known.command(line),
                known.text(does),
                known.text(prints),
                known.isFact("outside") ? Where.LAPTOP : where,
                when,
                finds);
    }

    /** The same, on one more condition. */
    Command on(String condition) {
        return condition.isEmpty()
                ? this
                : new Command(line, does, prints, where, (when + " " + condition).strip(), finds);
    }

    /**
     * Whether it may be proposed: on its condition, and if it is of Kubernetes, neither for a process or token from elsewhere, nor
     * for the pod where there is none.
     */
    boolean fits(Evidence known) {
        boolean ofKubernetes = line.contains("kubectl ") || line.startsWith("az aks ");
        boolean ofAPod = ofKubernetes && !line.startsWith("kubectl create token ");
        return !Boolean.FALSE.equals(known.holds(when))
                && !(ofKubernetes && known.isElsewhere())
                && !(ofAPod && (known.surely("outside !linked") || known.surely("outside !tokenFile")));
    }

    /** Whether a line, filled or not, changes something, so that what the reader has not filled in must stop it. */
    public static boolean changes(String line) {
        return CHANGES.matcher(line).find();
    }

    /** Whether the other one's output is what this one lacks, and does not find itself. */
    boolean needs(Command other) {
        return other.finds.stream()
                .anyMatch(variable -> (line.contains("$" + variable) || line.contains("${" + variable))
                        && !line.contains(variable + "=$(")
                        && !line.contains("read -r " + variable));
    }

    /** What it is for, and where it is run if that is not where kubectl is. */
    public String task() {
        return where == Where.POD ? does + " (" + where.words() + ")" : does;
    }

    /** The same and what it should print, as the comment of a shell. */
    public String comment() {
        return task() + (prints.isEmpty() ? "" : "; should print: " + prints);
    }
}
