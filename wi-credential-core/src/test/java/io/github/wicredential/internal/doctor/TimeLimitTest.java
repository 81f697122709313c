package io.github.wicredential.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<String> seen = new ArrayList<>();
    private final CountDownLatch lasting = new CountDownLatch(1);
    private final AtomicLong nanos = new AtomicLong();

    private final Progress progress = new Progress() {

        @Override
        public void begins(String check, Duration most) {
            seen.add("begins " + check);
        }

        @Override
        public void lasts(String check, Duration most) {
            seen.add("lasts " + check);
            lasting.countDown();
        }

        @Override
        public void ends() {
            seen.add("ends");
        }
    };

    @Test
    void whoWatchesIsToldWhatIsWaitedFor() throws Exception {
        assertThat(limit(LONG).run("dns", LONG, () -> "done")).isEqualTo("done");

        assertThat(seen).containsExactly("begins dns", "ends");
    }

    @Test
    void andWhenItLastsLongerThanOneWouldWait() throws Exception {
        assertThat(limit(Duration.ofNanos(1)).run("tls", LONG, () -> lasting.await(10, TimeUnit.SECONDS)))
                .isTrue();

        assertThat(seen).containsExactly("begins tls", "lasts tls", "ends");
    }

    @Test
    void aFailureIsPassedOnAndEndsTheWaiting() {
        assertThatThrownBy(() -> limit(LONG).run("tcp", LONG, () -> {
                    throw new IOException("refused");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("refused");

        assertThat(seen).containsExactly("begins tcp", "ends");
    }

    @Test
    void whatDoesNotEndIsLeftBehind() {
        assertThatThrownBy(() -> limit(LONG).run("tcp", Duration.ofMillis(1), () -> lasting.await(1, TimeUnit.DAYS)))
                .isInstanceOf(TimeoutException.class);

        assertThat(seen).containsExactly("begins tcp", "ends");
    }

    @Test
    void nothingBeginsWhenTheTimeIsOver() {
        TimeLimit limit = limit(LONG);
        assertThat(limit.share(LONG)).isEqualTo(LONG);
        nanos.addAndGet(Duration.ofSeconds(15).toNanos());
        assertThat(limit.share(LONG)).isEqualTo(Duration.ofSeconds(15));
        nanos.addAndGet(Duration.ofSeconds(15).toNanos());

        assertThatThrownBy(() -> limit.run("tcp", LONG, () -> "never")).isInstanceOf(TimeLimit.Over.class);
        assertThat(seen).isEmpty();
    }

    private TimeLimit limit(Duration patience) {
        return new TimeLimit(nanos::get, progress, patience, Duration.ofSeconds(30));
    }
}
