package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A relative link leads to a file that is there, and to a heading in it. */
class LinksTest {

    private static final Pattern CODE = Pattern.compile("(?ms)^\\s*```.*?^\\s*```|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkOfADocumentResolves(Path document) throws IOException {
        List<String> broken = new ArrayList<>();
        for (MatchResult link : LINK.matcher(prose(document)).results().toList()) {
            String target = link.group(1);
            if (!target.matches("[a-z]+:.*") && !resolves(document, target)) {
                broken.add(target);
            }
        }
        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("oldNames")
    void anOldNameOfAPageLeadsOn(String name) {
        assertThat(Repository.read("docs/" + name + ".md")).startsWith("This page has moved to [");
    }

    @Test
    void anAnchorThatMessagesLeadToStays() throws IOException {
        List<String> kept = Repository.read(
                        "wi-credential-test/src/test/resources/io/github/wicredential/test/anchors.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        String errors = "docs/reference/errors.md";

        assertThat(kept)
                .allSatisfy(link -> assertThat(resolves(Repository.root().resolve("README.md"), link))
                        .as(link)
                        .isTrue());
        assertThat(ANCHOR.matcher(Repository.read(errors)).results().map(anchor -> errors + "#" + anchor.group(1)))
                .as("a new anchor belongs into anchors.txt")
                .isSubsetOf(kept);
    }

    @Test
    void everyPageIsReachedFromTheIndex() throws IOException {
        Path docs = Repository.root().resolve("docs");
        Set<Path> reached = new HashSet<>();
        Deque<Path> next = new ArrayDeque<>(List.of(docs.resolve("README.md")));
        while (!next.isEmpty()) {
            Path page = next.pop();
            if (!reached.add(page)) {
                continue;
            }
            for (MatchResult link : LINK.matcher(prose(page)).results().toList()) {
                Path target = page.resolveSibling(link.group(1).replaceFirst("#.*", ""))
                        .normalize();
                if (target.startsWith(docs) && target.toString().endsWith(".md") && Files.exists(target)) {
                    next.add(target);
                }
            }
        }
        try (Stream<Path> pages = Files.walk(docs)) {
            assertThat(pages.filter(page -> page.toString().endsWith(".md") && !isOldName(page)))
                    .isSubsetOf(reached);
        }
    }

    /** A name that a page had: one line that leads on. */
    private static boolean isOldName(Path page) {
        return page.getParent().endsWith("docs")
                && oldNames().map(name -> name + ".md").anyMatch(page::endsWith);
    }

    /** The pages lay directly in {@code docs}. */
    static Stream<String> oldNames() {
        return Stream.of(
                "agent-identities",
                "auditing",
                "bridge",
                "clients",
                "compatibility",
                "cross-tenant",
                "databases",
                "errors",
                "getting-started",
                "how-a-token-flows",
                "identity-bindings",
                "migrating-from-managed-identity-and-secrets",
                "migrating-from-pod-identity",
                "monitoring",
                "moving-from-azure-identity",
                "other-issuers",
                "performance",
                "rotation-and-node-failures",
                "scale",
                "secrets-store-csi",
                "security-model",
                "self-managed-clusters",
                "spring-boot",
                "testing-your-app",
                "troubleshooting",
                "webhook-contract");
    }

    static Stream<Path> documents() throws IOException {
        Path root = Repository.root();
        List<Path> documents = new ArrayList<>();
        for (String place : List.of("docs", "deploy", "wi-credential-examples")) {
            try (Stream<Path> files = Files.walk(root.resolve(place))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !root.relativize(file).toString().contains("target"))
                        .forEach(documents::add);
            }
        }
        try (Stream<Path> files = Files.list(root)) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
        assertThat(documents).hasSizeGreaterThan(10);
        return documents.stream();
    }

    private static boolean resolves(Path document, String target) throws IOException {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty() ? document : document.resolveSibling(path).normalize();
        return Files.exists(file) && (hash < 0 || anchors(file).contains(target.substring(hash + 1)));
    }

    /** As the forges make them of headings, and those that are set by hand. */
    private static List<String> anchors(Path file) throws IOException {
        String text = Files.readString(file);
        return Stream.concat(
                        HEADING.matcher(text)
                                .results()
                                .map(heading -> heading.group(1)
                                        .strip()
                                        .toLowerCase(Locale.ROOT)
                                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                        .replace(' ', '-')),
                        ANCHOR.matcher(text).results().map(anchor -> anchor.group(1)))
                .toList();
    }

    private static String prose(Path document) {
        return CODE.matcher(read(document)).replaceAll("");
    }

    private static String read(Path document) {
        return Repository.read(Repository.root().relativize(document).toString());
    }
}
