package io.github.wicredential.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {

    static Stream<String> names() {
        return Guide.get().entries().stream()
                .flatMap(entry -> entry.names().stream())
                .filter(name -> !name.startsWith("note "));
    }

    @ParameterizedTest
    @MethodSource("names")
    void explainsEveryNameOfTheGuideAsItsLinksAskForIt(String name) {
        GuideEntry entry = Guide.get().entries().stream()
                .filter(each -> each.names().contains(name))
                .findFirst()
                .orElseThrow();

        assertThat(Explanation.of(GuideEntry.code(name)).orElseThrow())
                .contains(entry.title())
                .doesNotContainPattern("\\{[A-Za-z]+}");
        assertThat(entry.link())
                .endsWith("--explain " + GuideEntry.code(entry.names().get(0)));
    }

    @Test
    void hasNoNoteByItself() {
        assertThat(Explanation.of("note-slash")).isEmpty();
        assertThat(Explanation.of("note slash")).isEmpty();
    }
}
