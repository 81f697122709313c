package io.github.wicredential.internal.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.guide.GuideEntry.Cause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each condition of the guide's causes is needed: a row of {@link DecisionTest} fails if one of its facts is taken out, if it
 * no longer decides, or if its cause is open although nothing is known.
 */
class ConditionsTest {

    /** Facts of which one at most holds. */
    private static final List<String> EXCLUSIVE = List.of(
            "connecting shaking asked",
            "clocksAgree clockAhead clockBehind",
            "entraEarly entraEnded",
            "storeMissing storePassword storeMalformed storeLocked storeEmpty storeFilled",
            "proxyUnable proxyBusy proxyForbids proxyFails",
            "plainText oldTls noCurves",
            "tokenAt wrapped base64 otherContent utf16",
            "privateAddress loopback unspecified",
            "toProxy bypassed",
            "toProxy noProxy",
            "proxy noProxy",
            "noSuchName noDnsAnswer",
            "unreachable refused",
            "usualPath writtenPath",
            "usualAudience apiToken",
            "entraToken localIssuer aksIssuer legacyToken github google",
            "reference rightClient",
            "reference rightTenant",
            "reference sharedTenant",
            "platform tokenFile");

    @Test
    void eachConditionIsNeededByARow() {
        List<String> unneeded = new ArrayList<>();
        for (GuideEntry entry : Guide.get().entries()) {
            List<DecisionTest.Row> rows = DecisionTest.rows()
                    .filter(row -> entry.names().contains(row.entry()))
                    .toList();
            for (Cause cause : entry.causes()) {
                weaker(cause).stream()
                        .filter(weaker -> rows.stream().allMatch(row -> row.isTrueOf(with(entry, cause, weaker))))
                        .map(weaker -> entry.names() + ", with " + shown(weaker) + " in place of " + shown(cause))
                        .forEach(unneeded::add);
            }
        }

        assertThat(unneeded).as("no row of DecisionTest notices these").isEmpty();
    }

    @Test
    void whatARowKnowsCanBeTrueAtOnce() {
        assertThat(DecisionTest.rows().filter(row -> EXCLUSIVE.stream().anyMatch(facts -> ofThese(facts, row) > 1)))
                .isEmpty();
    }

    private static long ofThese(String facts, DecisionTest.Row row) {
        return Stream.of(row.known().split(" "))
                .filter(fact -> List.of(facts.split(" ")).contains(fact.replaceFirst("=.*", "")))
                .count();
    }

    @Test
    void whatARowRulesOutIsNotNamed() {
        assertThat(DecisionTest.rows().filter(ConditionsTest::namesWhatIsRuledOut))
                .isEmpty();
    }

    private static boolean namesWhatIsRuledOut(DecisionTest.Row row) {
        GuideEntry entry = row.ofTheGuide();
        Evidence known = row.evidence();
        List<String> named = entry.advice(known).causes();
        return entry.causes().stream()
                .filter(cause -> Boolean.FALSE.equals(known.holds(cause.when())))
                .anyMatch(cause -> named.contains(known.text(cause.text())));
    }

    /** The cause with less of a condition. What names what is not known is not open anyway. */
    private static List<Cause> weaker(Cause cause) {
        List<String> facts =
                cause.when().isEmpty() ? List.of() : List.of(cause.when().split(" "));
        List<Cause> weaker = new ArrayList<>();
        for (String fact : facts) {
            String others = facts.stream().filter(other -> !other.equals(fact)).collect(Collectors.joining(" "));
            weaker.add(new Cause(cause.text(), others, cause.decides(), cause.open(), cause.commands()));
        }
        if (cause.decides()) {
            weaker.add(new Cause(cause.text(), cause.when(), false, true, cause.commands()));
        }
        if (!cause.open() && !cause.text().contains("{")) {
            weaker.add(new Cause(cause.text(), cause.when(), true, true, cause.commands()));
        }
        return weaker;
    }

    private static String shown(Cause cause) {
        return (cause.decides() ? cause.open() ? "?" : "=" : "~") + cause.when() + " " + cause.text();
    }

    private static GuideEntry with(GuideEntry entry, Cause cause, Cause instead) {
        List<Cause> causes = new ArrayList<>(entry.causes());
        Collections.replaceAll(causes, cause, instead);
        return new GuideEntry(
                entry.names(),
                entry.title(),
                entry.means(),
                entry.elsewhere(),
                causes,
                entry.compare(),
                entry.commands(),
                entry.passes(),
                entry.retry(),
                entry.known());
    }
}
