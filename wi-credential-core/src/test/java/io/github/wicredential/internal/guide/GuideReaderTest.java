package io.github.wicredential.internal.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.internal.guide.Command.Where;
import io.github.wicredential.internal.guide.GuideEntry.Cause;
import io.github.wicredential.internal.guide.GuideEntry.Known;
import io.github.wicredential.internal.guide.GuideEntry.Retry;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuideReaderTest {

    private static final Command SHOW =
            new Command("{java} {client}", "show", "ok", Where.POD, "a b", List.of("NAME", "GROUP"));
    private static final Command LIST = new Command("list", "", "", Where.LAPTOP, "", List.of());

    @Test
    void readsEntriesWithTheirCausesAndCommands() throws IOException {
        Map<String, GuideEntry> entries = read("""
                # A comment.

                [command show]
                line  {java} {client}
                does  show
                prints ok
                where pod
                when  a,b
                finds NAME GROUP

                [command list]
                line  list

                [AADSTS1 error some_error]
                title   A title
                means   A meaning
                means   ?h Another meaning
                cause   always
                fix     @list
                cause   ?c,!d decides
                fix     @show
                fix     ?e @list
                cause   ~f only hints
                cause   =g decides if it is known
                compare a / b
                compare token
                run     @show
                run     ?!young @list
                passes  i,!j
                retry   later
                known   observed
                [generic]
                means   Nothing else
                """);

        GuideEntry first = new GuideEntry(
                List.of("AADSTS1", "error some_error"),
                "A title",
                "A meaning",
                new Cause("Another meaning", "h", true, false, List.of()),
                List.of(
                        new Cause("always", "", false, true, List.of(LIST)),
                        new Cause("decides", "c !d", true, true, List.of(SHOW, LIST.on("e"))),
                        new Cause("only hints", "f", false, true, List.of()),
                        new Cause("decides if it is known", "g", true, false, List.of())),
                List.of("a / b", "token"),
                List.of(SHOW, LIST.on("!young")),
                "i !j",
                Retry.LATER,
                Known.OBSERVED);
        GuideEntry last = new GuideEntry(
                List.of("generic"),
                "",
                "Nothing else",
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                Retry.NEVER,
                Known.DOCUMENTED);
        assertThat(entries.values()).containsExactly(first, first, last);
        assertThat(entries.keySet()).containsExactly("AADSTS1", "error some_error", "generic");
        assertThat(first.comparesTheToken()).isTrue();
        assertThat(last.comparesTheToken()).isFalse();
    }

    @Test
    void aCommandThatTheGuideDoesNotHaveIsSaid() {
        assertThatThrownBy(() -> read("[AADSTS1]\nrun @nothing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the guide has no command @nothing for [AADSTS1]");
    }

    private static Map<String, GuideEntry> read(String file) throws IOException {
        return GuideReader.read(new StringReader(file));
    }
}
