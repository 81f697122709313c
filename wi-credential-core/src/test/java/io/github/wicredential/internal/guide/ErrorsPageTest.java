package io.github.wicredential.internal.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.doctor.DocsPage;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/reference/errors.md} equal to the guide. */
class ErrorsPageTest {

    @Test
    void thePageIsTheGuide() throws Exception {
        DocsPage page = DocsPage.named("reference/errors.md");

        page.assertHas("codes", part(entry -> first(entry).startsWith("AADSTS")));
        page.assertHas("answers", part(entry -> first(entry).matches("(error|status) .+|generic")));
        page.assertHas("pod", part(entry -> first(entry).startsWith("local ")));
        page.assertHas("retry", legend());
    }

    @Test
    void anEntryFitsOnAScreen() {
        assertThat(Guide.get().entries())
                .allSatisfy(entry -> assertThat(section(entry).lines().count()).isLessThanOrEqualTo(36));
    }

    @Test
    void everyLinkOfTheGuideIsOnThePage() {
        String text = DocsPage.named("reference/errors.md").text();

        assertThat(Guide.get().entries()).allSatisfy(entry -> {
            if (!first(entry).startsWith("note ")) {
                assertThat(text).contains("<a id=\"" + GuideEntry.anchor(first(entry)) + "\"></a>");
            }
        });
    }

    private static String part(Predicate<GuideEntry> wanted) {
        List<GuideEntry> entries = Guide.get().entries().stream().filter(wanted).toList();
        StringBuilder text = new StringBuilder("\n| | |\n|---|---|\n");
        for (GuideEntry entry : entries) {
            text.append("| [").append(shortName(entry)).append("](#");
            text.append(GuideEntry.anchor(first(entry)))
                    .append(") | ")
                    .append(entry.title())
                    .append(" |\n");
        }
        entries.forEach(entry -> text.append('\n').append(section(entry)));
        return text.append('\n').toString();
    }

    private static String section(GuideEntry entry) {
        StringBuilder text = new StringBuilder();
        String anchors = entry.names().stream()
                .map(name -> "<a id=\"" + GuideEntry.anchor(name) + "\"></a>")
                .collect(Collectors.joining());
        text.append("### ").append(anchors).append(heading(entry)).append("\n\n");
        text.append(prose(entry.means())).append("\n\n");
        entry.causes()
                .forEach(cause -> text.append("1. ").append(prose(cause.text())).append('\n'));
        text.append(entry.compare().stream()
                .map(ErrorsPageTest::compared)
                .collect(Collectors.joining("; ", "\nCompare: ", "\n")));
        text.append("\n```sh\n");
        for (Command command : entry.allCommands(new Evidence())) {
            text.append("# ").append(command.comment());
            text.append('\n').append(command.line()).append('\n');
        }
        text.append("```\n\nRetry: ").append(word(entry.retry()));
        text.append(" · Source: ").append(word(entry.known())).append('\n');
        return text.toString();
    }

    /** What the two words below an entry mean. */
    private static String legend() {
        StringBuilder text = new StringBuilder("\n| retry | does waiting help? |\n|---|---|\n");
        Stream.of(GuideEntry.Retry.values()).forEach(retry -> text.append(row(retry, retry.words())));
        text.append("\n| source | how certain is this? |\n|---|---|\n");
        Stream.of(GuideEntry.Known.values()).forEach(known -> text.append(row(known, known.words())));
        return text.append('\n').toString();
    }

    private static String row(Enum<?> name, String words) {
        return "| **" + word(name) + "** | " + words + " |\n";
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static String compared(String line) {
        return line.equals("token")
                ? "`iss`, `sub` and `aud` of the token with issuer, subject and audience of the federated credential, to "
                        + "the last character"
                : prose(line).replaceFirst(" / ", " — ");
    }

    private static String heading(GuideEntry entry) {
        return first(entry).startsWith("local ") ? entry.title() : shortName(entry) + ": " + entry.title();
    }

    private static String shortName(GuideEntry entry) {
        return entry.names().stream()
                .map(name ->
                        name.replace("local ", "").replace("status ", "HTTP ").replace("error ", ""))
                .map(name -> name.equals("generic") ? "anything else" : name.replace('*', '…'))
                .collect(Collectors.joining(", "));
    }

    private static String prose(String text) {
        return Places.PLACE
                .matcher(text.replace("<", "\\<").replace("*", "\\*"))
                .replaceAll(place -> Objects.requireNonNullElse(place.group(2), "`<" + place.group(1) + ">`"));
    }

    private static String first(GuideEntry entry) {
        return entry.names().get(0);
    }
}
