package io.github.wicredential.internal.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocsTest {

    private static final String COMMAND =
            "java -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '<class path>' io.github.wicredential.Doctor --explain AADSTS700213";

    @Test
    void thisBuildNamesNoPageSoTheDoctorIsNamed() {
        assertThat(Docs.about("AADSTS700213")).isEqualTo(COMMAND);
    }

    @Test
    void aBuildThatNamesThePageLinksToIt() {
        assertThat(Docs.about("https://docs.example/errors", "AADSTS700213"))
                .isEqualTo("https://docs.example/errors#aadsts700213");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "${docs.errors.address}"})
    void whatTheBuildHasNotFilledIsNoPage(String address) {
        assertThat(Docs.about(address, "AADSTS700213")).isEqualTo(COMMAND);
    }
}
