package io.github.wicredential.benchmarks.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.benchmarks.scenario.Figures;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColdStartTest {

    @ParameterizedTest
    @EnumSource
    void every_subject_gets_a_token_over_tls(Subjects subject) throws IOException {
        try (LoopbackAuthority authority = LoopbackAuthority.start(0)) {
            Figures figures = ColdStart.once(subject, authority);

            assertThat(figures.get("wall")).isPositive();
            assertThat(figures.get("classes")).isGreaterThan(100);
        }
    }
}
