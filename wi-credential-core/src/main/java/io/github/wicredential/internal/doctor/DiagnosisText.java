package io.github.wicredential.internal.doctor;

import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.docs.Docs;
import io.github.wicredential.internal.guide.Advice;
import io.github.wicredential.internal.guide.Command;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.internal.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a diagnosis for people and for machines. */
public final class DiagnosisText {

    /** The version of the JSON; raised when a field changes its meaning or goes. */
    static final int SCHEMA_VERSION = 1;

    private static final String INDENT = "         ";
    private static final String NOT_CHECKED =
            "Not checked: the service itself, its tenant and its network; --resource https://... asks it.\n";
    private static final String COMMAND = "  $ ";
    private static final int MOST_COMMANDS = 3;
    private static final int LONG = 160;

    /** In place of the command that the verdict has at the top; without a prompt, since it is none. */
    private static final String AS_SAID = "(the command in the second line)";

    private static final Map<Status, String> COLOURS = Map.of(
            Status.OK,
            "\u001b[32m",
            Status.WARNING,
            "\u001b[33m",
            Status.PROBLEM,
            "\u001b[31m",
            Status.SKIPPED,
            "\u001b[2m");
    private static final String RESET = "\u001b[0m";

    private final Diagnosis diagnosis;

    private DiagnosisText(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    public static DiagnosisText of(Diagnosis diagnosis) {
        return new DiagnosisText(diagnosis);
    }

    /**
     * The verdict, what is wrong, what is well in a line, and the verdict again without its reasons; if verbose, every row in
     * the order of the chain.
     */
    public String text(boolean verbose) {
        return text(verbose, false);
    }

    public String text(boolean verbose, boolean colour) {
        StringBuilder text = new StringBuilder();
        text.append(verdict(summary(diagnosis), colour, Integer.MAX_VALUE)).append('\n');
        List<Finding> rows = diagnosis.findings();
        if (verbose) {
            rows.forEach(row -> add(text, row, colour, Integer.MAX_VALUE));
        } else {
            for (Status status : List.of(Status.PROBLEM, Status.WARNING)) {
                rows.stream()
                        .filter(row -> row.status() == status)
                        .forEach(row -> add(text, row, colour, MOST_COMMANDS));
            }
            folded(text, Status.OK, colour);
            folded(text, Status.SKIPPED, colour);
        }
        text.append('\n').append(verdict(headline(diagnosis), colour, LONG)).append(next());
        return text.toString();
    }

    private void add(StringBuilder text, Finding row, boolean colour, int most) {
        Optional<Finding> cause = cause(row);
        text.append(coloured(row.status(), Found.label(row.status()), colour))
                .append(row.id())
                .append(": ");
        if (cause.isPresent()) {
            text.append("same cause as ").append(cause.get().id());
            row.code()
                    .filter(code -> !code.equals(cause.get().id())
                            && !code.equals(cause.get().code().orElse(null)))
                    .ifPresent(code -> text.append(" (").append(code).append(')'));
            text.append('\n');
            row.evidence().stream()
                    .limit(1)
                    .forEach(line -> text.append(INDENT).append(line).append('\n'));
            return;
        }
        text.append(row.title()).append('\n');
        Advice advice = row instanceof Found found && found.wrong() ? found.advice() : null;
        boolean said = diagnosis.rootFinding().filter(row::equals).isPresent();
        row.evidence().stream()
                .filter(line -> !said || advice == null || !advice.means().contains(line))
                .forEach(line -> add(text, "", line));
        if (advice != null && !advice.causes().isEmpty()) {
            if (!said) {
                add(text, "", advice.cause());
            }
        } else {
            row.causes().forEach(line -> add(text, "perhaps: ", line));
        }
        List<String> commands = row.commands();
        for (int i = 0; i < Math.min(most, commands.size()); i++) {
            String comment = row.comments().get(i);
            String line = said && i == 0 ? AS_SAID : "$ " + commands.get(i);
            add(text, "", line + (comment.isEmpty() ? "" : "   # " + comment));
        }
        row.code()
                .ifPresent(code -> add(
                        text,
                        "more: ",
                        "--explain " + code
                                + (commands.size() > most ? ", --fix (" + commands.size() + " commands)" : "")));
    }

    private static void add(StringBuilder text, String label, String line) {
        text.append(INDENT).append(label).append(line).append('\n');
    }

    private void folded(StringBuilder text, Status status, boolean colour) {
        List<Finding> rows = diagnosis.findings().stream()
                .filter(row -> row.status() == status)
                .toList();
        rows.stream().filter(row -> cause(row).isPresent()).forEach(row -> add(text, row, colour, 0));
        String ids = rows.stream()
                .filter(row -> cause(row).isEmpty())
                .map(Finding::id)
                .collect(Collectors.joining(", "));
        if (!ids.isEmpty()) {
            text.append(coloured(status, Found.label(status), colour))
                    .append(ids)
                    .append(status == Status.OK ? " (--verbose shows what was seen)" : "")
                    .append('\n');
        }
    }

    private Optional<Finding> cause(Finding row) {
        return diagnosis.findings().stream()
                .filter(other -> other.causeOf().contains(row.id()))
                .findFirst();
    }

    /** The sentence, and the command to begin with, unless it is too long to be said twice. */
    private String verdict(String sentence, boolean colour, int longest) {
        Status status = diagnosis.healthy() ? diagnosis.finished() ? Status.OK : Status.SKIPPED : Status.PROBLEM;
        return coloured(status, sentence, colour) + "\n"
                + diagnosis
                        .rootFinding()
                        .filter(root -> !root.commands().isEmpty())
                        .map(root -> first(root, longest) + "\n")
                        .orElse("");
    }

    private static String first(Finding root, int longest) {
        String command = root.commands().get(0);
        if (command.length() > longest) {
            return "  " + AS_SAID;
        }
        boolean inPod = root instanceof Found found
                && found.advised().limit(1).anyMatch(first -> first.where() == Command.Where.POD);
        return COMMAND + command + (inPod ? "   # " + Command.Where.POD.words() : "");
    }

    /** Who has a token, and an answer 403, has nothing to look for here. */
    private String next() {
        return granted()
                .filter(found -> diagnosis.healthy() && found.advice() != null)
                .map(found ->
                        "Does the service respond with 403? Then usually a role is missing there, not here. See which it has, and assign one; --explain "
                                + GuideEntry.code(found.advice().entry().names().get(0))
                                + " has the other causes:\n"
                                + COMMAND + found.advice().commands().get(0).line() + "\n"
                                + COMMAND + found.advice().commands().get(1).line() + "\n"
                                + (diagnosis.finding(ResourceCheck.ID).isPresent() ? "" : NOT_CHECKED))
                .findFirst()
                .orElse("");
    }

    private Stream<Found> granted() {
        return diagnosis.findings().stream()
                .filter(Found.class::isInstance)
                .map(Found.class::cast)
                .filter(found -> found.status() == Status.OK && found.id().startsWith("exchange"));
    }

    private static String coloured(Status status, String text, boolean colour) {
        return colour ? COLOURS.get(status) + text + RESET : text;
    }

    /** The verdict in one sentence. */
    public static String summary(Diagnosis diagnosis) {
        List<Finding> problems = diagnosis.problems();
        long warnings = warnings(diagnosis);
        if (problems.isEmpty()) {
            String counted = "no problems, " + (warnings == 0 ? "no warnings" : count(warnings, "warning"));
            String granted = of(diagnosis)
                    .granted()
                    // Of an agent the second step, which is its own token.
                    .reduce((first, last) -> last)
                    .map(found -> found.title() + ", ")
                    .orElse("");
            return diagnosis.finished()
                    ? "Healthy: " + granted + counted + "."
                    : "Not finished: " + counted + " so far, and no token was requested" + why(diagnosis) + ".";
        }
        Advice advice = problems.get(0) instanceof Found found ? found.advice() : null;
        return advice == null
                ? headline(diagnosis)
                : headline(problems, warnings) + ": " + (advice.means() + " " + advice.cause()).strip();
    }

    /** The verdict without its reasons. */
    private static String headline(Diagnosis diagnosis) {
        List<Finding> problems = diagnosis.problems();
        return problems.isEmpty() ? summary(diagnosis) : headline(problems, warnings(diagnosis)) + ".";
    }

    private static String headline(List<Finding> problems, long warnings) {
        Finding root = problems.get(0);
        String others = warnings == 0 ? "" : " and " + count(warnings, "warning");
        return (problems.size() == 1 && warnings == 0
                        ? ""
                        : count(problems.size(), "problem") + others + ", the first: ")
                + root.title()
                + root.code().map(code -> " (" + code + ")").orElse("");
    }

    private static long warnings(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.status() == Status.WARNING)
                .count();
    }

