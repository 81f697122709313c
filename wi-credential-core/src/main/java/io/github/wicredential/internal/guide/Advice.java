package io.github.wicredential.internal.guide;

import java.util.List;

/**
 * What the guide says of a failure in the light of what is known: the cause, or those that are left, and the commands for
 * it. All places are filled.
 *
 * @param causes one if the evidence decided; otherwise those that nothing speaks against; none where only others know
 * @param decided whether the evidence decided
 * @param passes whether waiting alone may mend it
 * @param commands in the order in which to run them; none that the evidence speaks against
 */
public record Advice(
        GuideEntry entry, String means, List<String> causes, boolean decided, boolean passes, List<Command> commands) {

    private static final int MOST_COMMANDS = 2;

    /** The causes in a sentence that says how sure they are; empty if there are none. */
    public String cause() {
        return causes.isEmpty()
                ? ""
                : (decided ? "Most likely: " : causes.size() == 1 ? "Usually: " : "One of: ")
                        + String.join("; ", causes) + ".";
    }

    /**
     * What an exception says beside what happened, in five lines at most: what it means, the cause, two commands, and where
     * more is said.
     *
     * @param remarks what is seen in the token, if that did not decide
     * @param sent what the cause can be held against; may be empty
     */
    public String hint(List<String> remarks, String sent) {
        StringBuilder text = new StringBuilder(means);
        if (!decided) {
            remarks.forEach(remark -> text.append(' ').append(remark));
        }
        return text.append("\n  ").append(next(sent)).toString();
    }

    /** The same in the words of who refused, and without a cause. */
    public Advice saying(String said) {
        return new Advice(entry, said, List.of(), false, passes, commands);
    }

    /** The same of a failure that has said itself what happened, and says more than what it means in general. */
    public Advice meaning(String said) {
        return new Advice(entry, said, causes, decided, passes, commands);
    }

    /** The same without the meaning, for who has said it. */
    public String next(String sent) {
        StringBuilder text = new StringBuilder(cause());
        text.append(decided || sent.isEmpty() ? "" : (text.isEmpty() ? "" : " ") + "Sent: " + sent + ".");
        commands.stream()
                .limit(MOST_COMMANDS)
                .forEach(command ->
                        text.append("\n  ").append(command.task()).append(": ").append(command.line()));
        return text.append("\n  More: ").append(entry.link()).toString().strip();
    }
}
