package io.github.wicredential.explanations;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The log of all cases, which run at the same time: a line belongs to whose thread wrote it, or whose client it names. */
public final class CaseLog extends AppenderBase<ILoggingEvent> {

    /** How the threads are called that are a case. */
    static final String CASE = "case ";

    private static final List<Line> LINES = new CopyOnWriteArrayList<>();

    private Layout<ILoggingEvent> layout;

    private record Line(String thread, String text) {}

    public void setLayout(Layout<ILoggingEvent> layout) {
        this.layout = layout;
    }

    static int size() {
        return LINES.size();
    }

    /** What was logged since then by this thread, or by one that is no case about this client. */
    static String since(int begin, String thread, String client) {
        return LINES.stream()
                .skip(begin)
                .filter(line ->
                        line.thread.equals(thread) || (!line.thread.startsWith(CASE) && line.text.contains(client)))
                .map(Line::text)
                .collect(Collectors.joining());
    }

    @Override
    protected void append(ILoggingEvent event) {
        LINES.add(new Line(event.getThreadName(), layout.doLayout(event)));
    }
}
