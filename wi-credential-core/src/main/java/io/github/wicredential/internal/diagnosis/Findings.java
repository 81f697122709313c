package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.Diagnosis.Finding;
import io.github.wicredential.Diagnosis.Status;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.internal.guide.GuideEntry.Known;
import io.github.wicredential.internal.guide.GuideEntry.Retry;
import java.util.ArrayList;
import java.util.List;

/** Collects the findings of one diagnosis, and what is known of the pod by then. For one thread. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();
    private final GuideValues values = new GuideValues();

    GuideValues values() {
        return values;
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    boolean hasProblem() {
        return all.stream().anyMatch(finding -> finding.status() == Status.PROBLEM);
    }

    void ok(String id, String title, String... evidence) {
        ok(id, title, List.of(evidence));
    }

    void ok(String id, String title, List<String> evidence) {
        all.add(new Finding(id, Status.OK, title, evidence, List.of(), List.of(), null));
    }

    void skipped(String id, String why) {
        all.add(new Finding(id, Status.SKIPPED, why, List.of(), List.of(), List.of(), null));
    }

    void problem(String id, GuideEntry entry, List<String> evidence) {
        add(id, Status.PROBLEM, entry, evidence);
    }

    void problem(String id, String local, String... evidence) {
        add(id, Status.PROBLEM, Guide.get().local(local), List.of(evidence));
    }

    void warning(String id, String local, String... evidence) {
        add(id, Status.WARNING, Guide.get().local(local), List.of(evidence));
    }

    void add(String id, Status status, GuideEntry entry, List<String> evidence) {
        List<String> seen = new ArrayList<>(evidence);
        seen.add(values.text(entry.means()));
        if (entry.known() == Known.UNCERTAIN) {
            seen.add("(Uncertain: no public description says so.)");
        }
        List<String> fix =
                new ArrayList<>(entry.causes().stream().map(values::text).toList());
        if (entry.retry() == Retry.SETTLING) {
            fix.add("something of it was made or changed in the last minutes: wait a little and ask again");
        }
        List<String> commands = entry.commands().stream().map(values::command).toList();
        all.add(new Finding(id, status, entry.title(), seen, fix, commands, entry.link()));
    }

    /** Adds a ready finding that is not one of the guide's. */
    void add(Finding finding) {
        all.add(finding);
    }
}
