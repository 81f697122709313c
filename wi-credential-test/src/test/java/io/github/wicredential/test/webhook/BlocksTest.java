package io.github.wicredential.test.webhook;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.github.wicredential.test.Repository;
import io.github.wicredential.test.Tools;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Every block of a page is read by what would read it at the reader's; a block of a kind that nobody reads fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlocksTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```([\\w-]+)\n(.*?)^\\1```$");
    /** Java is compiled by the modules from which it is quoted; verification/pages parses the others. */
    private static final Set<String> ELSEWHERE =
            Set.of("java", "hcl", "bicep", "mermaid", "kotlin", "dockerfile", "sql", "kusto");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private record Block(String page, long line, String kind, String text) {

        String place() {
            return page + ":" + line;
        }
    }

    private final List<Block> blocks = new ArrayList<>();

    @BeforeAll
    void read() throws IOException {
        Path root = Repository.root();
        List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md"), root.resolve("CONTRIBUTING.md")));
        for (String directory : List.of("docs", "deploy", "wi-credential-examples")) {
            try (Stream<Path> files = Files.walk(root.resolve(directory))) {
                files.filter(file -> file.toString().endsWith(".md")
                                && !file.toString().contains("node_modules"))
                        .forEach(pages::add);
            }
        }
        for (Path page : pages) {
            String content = Files.readString(page);
            BLOCK.matcher(content)
                    .results()
                    .map(block -> new Block(
                            root.relativize(page).toString(),
                            content.substring(0, block.start(3)).lines().count() + 1,
                            block.group(2),
                            block.group(3).stripTrailing().stripIndent() + "\n"))
                    .forEach(blocks::add);
        }
    }

    private List<Block> of(String... kinds) {
        List<Block> found = blocks.stream()
                .filter(block -> Set.of(kinds).contains(block.kind()))
                .toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    @Test
    void everyKindIsReadSomewhere() {
        Set<String> here = Set.of("sh", "shell", "yaml", "json", "xml", "properties", "groovy", "diff");

        assertThat(blocks.stream()
                        .map(Block::kind)
                        .filter(kind -> !ELSEWHERE.contains(kind))
                        .collect(toSet()))
                .isSubsetOf(here);
    }

    @Test
    void aShellReadsItsBlocks(@TempDir Path directory) throws Exception {
        List<Block> shell = of("sh", "shell");
        for (int i = 0; i < shell.size(); i++) {
            Files.writeString(directory.resolve(i + ".sh"), shell.get(i).text());
        }
        Files.writeString(directory.resolve("broken.sh"), "if true; do");

        String wrong = Tools.run(
                Map.of("DIRECTORY", directory.toString()),
                "bash",
                "-c",
                "cd \"$DIRECTORY\"; for file in *.sh; do bash -n \"$file\" || echo \"${file%.sh}\"; done");

        assertThat(wrong.lines()
                        .map(name -> name.equals("broken")
                                ? name
                                : shell.get(Integer.parseInt(name)).place()))
                .containsExactly("broken");
    }

    /** On macOS {@code sed -i} takes a suffix; names have dashes, at which a word of grep's ends; a new forward does not listen yet. */
    @Test
    void aCommandRunsOnMacOsAndWhenItIsPasted() {
        Pattern fails = Pattern.compile("sed -i |grep -[a-z]*[Pw]|readlink -f|base64 -w|date -d|xargs -r"
                + "|port-forward [^\n]*&\n *curl (?!.*--retry-connrefused)|(?m)^ *kubectl logs [^\n]*-f ");
        assertThat("kubectl port-forward pod/a 8080 &\ncurl http://localhost").containsPattern(fails);

        noShellBlockHas(fails);
    }

    private void noShellBlockHas(Pattern wrong) {
        assertThat(of("sh", "shell"))
                .allSatisfy(block -> assertThat(block.text()).as(block.place()).doesNotContainPattern(wrong));
    }

    /** On a Mac the shell is zsh, for which a comment is a part of the command, and an apostrophe in it begins a string. */
    @Test
    void aPageWithCommentsSaysWhatZshNeeds() throws IOException {
        Pattern comment = Pattern.compile("(?m)(^| )# ");
        Pattern opensAString = Pattern.compile("(?m)(^| )# [^'\n]*'([^'\n]*'[^'\n]*')*[^'\n]*$");
        assertThat("a # the pod's\n").containsPattern(opensAString);
        assertThat("a # 'the' pod\n").doesNotContainPattern(opensAString);

        for (Block block : of("sh", "shell")) {
            if (comment.matcher(block.text()).find()) {
                assertThat(Files.readString(Repository.root().resolve(block.page())))
                        .as(block.place())
                        .contains("setopt interactivecomments");
                if (!block.page().endsWith("errors.md")) {
                    assertThat(block.text()).as(block.place()).doesNotContainPattern(opensAString);
                }
            }
        }
    }

    /** What is pasted behind a command that asks is its answer. */
    @Test
    void aCommandThatAsksIsTheLastOfItsBlock() {
        Pattern asks = Pattern.compile(
                "(?m)^ *(az login|az aks get-credentials(?![^\n]*--overwrite-existing)|az (group|aks|acr|identity federated-credential) delete(?![^\n]*--yes)"
                        + "|terraform [^\n]*\\b(apply|destroy)\\b(?![^\n]*-auto-approve))[^\n]*\n\\s*\\S");
        assertThat("az login\naz account set --subscription a\n").containsPattern(asks);
        assertThat("az acr delete -n a --yes\naz login\n").doesNotContainPattern(asks);

        noShellBlockHas(asks);
    }

    /** A cluster that exists is often in another resource group than the identity. */
    @Test
    void aCommandForTheClusterNamesTheClustersResourceGroup() {
        Pattern wrong = Pattern.compile("az aks [^\n]*-g \"\\$RG\"");
        assertThat("az aks show -g \"$RG\" -n a\n").containsPattern(wrong);

        noShellBlockHas(wrong);
    }

    /** The namespace of deploy/ enforces the level "restricted" of Pod Security. */
    @Test
    void aPodOfAGuideIsAdmittedByTheNamespaceOfDeploy() {
        List<PodSpec> pods = of("yaml").stream()
                .filter(block -> block.page().startsWith("docs/how-to/"))
                .flatMap(block -> Stream.of(block.text().split("(?m)^---$")))
                .filter(document -> document.contains("kind: Pod\n"))
                .map(document -> StrictManifests.parse(document).only(Pod.class).getSpec())
                .toList();

        assertThat(pods).isNotEmpty().allSatisfy(pod -> {
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getContainers()).allSatisfy(container -> {
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .containsExactly("ALL");
            });
        });
    }

    @Test
    void yamlIsYamlAndAManifestIsWhatKubernetesKnows() {
        for (Block block : of("yaml")) {
            for (String document : block.text().split("(?m)^---$", -1)) {
                assertThatCode(() -> yaml(document)).as(block.place()).doesNotThrowAnyException();
            }
        }
        assertThatThrownBy(() -> yaml("a: 1\na: 2\n")).hasMessageContaining("duplicate key");
        assertThatThrownBy(() -> yaml("kind: ClusterRole\napiVersion: rbac.authorization.k8s.io/v1\nrule: []\n"))
                .hasMessageContaining("`rule`");
    }

    private static void yaml(String document) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object parsed = new Yaml(new SafeConstructor(options)).load(document);
        if (parsed instanceof Map<?, ?> map && map.containsKey("kind")) {
            String version = String.valueOf(map.get("apiVersion"));
            if (version.matches("\\w+(/\\w+)?|\\w+(\\.\\w+)?\\.k8s\\.io/\\w+")) {
                StrictManifests.check(document);
            }
        }
    }

    @Test
    void jsonIsJson() {
        for (Block block : of("json")) {
            assertThatCode(() -> JSON.readTree(block.text())).as(block.place()).doesNotThrowAnyException();
        }
    }

    @Test
    void xmlIsXml() {
        for (Block block : of("xml")) {
            assertThatCode(() -> DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader("<pom>" + block.text() + "</pom>"))))
                    .as(block.place())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aPropertyHasAValueAndIsThereOnce() throws IOException {
        for (Block block : of("properties")) {
            String lines = block.text().replaceAll("\\\\\n\\s*", "");
            Properties properties = new Properties();
            properties.load(new StringReader(lines));

            assertThat(lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")))
                    .as(block.place())
                    .allMatch(line -> line.matches("[^=:\\s]+[=:].+"));
            assertThat(properties.isEmpty()).as(block.place()).isFalse();
        }
    }

    /** What names an artifact of ours is compared with a complete declaration in verification/consumers. */
    @Test
    void gradleNamesWholeCoordinates() {
        for (Block block : of("kotlin", "groovy")) {
            assertThat(Pattern.compile("[\"']([\\w.-]+:[^\"']+)[\"']")
                            .matcher(block.text())
                            .results()
                            .map(coordinates -> coordinates.group(1)))
                    .as(block.place())
                    .isNotEmpty()
                    .allMatch(coordinates -> coordinates.matches("[\\w.]+:[\\w-]+(:[\\w.-]+)?"));
        }
    }

    @Test
    void groovyIsGroovy() {
        for (Block block : of("groovy")) {
            assertThatCode(() -> groovy(block.text())).as(block.place()).doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> groovy("a {\n    b c('d' e\n}\n")).hasMessageContaining("Unexpected input");
    }

    private static void groovy(String text) {
        CompilationUnit unit = new CompilationUnit();
        unit.addSource("block.gradle", text);
        unit.compile(Phases.CONVERSION);
    }

    @Test
    void aDifferenceSaysWhatGoesAndWhatComes() {
        for (Block block : of("diff")) {
            assertThat(block.text().lines()).as(block.place()).allMatch(line -> line.matches("[-+ @].*|"));
        }
    }
}
