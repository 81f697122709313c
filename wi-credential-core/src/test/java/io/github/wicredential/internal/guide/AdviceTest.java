package io.github.wicredential.internal.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.guide.Command.Where;
import io.github.wicredential.internal.guide.GuideEntry.Cause;
import io.github.wicredential.internal.guide.GuideEntry.Known;
import io.github.wicredential.internal.guide.GuideEntry.Retry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {

    private static final Cause OPEN = cause("one", "", false);
    private static final Cause OTHER = cause("other", "", false);

    @Test
    void aHintSaysWhatItMeansTheCausesTwoCommandsAndWhereMoreIsSaid() {
        Advice open = entry(null, OPEN, OTHER).advice(new Evidence());

        assertThat(open.hint(List.of("A remark.", "Another."), "x"))
                .isEqualTo("It means <client>. A remark. Another.\n  One of: one; other. Sent: x.\n"
                        + "  first (in the pod): 1\n  second (in the pod): 2\n  More: "
                        + open.entry().link());
        assertThat(open.entry().link()).contains("AADSTS1");
        assertThat(open.hint(List.of(), ""))
                .startsWith("It means <client>.\n  One of: one; other.\n  first (in the pod): 1\n");
        assertThat(open.decided()).isFalse();
    }

    /** Then neither what is seen in the token nor what was sent is news. */
    @Test
    void aCauseThatIsDecidedIsTheOnlyOne() {
        Advice decided = entry(null, OPEN, cause("this", "fact", true)).advice(new Evidence().fact("fact", true));

        assertThat(decided.decided()).isTrue();
        assertThat(decided.hint(List.of("A remark."), "x"))
                .startsWith("It means <client>.\n  Most likely: this.\n  first (in the pod): 1\n");
    }

    @Test
    void whereThereIsNoPodACommandIsRunHere() {
        Advice outside = entry(null, OPEN, OTHER).advice(new Evidence().fact("outside", true));

        assertThat(outside.next("")).contains("\n  first: 1\n").doesNotContain("in the pod");
    }

    @Test
    void aCauseThatCannotBeIsLeftOutAndOneThatIsLeftIsUsual() {
        Advice one = entry(null, OPEN, cause("this", "fact", true)).advice(new Evidence().fact("fact", false));

        assertThat(one.next("")).startsWith("Usually: one.\n");
    }

    @Test
    void whereNothingIsLeftEveryCauseThatCanBeSaidIsNamed() {
        Advice all = entry(null, cause("a", "fact", false), cause("{unknown}", "fact", false))
                .advice(new Evidence().fact("fact", false));

        assertThat(all.causes()).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({", false", "'', true", "young, true", "!young, false", "unknown, false"})
    void waitingMendsItOnTheEntrysCondition(@Nullable String condition, boolean passes) {
        Advice advice = entry(condition, cause("one", "", false)).advice(new Evidence().fact("young", true));

        assertThat(advice.passes()).isEqualTo(passes);
    }

    private static Cause cause(String text, String when, boolean decides) {
        return new Cause(text, when, decides, true, List.of());
    }

    private static GuideEntry entry(@Nullable String passes, Cause... causes) {
        return new GuideEntry(
                List.of("AADSTS1"),
                "",
                "It means {client}.",
                null,
                List.of(causes),
                List.of(),
                List.of(
                        new Command("1", "first", "", Where.POD, "", List.of()),
                        new Command("2", "second", "", Where.POD, "", List.of()),
                        new Command("3", "third", "", Where.POD, "", List.of())),
                passes,
                Retry.NEVER,
                Known.DOCUMENTED);
    }
}
