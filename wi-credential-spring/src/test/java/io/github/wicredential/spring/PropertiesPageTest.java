package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The table of properties in docs/reference/spring-properties.md is what editors show of them. Run with {@code -Ddocs.write=true} to write
 * what has changed.
 */
class PropertiesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "spring-properties.md");
    private static final Path SOURCE =
            Path.of("src/main/java", WorkloadIdentityProperties.class.getName().replace('.', '/') + ".java");
    private static final String PREFIX = WorkloadIdentityProperties.PREFIX + ".";
    private static final String BEGIN = "<!-- begin properties -->\n";
    private static final String END = "<!-- end properties -->";
    private static final Pattern VALUE_TYPE = Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,(.*)>");

    @Test
    void theTableIsThatOfTheMetadata() throws Exception {
        String table = table();
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(begin).as("begin and end of the table in %s", PAGE).isBetween(BEGIN.length(), end);
        if (Boolean.getBoolean("docs.write") && !page.substring(begin, end).equals(table)) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end))
                .as("the properties in %s; after a change: mvn test -Ddocs.write=true", PAGE)
                .isEqualTo(table);
    }

    private static String table() throws Exception {
        Map<String, String> rows = new TreeMap<>();
        for (JsonNode property : metadata().path("properties")) {
            String name = property.path("name").asText();
            if (!name.startsWith(PREFIX)) {
                continue;
            }
            String shortened = name.substring(PREFIX.length());
            Matcher map = VALUE_TYPE.matcher(property.path("type").asText());
            if (map.matches()) {
                rows.putAll(entries(shortened + ".NAME.", Class.forName(map.group(1))));
            } else {
                rows.put(
                        shortened,
                        row(
                                shortened,
                                property.path("defaultValue").asText(""),
                                property.path("description").asText()));
            }
        }
        StringBuilder table = new StringBuilder("\n| property | default | description |\n|---|---|---|\n");
        rows.values().forEach(table::append);
        return table.append('\n').toString();
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream in =
                PropertiesPageTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    // The metadata says nothing of what is in the values of a map, the comment that it is made of does.
    private static Map<String, String> entries(String prefix, Class<?> record) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            String name =
                    prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            DefaultValue given = component.getAnnotation(DefaultValue.class);
            String[] values = given == null ? new String[0] : given.value();
            rows.put(name, row(name, String.join(",", values), comment(record, component.getName())));
        }
        return rows;
    }

    private static String comment(Class<?> record, String component) throws IOException {
        String source = Files.readString(SOURCE);
        int declared = source.indexOf("public record " + record.getSimpleName() + "(");
        String comment = source.substring(source.lastIndexOf("/**", declared), declared);
        Matcher parameter = Pattern.compile("@param " + component + " (.*?)(?=\\s+\\* @param|\\s+\\*/)", Pattern.DOTALL)
                .matcher(comment);
        assertThat(parameter.find())
                .as("%s of %s is described", component, record)
                .isTrue();
        return parameter.group(1).replaceAll("\\s+\\* +", " ");
    }

    private static String row(String name, String value, String description) {
        String text = description
                .replace("|", "\\|")
                .replaceAll("'([^' ]+)'", "`$1`")
                .replaceAll("\\b(AZURE_[A-Z_]+)\\b", "`$1`")
                .replaceAll("((?:https|api)://[^ ,]*[^ ,.])", "`$1`");
        return "| `" + name + "` | " + (value.isEmpty() ? "–" : "`" + value + "`") + " | " + text + " |\n";
    }
}
