package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container without a locale prints a question mark in place of any other character. */
class MessagesAreAsciiTest {

    @ParameterizedTest
    @ValueSource(strings = {"core", "azure", "azure-identity", "clients", "spring"})
    void nothingThatIsPrintedHasAnotherCharacter(String module) throws IOException {
        Path main = Path.of("..", "wi-credential-" + module, "src", "main");
        List<Path> texts;
        try (Stream<Path> all = Files.walk(main)) {
            texts = all.filter(file -> file.toString().matches(".*\\.(java|txt|properties)"))
                    .toList();
        }

        assertThat(texts)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Files.readString(file)).matches("\\p{ASCII}*"));
    }
}
