package io.github.wicredential.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonMergeTest {

    @Test
    void mergesObjectsInDepth() throws Exception {
        assertThat(JsonMerge.merge("{\"a\":{\"b\":1,\"c\":{\"d\":[2]}}}", "{\"a\":{\"c\":{\"e\":3}},\"f\":4}"))
                .isEqualTo("{\"a\":{\"b\":1,\"c\":{\"d\":[2],\"e\":3}},\"f\":4}");
    }

    @Test
    void keepsAValueThatIsTheSameOnBothSides() throws Exception {
        assertThat(JsonMerge.merge("{\"a\":[\"x\"]}", "{\"a\":[\"x\"]}")).isEqualTo("{\"a\":[\"x\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"b\":1}} | {\"a\":{\"b\":2}} | the key a.b has two different values",
                "{\"a\":{}} | {\"a\":1} | the key a has two different values",
                "{} | eyJhY2Nlc3NfdG9rZW4iOnt9fQ== | it is not JSON",
                "{} | [1] | it is not a JSON object",
                "{} | {\"a\":1} x | it is not JSON"
            })
    void refusesWhatHasNoOneMeaning(String left, String right, String why) {
        assertThatThrownBy(() -> JsonMerge.merge(left, right))
                .isInstanceOf(JsonMerge.NotMergeable.class)
                .hasMessage(why)
                .hasNoCause();
    }
}
