package io.github.wicredential.explanations;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One line of cases.txt, which says what the columns are. */
record Row(String name, String cause, String command, Pattern never, String root, String verdict, String remark) {

    static final String NONE = "-";

    private static final int COLUMNS = 7;

    static List<Row> all() {
        try (InputStream file = Objects.requireNonNull(Row.class.getResourceAsStream("/cases.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Row::of)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Row of(String line) {
        List<String> columns =
                Stream.of(line.split("::", -1)).map(String::strip).toList();
        if (columns.size() != COLUMNS) {
            throw new AssertionError(columns.size() + " columns: " + line);
        }
        return new Row(
                columns.get(0),
                columns.get(1),
                columns.get(2),
                Pattern.compile(columns.get(3)),
                columns.get(4),
                columns.get(5),
                columns.get(6));
    }

    @Override
    public String toString() {
        return name;
    }
}
