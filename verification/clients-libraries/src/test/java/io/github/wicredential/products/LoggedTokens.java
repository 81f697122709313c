package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** All that is logged at TRACE, by SLF4J or by the JDK, by whomever, while this is open. */
final class LoggedTokens extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final java.util.logging.Logger jdk = LogManager.getLogManager().getLogger("");
    private final java.util.logging.Level jdkBefore = jdk.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord event) {
            lines.add(event.getLoggerName() + " " + new SimpleFormatter().format(event));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    LoggedTokens() {
        setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        root.iteratorForAppenders().forEachRemaining(console -> {
            ch.qos.logback.classic.filter.ThresholdFilter warnings = new ch.qos.logback.classic.filter.ThresholdFilter();
            warnings.setLevel("WARN");
            warnings.start();
            console.addFilter(warnings);
        });
        start();
        root.addAppender(this);
        root.setLevel(Level.TRACE);
        handler.setLevel(java.util.logging.Level.ALL);
        jdk.addHandler(handler);
        jdk.setLevel(java.util.logging.Level.ALL);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String thrown = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + thrown);
    }

    /**
     * Something was logged, and no part of a token that would be of use to anybody. Apart from what a client itself writes
     * down of all that it sends, which docs/how-to/clients says.
     */
    void haveNone(List<String> tokens, String... loggersOfAllThatIsSent) {
        assertThat(tokens).isNotEmpty();
        assertThat(lines).isNotEmpty();
        for (String token : tokens) {
            String signature = token.substring(token.lastIndexOf('.') + 1);
            assertThat(lines)
                    .filteredOn(line -> List.of(loggersOfAllThatIsSent).stream().noneMatch(line::startsWith))
                    .noneMatch(line -> line.contains(signature));
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
