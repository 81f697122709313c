package io.github.wicredential.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuideValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "shop | shop",
                "orders-api-7c9d8f6b5d-x2k4p | orders-api-7c9d8f6b5d-x2k4p",
                "/var/run/secrets/azure/wi/token/azure-identity-token | /var/run/secrets/azure/wi/token/azure-identity-token",
                "https://issuer.example/ | 'https://issuer.example/'",
                "a b | 'a b'",
                "x'; rm -rf / # | 'x'\\''; rm -rf / #'",
                "$(id) | '$(id)'",
                "`id` | '`id`'",
                "{client} | '{client}'"
            })
    void putsAValueIntoACommandAsOneWord(String value, String word) {
        assertThat(new GuideValues().put("subject", value).command("--subject {subject} -o table"))
                .isEqualTo("--subject " + word + " -o table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u001b[31m", "--kubeconfig=x", "caf\u00e9", "eyJhbGciOiJSUzI1NiJ9.e30.x"})
    void leavesAValueOutOfACommandThatIsNotFitForIt(String value) {
        assertThat(new GuideValues().put("subject", value).command("--subject {subject}"))
                .isEqualTo("--subject <subject>");
    }

    @Test
    void showsNoControlCharactersAndNoToken() {
        GuideValues values = new GuideValues()
                .put("subject", "a\u001b[31m\nb")
                .put("client", "eyJhbGciOiJSUzI1NiJ9.e30.sig")
                .put("issuer", "s".repeat(1000));

        assertThat(values.text("{subject} {client} {tenant}")).isEqualTo("a?[31m?b <hidden> <tenant>");
        assertThat(values.text("{issuer}")).hasSize(300).endsWith("…");
        assertThat(values.command("{issuer}")).isEqualTo("<issuer>");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        GuideValues values =
                new GuideValues().put("a", null).put("b", " ").put("c", Instant.parse("2026-03-01T12:00:00.5Z"));

        assertThat(values.text("{a} {b} {c}")).isEqualTo("<a> <b> 2026-03-01T12:00:00Z");
    }
}
