package io.github.wicredential.internal.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.bearer.Challenges.Challenge;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChallengesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Bearer | Bearer{}",
                "Bearer realm=\"\" | Bearer{realm=}",
                "Bearer realm=\"a, b=c\", Error = x | Bearer{realm=a, b=c, error=x}",
                "Bearer a=\"q\\\"q\\\\\" | Bearer{a=q\"q\\}",
                "Bearer a=1, a=2 | Bearer{a=1}",
                "Bearer claims=e30=,error=\"e\" | Bearer{claims=e30=, error=e}",
                "Basic YWJj==, Bearer a=b | Basic{} Bearer{a=b}",
                "Negotiate, Basic realm=\"x\", Bearer a=b | Negotiate{} Basic{realm=x} Bearer{a=b}",
                ", ,Bearer\ta=b , ,c=d | Bearer{a=b, c=d}",
                "Bearer a=\"never ends | Bearer{a=never ends}",
                "Bearer a=b, \"?\", c=d | Bearer{a=b}",
                "=a, Bearer b=c | ``",
                "a=b, Bearer c=d | a{}"
            })
    void areReadAsTheyStand(String header, String expected) {
        StringBuilder text = new StringBuilder();
        for (Challenge challenge : Challenges.in(header)) {
            text.append(' ').append(challenge.scheme()).append(challenge.parameters());
        }
        assertThat(text.toString().strip()).isEqualTo(expected);
    }

    @Test
    void endWhateverTheHeaderHolds() {
        String alphabet = "Bb=\", \t\\z0~";
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder header = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                header.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(Challenges.in(header.toString()))
                    .as(header.toString())
                    .allSatisfy(challenge -> assertThat(challenge.scheme()).isNotEmpty());
        }
    }

    @Test
    void ofALongHeaderAreReadInOneGo() {
        String value = "\\a".repeat(50_000);
        assertThat(Challenges.in("Bearer a=\"" + value + "\", b=c"))
                .isEqualTo(List.of(new Challenge("Bearer", Map.of("a", "a".repeat(50_000), "b", "c"))));
    }
}
