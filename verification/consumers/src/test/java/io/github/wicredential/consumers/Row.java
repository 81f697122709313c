package io.github.wicredential.consumers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One application of the table.
 *
 * @param id its directory's name
 * @param build what the build gives, as {@code kind=value}
 * @param checks names of classes in {@code src/checker/java}
 * @param accepted rules of Maven's enforcer that it breaks because of us
 */
record Row(
        String id,
        boolean quick,
        String name,
        List<String> build,
        List<Dependency> dependencies,
        List<String> checks,
        List<String> accepted) {

    private static final Map<String, List<String>> OUR_CHECKS = Map.of(
            "wi-credential-thirdparty", List.of(),
            "wi-credential-core", List.of("Token", "Claims", "Diagnose"),
            "wi-credential-azure", List.of("Token", "Claims", "Diagnose", "AzureBuilders", "AzureClaims"),
            "wi-credential-azure-identity", List.of("Token", "Claims", "Diagnose", "AzureBuilders", "AzureClaims"),
            "wi-credential-clients", List.of("Token", "Claims", "Diagnose"),
            "wi-credential-spring", List.of("Token", "Claims", "Diagnose", "AzureBuilders", "AzureClaims"),
            "wi-credential-test", List.of("Kit"));

    /** All lines, in their order. */
    static List<Row> table() {
        try (InputStream in = Row.class.getResourceAsStream("/consumers.txt")) {
            List<Row> rows = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rows.add(parse(String.format("r%03d", rows.size() + 1), line));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that this build proves. */
    static List<Row> chosen() {
        String set = System.getProperty("consumers");
        return table().stream().filter(row -> row.quick || set.equals("full")).toList();
    }

    static Row parse(String id, String line) {
        String[] columns = line.split("\\|", -1);
        if (columns.length != 6) {
            throw new IllegalArgumentException("not six columns: " + line);
        }
        String set = columns[0].strip();
        if (!set.equals("quick") && !set.equals("full")) {
            throw new IllegalArgumentException("neither quick nor full: " + line);
        }
        List<Dependency> dependencies =
                list(columns[3]).stream().map(Dependency::parse).toList();
        List<String> checks = new ArrayList<>();
        dependencies.stream()
                .filter(Dependency::ours)
                .flatMap(ours -> OUR_CHECKS.get(ours.artifact()).stream())
                .distinct()
                .forEach(checks::add);
        checks.addAll(list(columns[4]));
        return new Row(
                id,
                set.equals("quick"),
                columns[1].strip(),
                list(columns[2]),
                dependencies,
                List.copyOf(checks),
                list(columns[5]));
    }

    private static List<String> list(String column) {
        return Arrays.stream(column.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** The same application without wi-credential; with azure-core, which the adapter is for, if it was without. */
    Row alone() {
        List<Dependency> others = new ArrayList<>(
                dependencies.stream().filter(dependency -> !dependency.ours()).toList());
        if (adapts()
                && others.stream().noneMatch(dependency -> dependency.group().startsWith("com.azure"))) {
            others.add(0, Published.azureCore());
        }
        return new Row(
                id + "-alone",
                quick,
                name + ", without wi-credential",
                build.stream()
                        .filter(given -> !given.equals("bom=wi-credential"))
                        .toList(),
                List.copyOf(others),
                List.of(),
                List.of());
    }

    /** Whether azure-core comes with what is declared of ours. */
    boolean adapts() {
        return has("wi-credential-azure") || has("wi-credential-azure-identity") || has("wi-credential-spring");
    }

    boolean has(String artifact) {
        return dependencies.stream()
                .anyMatch(dependency -> dependency.artifact().equals(artifact));
    }

    boolean ownBom() {
        return build.contains("bom=wi-credential");
    }

    /** What the table gives as {@code kind=}. */
    List<String> given(String kind) {
        return build.stream()
                .filter(item -> item.startsWith(kind + "="))
                .map(item -> item.substring(kind.length() + 1))
                .toList();
    }
}
