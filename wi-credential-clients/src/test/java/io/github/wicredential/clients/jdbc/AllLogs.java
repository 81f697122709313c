package io.github.wicredential.clients.jdbc;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Takes down what is logged by SLF4J and by the JDK, at every level, until closed. */
final class AllLogs extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final java.util.logging.Logger jdk = LogManager.getLogManager().getLogger("");
    private final java.util.logging.Level jdkBefore = jdk.getLevel();
    private final List<String> lines;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord event) {
            add(new SimpleFormatter().format(event));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    AllLogs(List<String> lines) {
        this.lines = lines;
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
        root.setLevel(Level.TRACE);
        handler.setLevel(java.util.logging.Level.ALL);
        jdk.addHandler(handler);
        jdk.setLevel(java.util.logging.Level.ALL);
    }

    @Override
    protected void append(ILoggingEvent event) {
        add(event.getFormattedMessage()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }

    private void add(String line) {
        synchronized (lines) {
            lines.add(line);
        }
    }

    @Override
    public void close() {
        root.setLevel(before);
        root.detachAppender(this);
        jdk.setLevel(jdkBefore);
        jdk.removeHandler(handler);
    }
}
