package io.github.wicredential.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page below {@code docs/} with parts that tests make: from {@code <!-- begin NAME -->} to {@code <!-- end NAME -->}. Run
 * with {@code -Ddocs.write=true} to write what has changed.
 */
public final class DocsPage {

    private static final boolean WRITE = Boolean.getBoolean("docs.write");

    private final Path path;

    private DocsPage(Path path) {
        this.path = path;
    }

    public static DocsPage named(String name) {
        return new DocsPage(Path.of("..", "docs", name));
    }

    public String text() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new AssertionError(path + " cannot be read", e);
        }
    }

    public void assertHas(String part, String content) throws IOException {
        String begin = "<!-- begin " + part + " -->\n";
        String end = "<!-- end " + part + " -->";
        String page = text();
        Matcher matcher = Pattern.compile(Pattern.quote(begin) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
                .matcher(page);
        assertThat(matcher.find()).as("%s has a part %s", path, part).isTrue();
        if (WRITE && !matcher.group(1).equals(content)) {
            Files.writeString(path, page.substring(0, matcher.start(1)) + content + page.substring(matcher.end(1)));
            return;
        }
        assertThat(matcher.group(1))
                .as("the part %s of %s; after a change: mvn test -Ddocs.write=true", part, path)
                .isEqualTo(content);
    }
}
