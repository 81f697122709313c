package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@WorkloadIdentityTest
class SecretsNeverShowTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.wicredential");
    private final Level level = logger.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listensToEverything() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void listensNoMore() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(level);
    }

    @Test
    void inLogsOfGrantsRefusalsAndFaults(LocalCluster cluster, LocalEntra entra) throws Exception {
        TokenClient.of(cluster).post();
        TokenClient.of(cluster)
                .set("scope", cluster.mint().serialize() + "/.default")
                .post();
        TokenClient.of(cluster)
                .set("client_id", cluster.mint().serialize())
                .method("PUT")
                .post();
        entra.faults().next(Fault.status(500));
        TokenClient.of(cluster).raw();

        List<String> shown = List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();

        assertThat(shown).isNotEmpty().noneMatch(line -> line.contains("eyJ"));
    }

    @Test
    void inAnyText(LocalCluster cluster, LocalEntra entra, LocalApplication application) throws Exception {
        String token = cluster.mint().serialize();
        TokenClient.of(cluster).post();

        Stream<Object> objects = Stream.of(
                cluster,
                entra,
                application,
                entra.tenant(),
                entra.requests(),
                cluster.mint(),
                Form.parse("client_assertion=" + token),
                new WireRequest("POST", "/", java.util.Map.of(), "client_assertion=" + token),
                Assertion.parse(token),
                new Refusal(400, "invalid_request", 1, "presented '" + token + "'"));

        assertThat(objects).map(String::valueOf).noneMatch(text -> text.contains("eyJ"));
    }
}