    private static String why(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .filter(finding ->
                        finding.status() == Status.SKIPPED && finding.id().startsWith("exchange"))
                .findFirst()
                .map(finding -> " (" + finding.title().toLowerCase(Locale.ROOT) + ")")
                .orElse("");
    }

    /** The commands alone, those that change nothing first, each after a comment of what it should print. */
    public String commands() {
        List<String> looking = new ArrayList<>();
        List<String> mending = new ArrayList<>();
        for (Finding problem : diagnosis.problems()) {
            for (int i = 0; i < problem.commands().size(); i++) {
                String command = problem.commands().get(i);
                String comment = problem.comments().get(i);
                String lines = "# " + problem.id() + (comment.isEmpty() ? "" : ": " + comment) + "\n" + command + "\n";
                List<String> kind = Command.changes(command) ? mending : looking;
                if (!kind.contains(lines)) {
                    kind.add(lines);
                }
            }
        }
        return "# " + summary(diagnosis)
                + "\n"
                + (looking.size() + mending.size() > 1
                        ? "# Paste one command at a time: some ask for a value. In zsh first: setopt interactivecomments\n"
                        : "")
                + String.join("", looking)
                + String.join("", mending);
    }

    /** An object as {@code docs/reference/doctor-schema.json} describes it. */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schemaVersion", SCHEMA_VERSION);
        all.put("libraryVersion", Docs.libraryVersion());
        all.put("javaVersion", Runtime.version().toString());
        all.put("healthy", diagnosis.healthy());
        all.put("finished", diagnosis.finished());
        all.put("at", diagnosis.at().toString());
        all.put("summary", diagnosis.summary());
        diagnosis.rootFinding().ifPresent(root -> all.put("rootFinding", root.id()));
        all.put(
                "findings",
                diagnosis.findings().stream().map(DiagnosisText::json).toList());
        return JsonText.write(all);
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", finding.id());
        one.put("status", finding.status().name());
        one.put("title", finding.title());
        finding.code().ifPresent(code -> one.put("code", code));
        finding.httpStatus().ifPresent(status -> one.put("httpStatus", status));
        finding.correlationId().ifPresent(id -> one.put("correlationId", id));
        one.put("retryable", finding.retryable());
        one.put("causeOf", finding.causeOf());
        one.put("evidence", finding.evidence());
        one.put("causes", finding.causes());
        one.put("commands", finding.commands());
        one.put("comments", finding.comments());
        finding.link().filter(link -> link.startsWith("https://")).ifPresent(link -> one.put("link", link));
        return one;
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
