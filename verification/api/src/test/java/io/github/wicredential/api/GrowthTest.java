package io.github.wicredential.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Public values can grow: a record cannot, since each component more is another constructor. */
class GrowthTest {

    static final List<Published> MODULES = Published.MODULES;

    @ParameterizedTest
    @FieldSource("MODULES")
    void noPublicTypeIsARecord(Published module) {
        assertThat(module.types()).isNotEmpty().noneMatch(Class::isRecord);
    }
}
