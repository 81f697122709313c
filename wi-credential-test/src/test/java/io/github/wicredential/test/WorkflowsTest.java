package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a forge is to run with this repository: nothing by chance, nothing with more rights than it needs. */
class WorkflowsTest {

    private static final Path FORGE = Repository.root().resolve(".github");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(wi-credential-[a-z-]+)</artifactId>");

    static Stream<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(FORGE.resolve("workflows"))) {
            return files.sorted().toList().stream();
        }
    }

    static Stream<Path> forms() throws IOException {
        try (Stream<Path> files = Files.list(FORGE.resolve("ISSUE_TEMPLATE"))) {
            return files.filter(file -> !file.endsWith("config.yml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aWorkflowHasPinnedParts(Path workflow) throws IOException {
        String text = Files.readString(workflow);
        List<String> parts = text.lines().filter(line -> line.contains("uses:")).toList();

        assertThat(parts).isNotEmpty().allMatch(line -> line.matches(" +(?:- )?uses: [\\w/-]+@v\\d+\\.\\d+\\.\\d+"));
        assertThat(text).doesNotContain("-latest", "pull_request_target");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aWorkflowMayOnlyReadWhereNothingElseIsSaidAndEnds(Path workflow) throws IOException {
        Map<String, Object> content = yaml(workflow);

        assertThat(content.get("permissions")).isEqualTo(Map.of("contents", "read"));
        for (Object job : ((Map<?, ?>) content.get("jobs")).values()) {
            assertThat(((Map<?, ?>) job).get("timeout-minutes")).isNotNull();
            for (Object step : (List<?>) ((Map<?, ?>) job).get("steps")) {
                Map<?, ?> each = (Map<?, ?>) step;
                assertThat(each.containsKey("run")).isNotEqualTo(each.containsKey("uses"));
                // What others write, such as a title, must not become part of a command.
                assertThat(String.valueOf(each.get("run"))).doesNotContain("${{");
                if (String.valueOf(each.get("uses")).startsWith("actions/checkout@")) {
                    assertThat(each.get("with")).isEqualTo(Map.of("persist-credentials", false));
                }
            }
        }
    }

    @Test
    void aChangeIsBuiltOnEachLongTermJavaAndPassesAllThatItMust() throws IOException {
        String build = Files.readString(FORGE.resolve("workflows/build.yml"));

        assertThat(build).contains("\"17\", \"21\", \"25\"").contains("run: bash .ci/run");
    }

    @Test
    void theReleaseUsesTheProfileThatIsTriedHere() throws IOException {
        String release = Files.readString(FORGE.resolve("workflows/release.yml"));
        String dry = Files.readString(Repository.root().resolve(".ci/dry-release"));

        for (String part : List.of(
                "-T1 -Prelease deploy -Dmaven.test.skip -Dmaven.install.skip=true -pl \"$modules\" -am",
                "-Dpublished.repository=",
                "-Dpublished.owner=",
                "-Dpublished.contact=",
                "-DaltDeploymentRepository=")) {
            assertThat(release).contains(part);
            assertThat(dry).contains(part);
        }
    }

    @Test
    void messagesOfAReleaseLinkToThePageOfItsTag() {
        assertThat(Repository.read("wi-credential-bom/pom.xml"))
                .contains("<docs.errors.address>https://${published.repository}/blob/v${project.version}/"
                        + "docs/reference/errors.md</docs.errors.address>");
        assertThat(Repository.read(".ci/dry-release")).contains("grep -xF \"errors=$address\"");
    }

    @Test
    void updatesAreLookedForWhereThereAreVersions() throws IOException {
        List<?> updates = (List<?>) yaml(FORGE.resolve("dependabot.yml")).get("updates");

        assertThat(updates.stream().map(update -> String.valueOf(((Map<?, ?>) update).get("package-ecosystem"))))
                .containsExactlyInAnyOrder("maven", "github-actions");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormHasWhatTheForgeAsksFor(Path form) throws IOException {
        Map<String, Object> content = yaml(form);
        assertThat(content).containsKey("name").containsKey("description").containsKey("body");

        List<Object> ids = new ArrayList<>();
        for (Object field : (List<?>) content.get("body")) {
            Map<?, ?> each = (Map<?, ?>) field;
            Map<?, ?> attributes = (Map<?, ?>) each.get("attributes");
            if (each.get("type").equals("markdown")) {
                assertThat(attributes.get("value")).isNotNull();
            } else {
                assertThat(List.of("textarea", "dropdown", "input")).contains(String.valueOf(each.get("type")));
                assertThat(attributes.get("label")).isNotNull();
                ids.add(each.get("id"));
            }
        }
        assertThat(ids).doesNotContainNull().doesNotHaveDuplicates().isNotEmpty();
    }

    @Test
    void aProblemIsReportedForOneOfTheArtifacts() throws IOException {
        String bom = Files.readString(Repository.root().resolve("wi-credential-bom/pom.xml"));
        List<String> artifacts = ARTIFACT.matcher(bom)
                .results()
                .map(found -> found.group(1))
                .filter(artifact -> !artifact.endsWith("-bom") && !artifact.endsWith("-thirdparty"))
                .toList();
        String form = Files.readString(FORGE.resolve("ISSUE_TEMPLATE/problem.yml"));

        assertThat(artifacts)
                .isNotEmpty()
                .allSatisfy(artifact -> assertThat(form).contains("        - " + artifact + "\n"));
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }
}
