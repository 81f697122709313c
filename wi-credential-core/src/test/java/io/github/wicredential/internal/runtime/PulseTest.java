package io.github.wicredential.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whoever relies on a guard learns that none stands by. */
class PulseTest {

    private final AtomicLong now = new AtomicLong();
    private final Pulse pulse = new Pulse(now::get);

    @Test
    void itBeatsFromTheFirstBeatOn() {
        assertThat(pulse.beats()).isFalse();

        pulse.beat();

        assertThat(pulse.beats()).isTrue();
    }

    @Test
    void aGuardThatLeavesIsMissedAtOnce() {
        pulse.beat();

        pulse.stop();

        assertThat(pulse.beats()).isFalse();
        assertThat(pulse.beats(now.get())).isFalse();
    }

    @Test
    void aGuardThatCannotDoAllThatIsDueIsThereAndNotReliedOn() {
        pulse.beat();
        now.set(TimeUnit.SECONDS.toNanos(60));

        pulse.late();

        assertThat(pulse.beats()).isFalse();
        assertThat(pulse.recent(now.get())).isTrue();
    }

    @Test
    void aGuardThatHangsIsMissedByWhoReadsAClock() {
        pulse.beat();

        assertThat(pulse.beats(TimeUnit.SECONDS.toNanos(44))).isTrue();
        assertThat(pulse.beats(TimeUnit.SECONDS.toNanos(46))).isFalse();
    }
}
