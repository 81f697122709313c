package io.github.wicredential.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

/** What a public repository and a company's lawyers ask of what is published. */
class ReleaseTest {

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern LEGAL = Pattern.compile("META-INF/[^/]*(?:LICENSE|NOTICE)[^/]*");
    private static final String RELOCATED = "io/github/wicredential/thirdparty/";
    private static final String CLASS = ".class";

    /** What is relocated, as folders of a local repository, and the property of the root pom with its version. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "com/squareup/okhttp3/okhttp-jvm", "okhttp.version",
            "com/squareup/okhttp3/okhttp-tls", "okhttp.version",
            "com/squareup/okio/okio-jvm", "okio.version",
            "org/jetbrains/kotlin/kotlin-stdlib", "kotlin.version",
            "com/fasterxml/jackson/core/jackson-core", "jackson.version",
            "com/fasterxml/jackson/core/jackson-databind", "jackson.version",
            "com/nimbusds/nimbus-jose-jwt", "nimbus.version");

    static Stream<String> artifacts() {
        return Stream.concat(Published.artifacts().stream(), Stream.of("wi-credential-bom"));
    }

    /** Every jar that leaves this build with classes in it. */
    static Stream<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String artifact : Published.artifacts()) {
            Path main = Published.jar(artifact);
            try (Stream<Path> files = Files.list(main.getParent())) {
                files.filter(file -> file.getFileName().toString().startsWith(artifact + "-" + Published.VERSION))
                        .filter(file -> file.toString().endsWith(".jar"))
                        .filter(file -> !file.toString().matches(".*-(?:sources|javadoc|tests)\\.jar"))
                        .forEach(jars::add);
            }
        }
        return jars.stream();
    }

    @Test
    void theBomNamesEveryModuleThatIsPublished() {
        List<String> published = MODULE.matcher(Published.read(Published.root().resolve("pom.xml")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(module -> Published.read(Published.root().resolve(module + "/pom.xml"))
                        .contains("<artifactId>wi-credential-published</artifactId>"))
                .toList();

        assertThat(published).hasSizeGreaterThan(5);
        assertThat(Published.artifacts()).containsExactlyInAnyOrderElementsOf(published);
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void aPomSaysWhatRepositoriesAskForAndNothingOfOurBuild(String artifact) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Published.pom(artifact).toFile());
        XPath path = XPathFactory.newInstance().newXPath();

        for (String wanted : List.of(
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "developers/developer/email",
                "scm/connection",
                "scm/developerConnection",
                "scm/url")) {
            assertThat(path.evaluate("/project/" + wanted, pom)).as(wanted).isNotBlank();
        }
        for (String ours : List.of("parent", "properties", "build", "profiles", "modules", "repositories")) {
            assertThat(path.evaluate("count(/project/" + ours + ")", pom))
                    .as(ours)
                    .isEqualTo("0");
        }
        assertThat(path.evaluate("count(//dependency[scope='test'])", pom)).isEqualTo("0");
        assertThat(Published.read(Published.pom(artifact))).doesNotContain("${");
    }

    @ParameterizedTest
    @MethodSource("jars")
    void aJarHasItsLicence(Path jar) throws IOException {
        assertThat(texts(jar))
                .containsEntry(
                        "META-INF/LICENSE", Published.read(Published.root().resolve("LICENSE")));
    }

    @ParameterizedTest
    @MethodSource("jars")
    void aJarHasTheNoticesOfAllThatIsRelocatedIntoIt(Path jar) throws IOException {
        Map<String, String> texts = texts(jar);
        boolean relocated;
        try (JarFile file = new JarFile(jar.toFile())) {
            relocated = file.stream()
                    .map(JarEntry::getName)
                    .anyMatch(name -> name.startsWith(RELOCATED) && name.endsWith(CLASS));
        }
        String pom = Published.read(Published.root().resolve("pom.xml"));
        Path repository = Path.of(System.getProperty("consumers.user-repository"));

        for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
            Matcher version =
                    Pattern.compile("<" + library.getValue() + ">([^<]+)<").matcher(pom);
            assertThat(version.find()).as(library.getValue()).isTrue();
            Path folder = repository.resolve(library.getKey());
            Path original =
                    folder.resolve(version.group(1)).resolve(folder.getFileName() + "-" + version.group(1) + ".jar");
            if (relocated) {
                assertThat(texts.get("META-INF/NOTICE")).contains(" " + version.group(1) + "\n  Copyright");
                // Jackson's parts have one notice, of which that of jackson-core says the most.
                assertThat(texts(original).values())
                        .as("%s of %s", texts(original).keySet(), original.getFileName())
                        .allMatch(text -> texts.values().stream().anyMatch(ours -> ours.contains(text.strip())));
            }
        }
        assertThat(relocated).isEqualTo(texts.containsKey("META-INF/NOTICE"));
    }

    /** The licences and notices in a jar. */
    private static Map<String, String> texts(Path jar) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (LEGAL.matcher(entry.getName()).matches()) {
                    try (InputStream in = file.getInputStream(entry)) {
                        texts.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
                    }
                }
            }
        }
        return texts;
    }
}
