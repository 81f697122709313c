package io.github.wicredential.internal.doctor;

import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows on standard error whom the doctor waits for: on a terminal in one line that goes again, elsewhere only if it takes
 * longer than a second. From the first such second on, each row is shown as soon as it is known. Never on standard output.
 */
public final class Waiting implements Progress {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final boolean terminal;
    private final PrintStream err;
    private final List<Finding> unseen = new ArrayList<>();
    private boolean lasted;

    /** On a terminal the line goes again. */
    public Waiting(boolean terminal, PrintStream err) {
        this.terminal = terminal;
        this.err = err;
    }

    @Override
    public void found(Finding finding) {
        unseen.add(finding);
        if (lasted) {
            show();
        }
    }

    @Override
    public void begins(String asked, Duration most) {
        if (terminal) {
            err.print(CLEAR_LINE + line(asked, most));
            err.flush();
        }
    }

    @Override
    public void lasts(String asked, Duration most) {
        lasted = true;
        if (terminal) {
            err.print(CLEAR_LINE);
        }
        show();
        if (terminal) {
            begins(asked, most);
        } else {
            err.println(line(asked, most));
        }
    }

    @Override
    public void ends() {
        if (terminal) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }

    private static String line(String asked, Duration most) {
        return "asking " + asked + " ... (" + HumanTimes.shown(most) + " at most)";
    }

    /** What is well fits into one line. */
    private void show() {
        String well = unseen.stream()
                .filter(finding -> finding.status() == Status.OK)
                .map(Finding::id)
                .collect(Collectors.joining(", "));
        if (!well.isEmpty()) {
            err.println(Found.label(Status.OK) + well);
        }
        unseen.stream()
                .filter(finding -> finding.status() == Status.PROBLEM || finding.status() == Status.WARNING)
                .forEach(finding -> err.println(Found.label(finding.status()) + finding.id() + ": " + finding.title()));
        unseen.clear();
    }
}
