package io.github.wicredential.internal.doctor;

import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.guide.Advice;
import io.github.wicredential.internal.guide.Command;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.internal.guide.GuideEntry.Known;
import io.github.wicredential.internal.guide.GuideEntry.Retry;
import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.internal.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the findings of one diagnosis, and what is known of the pod by then. For one thread. */
final class Findings {

    private static final int DEEPEST = 10;

    private final List<Finding> all = new ArrayList<>();
    private final Evidence values = new Evidence();

    private record Found(
            String id,
            Status status,
            String title,
            List<String> evidence,
            List<String> fix,
            List<String> commands,
            Optional<String> link)
            implements Finding {}

    Evidence values() {
        return values;
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    boolean has(String id) {
        return all.stream().anyMatch(finding -> finding.id().equals(id));
    }

    boolean hasProblem() {
        return all.stream().anyMatch(finding -> finding.status() == Status.PROBLEM);
    }

    void ok(String id, String title, String... evidence) {
        ok(id, title, List.of(evidence));
    }

    void ok(String id, String title, List<String> evidence) {
        all.add(new Found(id, Status.OK, title, List.copyOf(evidence), List.of(), List.of(), Optional.empty()));
    }

    void skipped(String id, String why) {
        all.add(new Found(id, Status.SKIPPED, why, List.of(), List.of(), List.of(), Optional.empty()));
    }

    void problem(String id, String local, String... evidence) {
        add(id, Status.PROBLEM, Guide.get().local(local), List.of(evidence));
    }

    void warning(String id, String local, String... evidence) {
        add(id, Status.WARNING, Guide.get().local(local), List.of(evidence));
    }

    void add(String id, Status status, GuideEntry entry, List<String> evidence) {
        add(id, status, entry.advice(values), evidence);
    }

    void add(String id, Status status, Advice advice, List<String> evidence) {
        GuideEntry entry = advice.entry();
        List<String> seen = new ArrayList<>(evidence);
        seen.add(advice.means());
        if (entry.known() == Known.UNCERTAIN) {
            seen.add("(Uncertain: no public description says so.)");
        }
        List<String> fix = new ArrayList<>(advice.causes());
        if (entry.retry() == Retry.SETTLING) {
            fix.add("something of it was made or changed in the last minutes: wait a little and ask again");
        }
        List<String> commands = advice.commands().stream().map(Command::line).toList();
        all.add(new Found(
                id, status, entry.title(), List.copyOf(seen), List.copyOf(fix), commands, Optional.of(entry.link())));
    }

    /** The guide's entry for a failure on the way to a host. */
    static GuideEntry entry(Throwable failure) {
        return Guide.get().network(NetworkFault.of(failure));
    }

    /** The kind of the innermost failure and its message, which is never of a token. */
    static String shown(Throwable failure) {
        Throwable innermost = failure;
        for (int depth = 0; innermost.getCause() != null && depth < DEEPEST; depth++) {
            innermost = innermost.getCause();
        }
        String name = innermost.getClass().getSimpleName();
        return innermost.getMessage() == null ? name : Evidence.shown(name + ": " + innermost.getMessage());
    }

    /** A message of the library's own, on one line. */
    static String message(Exception failure) {
        return SafeText.line(String.valueOf(failure.getMessage()), Integer.MAX_VALUE);
    }
}
