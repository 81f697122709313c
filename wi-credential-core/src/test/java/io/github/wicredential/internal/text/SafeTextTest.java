package io.github.wicredential.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {

    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2ln";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain words|plain words",
                " a\u001b[31m\u2028b\u200b |a [31m b",
                "caf\u00e9|caf\u00e9",
                "not " + TOKEN + ", please|not <hidden>, please",
                "must print eyJ and no more|must print eyJ and no more",
                "abcdefghijklmnopq.abcdefghijklmnopq.abcdefghijklmnopq|<hidden>",
                "abcdefghijklmnopq.inFrontOfAHeader.abcdefghijklmnopq.abcdefghijklmnopq.ab|<hidden>.ab",
                "at https://user:p@ss/word@host/path or //host2/a|at https://<hidden>@host/path or //host2/a",
                "jdbc:x://h/d?Password=pa55,word&ssl=1 client_secret=\"s3cret\"|jdbc:x://h/d?Password=<hidden>&ssl=1 client_secret=<hidden>",
                "the password= is empty, password authentication|the password= is empty, password authentication",
                "abfss://data@orders.dfs.core.windows.net/x at http://u:p@h/|abfss://data@orders.dfs.core.windows.net/x at http://<hidden>@h/",
                "https://eastus.oic.prod-aks.azure.com/t/i/|https://eastus.oic.prod-aks.azure.com/t/i/"
            })
    void aTextIsOneLineWithoutTokens(String text, String shown) {
        assertThat(SafeText.line(text, 100)).isEqualTo(shown);
    }

    @Test
    void aTokenHidesNoPasswordBehindIt() {
        assertThat(SafeText.line("at https://user=" + TOKEN + "x".repeat(300) + ":p@ssword@host/", 400))
                .isEqualTo("at https://<hidden>@host/");
    }

    @Test
    void linesAreJoined() {
        assertThat(SafeText.line("one\r\n\n two\n", 100)).isEqualTo("one two");
    }

    @Test
    void noPartOfTheTokenThatWasSentIsRepeated() {
        assertThat(SafeText.line("bad c2lnbmF0dXJl of e30, or " + TOKEN, 100, "aGVhZGVyLg.e30.c2lnbmF0dXJl"))
                .isEqualTo("bad <hidden> of e30, or <hidden>");
    }

    @Test
    void aNameShowsWhichLettersAreNotAscii() {
        assertThat(SafeText.ascii("p\u0430ypal\n " + TOKEN, 100)).isEqualTo("p?ypal? <hidden>");
    }

    @Test
    void aLongTextIsCutAndNeverWithinACharacter() {
        assertThat(SafeText.line("x".repeat(100), 100)).isEqualTo("x".repeat(100));
        assertThat(SafeText.line("x".repeat(101), 100)).isEqualTo("x".repeat(97) + "...");
        assertThat(SafeText.line("x".repeat(96) + "\ud83d\ude00yyyy", 100)).isEqualTo("x".repeat(96) + "...");
        assertThat(SafeText.ascii("x".repeat(1_000_000), 80)).hasSize(80);
    }

    @Test
    void whereATokenMayHaveAnyFormEveryLongWordIsHidden() {
        assertThat(SafeText.withoutLongWords("bad weather " + "opaque.token-".repeat(8), 100))
                .isEqualTo("bad weather <hidden>");
    }
}
