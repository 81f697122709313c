package io.github.wicredential.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

    @Test
    void readsTextsNumbersAndArraysOfTheTopLevel() {
        JsonFields fields = JsonFields.read("""
                        {"text":"a","number":3599,"quoted":"3600","fraction":12.9,"yes":true,"none":null,
                         "codes":[700213,"70021",null,{"deep":1},[1]],"nested":{"text":"b","x":[1,{"y":2}]}}""").orElseThrow();

        assertThat(fields.text("text")).contains("a");
        assertThat(fields.number("number")).hasValue(3599);
        assertThat(fields.number("quoted")).hasValue(3600);
        assertThat(fields.number("fraction")).hasValue(12);
        assertThat(fields.text("yes")).contains("true");
        assertThat(fields.text("none")).isEmpty();
        assertThat(fields.numbers("codes")).containsExactly(700213L, 70021L);
        assertThat(fields.texts("text")).containsExactly("a");
        assertThat(fields.text("nested")).isEmpty();
        assertThat(fields.object("nested").flatMap(nested -> nested.text("text")))
                .contains("b");
        assertThat(fields.object("text")).isEmpty();
        assertThat(fields.text("codes")).isEmpty();
        assertThat(fields.texts("absent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "99999999999999999999", "NaN", "", "0x10", "--1"})
    void takesNoNumberFromWhatIsNoPlainOne(String text) {
        assertThat(JsonFields.read("{\"n\":\"" + text + "\"}").orElseThrow().number("n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<html><body>no</body></html>",
                "Too Many Requests",
                "[1,2]",
                "\"text\"",
                "17",
                "{\"access_token\":\"abc",
                "{\"access_token\":\"abc\"",
                "{\"a\":[1,2",
                "{\"a\":{\"b\":1}",
                "{\"a\":1} trailing",
                "{\"a\":1}{\"b\":2}",
                "{a:1}"
            })
    void givesNothingForWhatIsNotOneCompleteObject(String text) {
        assertThat(JsonFields.read(text)).isEmpty();
    }

    @Test
    void survivesDeepNestingAndManyFields() {
        assertThat(JsonFields.read("{\"a\":" + "[".repeat(100_000))).isEmpty();
        assertThat(JsonFields.read("{\"a\":".repeat(100_000))).isEmpty();
        assertThat(JsonFields.read("{\"a\":".repeat(500) + "1" + "}".repeat(500)))
                .isPresent();

        StringBuilder many = new StringBuilder("{\"first\":1");
        for (int i = 0; i < 10_000; i++) {
            many.append(",\"f").append(i).append("\":").append(i);
        }
        assertThat(JsonFields.read(many.append('}').toString()).orElseThrow().number("first"))
                .hasValue(1);
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(JsonFields.read("\uFEFF{\"a\":1}")).isPresent();
    }

    @Test
    void hidesValuesFromItsText() {
        assertThat(JsonFields.read("{\"access_token\":\"s3cret\",\"list\":[\"s3cret\"]}")
                        .orElseThrow())
                .hasToString("JsonFields[access_token][list]");
    }
}
