package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each proof of the page is there for each client, and each test that it names exists. */
class ProvenClientsTest {

    private static final String PAGE = "docs/reference/proven-clients.md";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| (`[^|]+`) \\|$");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void everyProofIsGivenForEveryClient() throws IOException {
        List<List<String>> clients = new ArrayList<>();
        for (String section : page().split("\n## ", -1)) {
            clients.add(ROW.matcher(section).results().map(row -> row.group(1)).toList());
        }

        assertThat(clients).hasSize(7);
        assertThat(clients.get(0)).isEmpty();
        assertThat(clients.get(1)).hasSize(12).doesNotHaveDuplicates();
        assertThat(clients.subList(2, 7)).containsOnly(clients.get(1));
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Repository.root())) {
            sources =
                    files.filter(file -> file.toString().endsWith("Test.java")).toList();
        }
        List<String> missing = new ArrayList<>();
        for (MatchResult named : NAMED.matcher(page()).results().toList()) {
            if (!exists(sources, named.group(1), named.group(2))) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean exists(List<Path> sources, String type, String method) throws IOException {
        for (Path source : sources) {
            if (source.endsWith(type + ".java") && Files.readString(source).contains("    void " + method + "(")) {
                return true;
            }
        }
        return false;
    }

    private static String page() throws IOException {
        return Files.readString(Repository.root().resolve(PAGE));
    }
}
