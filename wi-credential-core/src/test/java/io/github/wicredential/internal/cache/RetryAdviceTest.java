package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.doctor.DocsPage;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.internal.guide.GuideEntry.Retry;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine repeats what the guide says is worth repeating, and the page says the same. */
class RetryAdviceTest {

    private static final Map<Retry, RetryPolicy> CLASSES = Map.of(
            Retry.NEVER, RetryPolicy.PERMANENT,
            Retry.SLOWLY, RetryPolicy.PERMANENT,
            Retry.SETTLING, RetryPolicy.PROPAGATION,
            Retry.REREAD, RetryPolicy.ASSERTION_TIME,
            Retry.LATER, RetryPolicy.TRANSIENT);

    private static final String PAGE = DocsPage.named("reference/errors.md").text();

    static Stream<Arguments> codes() {
        return Guide.get().entries().stream()
                .flatMap(entry -> entry.names().stream()
                        .filter(name -> name.startsWith("AADSTS"))
                        .map(name -> Arguments.of(name, entry)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codes")
    void aCodeIsRepeatedAsTheGuideAndThePageSay(String name, GuideEntry entry) {
        int code = Integer.parseInt(name.substring("AADSTS".length()).replace("*", "9999"));

        assertThat(RetryPolicy.of(ScriptedAuthority.refused(400, false, null, code)))
                .isEqualTo(CLASSES.get(entry.retry()));
        String word = entry.retry().name().toLowerCase(Locale.ROOT);
        assertThat(section(entry)).contains("\nRetry: " + word + " · ");
        assertThat(PAGE).contains("| **" + word + "** | " + entry.retry().words() + " |");
    }

    private static String section(GuideEntry entry) {
        String anchor = "<a id=\"" + GuideEntry.anchor(entry.names().get(0)) + "\"></a>";
        assertThat(PAGE).contains(anchor);
        String from = PAGE.substring(PAGE.indexOf(anchor));
        int next = from.indexOf("\n### ");
        return next < 0 ? from : from.substring(0, next);
    }
}
