package io.github.wicredential.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each public type says since when it is there. */
class SinceTest {

    static final List<Published> MODULES = Published.MODULES;

    @ParameterizedTest
    @FieldSource("MODULES")
    void everyPublicTypeSaysSinceWhenItIsThere(Published module) throws IOException {
        List<String> silent = new ArrayList<>();
        for (Class<?> type : module.types()) {
            if (!documentation(module, type).contains(" @since ")) {
                silent.add(type.getName());
            }
        }

        assertThat(silent).as("types without @since").isEmpty();
    }

    /** The Javadoc before a type's declaration; empty if there is none. */
    private static String documentation(Published module, Class<?> type) throws IOException {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        Path source = Published.root()
                .resolve(module.artifact())
                .resolve("src/main/java")
                .resolve(outer.getName().replace('.', '/') + ".java");
        String text = Files.readString(source);
        Matcher declaration = Pattern.compile(
                        "(?m)^ *(?:(?:public|protected|static|final|abstract|sealed|non-sealed) )*"
                                + "(?:class|interface|record|enum|@interface) "
                                + type.getSimpleName() + "\\b")
                .matcher(text);
        assertThat(declaration.find()).as("the declaration of %s", type).isTrue();
        String before = text.substring(0, declaration.start());
        int end = before.lastIndexOf("*/");
        boolean adjacent = end >= 0
                && before.substring(end + 2)
                        .lines()
                        .allMatch(line -> line.isBlank() || line.matches(" *[@)\"].*| +.*"));
        return adjacent ? before.substring(before.lastIndexOf("/**"), end) : "";
    }
}
