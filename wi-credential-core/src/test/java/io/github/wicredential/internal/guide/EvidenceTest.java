package io.github.wicredential.internal.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.network.NetworkFault;
import java.net.UnknownHostException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {

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
        assertThat(new Evidence().put("subject", value).command("--subject {subject} -o table"))
                .isEqualTo("--subject " + word + " -o table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u001b[31m", "--kubeconfig=x", "caf\u00e9", "eyJhbGciOiJSUzI1NiJ9.e30.x"})
    void leavesAValueOutOfACommandThatIsNotFitForIt(String value) {
        assertThat(new Evidence().put("subject", value).command("--subject {subject}"))
                .isEqualTo("--subject $SUBJECT");
    }

    @Test
    void showsNoControlCharactersAndNoToken() {
        Evidence values = new Evidence()
                .put("subject", "a\u001b[31m\nb")
                .put("client", "eyJhbGciOiJSUzI1NiJ9.e30.sig")
                .put("issuer", "s".repeat(1000));

        assertThat(values.text("{subject} {client} {tenant}")).isEqualTo("a?[31m?b <hidden> <tenant>");
        assertThat(values.text("{issuer}")).hasSize(300).endsWith("...");
        assertThat(values.command("{issuer}")).isEqualTo("$ISSUER");
    }

    @ParameterizedTest
    @CsvSource({
        "login.microsoftonline.com, true",
        "Login.MicrosoftOnline.US, true",
        "login.partner.microsoftonline.cn, true",
        "login.microsoftonlin.com, false"
    })
    void oneOfEntrasHostsIsNotMisspelt(String host, boolean known) {
        assertThat(new Evidence().putName(host).isFact("knownName")).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({
        "Name or service not known, Name or service not known,",
        "Name does not resolve, Name does not resolve,",
        "Temporary failure in name resolution,, Temporary failure in name resolution",
        "Try again,, Try again",
        ",,",
    })
    void theResolversWordsSayWhetherADnsServerAnswered(
            @Nullable String words, @Nullable String noSuchName, @Nullable String noAnswer) {
        String host = "login.microsoftonline.com";
        Evidence values = new Evidence()
                .putFault(NetworkFault.of(new UnknownHostException(words == null ? host : host + ": " + words)));

        assertThat(values.get("noSuchName")).isEqualTo(noSuchName);
        assertThat(values.get("noDnsAnswer")).isEqualTo(noAnswer);
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        Evidence values = new Evidence().put("a", null).put("b", " ").put("c", Instant.parse("2026-03-01T12:00:00.5Z"));

        assertThat(values.text("{a} {b} {c}")).isEqualTo("<a> <b> 2026-03-01T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{client} | orders | orders",
                "a '{client}' | orders | a 'orders'",
                "a '{client}' | x'; id # | a '$CLIENT'",
                "a \"[?id=='{client}']\" | x' or '1 | a \"[?id=='$CLIENT']\"",
                "a \"{client}\" | $(id) | a \"$CLIENT\"",
                "a 'b' {client} | a b | a 'b' 'a b'"
            })
    void putsOnlyAHarmlessValueIntoQuotes(String command, String value, String filled) {
        assertThat(new Evidence().put("client", value).command(command)).isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource({
        "orders-7c9d8f6b5d-x2k4p, deployment/orders",
        "orders-api-v2-7c9d8f6b5d-x2k4p, deployment/orders-api-v2",
        "orders-0, statefulset/orders",
        "orders, ",
        "orders-x2k4p, ",
        "orders-aeiou6b5d-x2k4p, "
    })
    void takesTheDeploymentFromThePodsName(String pod, @Nullable String workload) {
        assertThat(new Evidence().putPod(pod).get("workload")).isEqualTo(workload);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "yes, true",
        "!yes, false",
        "no, false",
        "!no, true",
        "client, true",
        "!client, false",
        "other, ",
        "!other, ",
        "yes !no, true",
        "yes no, false",
        "other no, false",
        "yes other, "
    })
    void aConditionHoldsOrNotOrIsOpen(String condition, @Nullable Boolean holds) {
        Evidence known = new Evidence().put("client", "c").fact("yes", true).fact("no", false);

        assertThat(known.holds(condition)).isEqualTo(holds);
    }
}
