package io.github.wicredential.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What is relocated is met under its new names only: in no class, signature or pom is there an old one. */
class PublishedNamesTest {

    private static final Pattern OLD_NAME =
            Pattern.compile("(?<![\\w/.$-])(?:com[/.]fasterxml|okhttp3|okio|kotlin|com[/.]nimbusds)[/.]\\w");
    private static final Pattern OF_A_DESCRIPTOR =
            Pattern.compile("L(?:com/fasterxml|okhttp3|okio|kotlin|com/nimbusds)/");
    private static final Pattern OF_OKHTTP = Pattern.compile("okhttp3|okio");
    private static final Set<String> OLD_GROUPS = Set.of(
            "com.squareup.okhttp3",
            "com.squareup.okio",
            "org.jetbrains.kotlin",
            "com.fasterxml.jackson.core",
            "com.nimbusds");

    /** For the application's OkHttp, and loaded only where it has one. */
    private static final List<String> FOR_THE_APPLICATIONS_OKHTTP =
            List.of("io/github/wicredential/okhttp/", "io/github/wicredential/spring/");

    /** OpenAI's interface hands over the application's Jackson; loaded only where it has both. */
    private static final Set<String> FOR_THE_APPLICATIONS_JACKSON = Set.of(
            "wi-credential-clients: io/github/wicredential/clients/openai/OpenAiSubjectTokenProvider.class",
            "wi-credential-clients: module-info.class");

    static Stream<String> artifacts() {
        return Published.artifacts().stream().filter(artifact -> !artifact.equals("wi-credential-thirdparty"));
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void noClassNamesARelocatedLibraryByItsOldName(String artifact) throws IOException {
        List<String> found = new ArrayList<>();
        int classes = 0;
        try (JarFile jar = new JarFile(Published.jar(artifact).toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith(".class")
                        && !FOR_THE_APPLICATIONS_JACKSON.contains(artifact + ": " + entry.getName())) {
                    classes++;
                    try (InputStream in = jar.getInputStream(entry)) {
                        for (String text : constants(in)) {
                            if (old(text) && !(OF_OKHTTP.matcher(text).find() && isForOkHttp(entry.getName()))) {
                                found.add(entry.getName() + ": " + text);
                            }
                        }
                    }
                }
            }
        }
        assertThat(found).isEmpty();
        assertThat(classes).isGreaterThan(5);
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void noPomShowsARelocatedLibrary(String artifact) throws Exception {
        NodeList dependencies = dependencies(artifact);
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            assertThat(text(dependency, "version"))
                    .as("a version, not a range")
                    .doesNotContainAnyWhitespaces()
                    .doesNotMatch(".*[\\[(,].*");
            boolean passedOn = !text(dependency, "optional").equals("true")
                    && !List.of("test", "provided").contains(text(dependency, "scope"));
            if (passedOn && OLD_GROUPS.contains(text(dependency, "groupId"))) {
                shown.add(text(dependency, "artifactId"));
            }
        }
        assertThat(shown).isEmpty();
        assertThat(dependencies.getLength()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("io.github.wicredential.consumers.Published#artifacts")
    void noPomNamesAnArtifactOfOursThatIsNotPublished(String artifact) throws Exception {
        NodeList dependencies = dependencies(artifact);
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (text(dependency, "groupId").equals("io.github.wicredential")) {
                assertThat(text(dependency, "artifactId")).isIn(Published.artifacts());
            }
        }
        assertThat(Published.read(Published.pom(artifact))).doesNotContain("<parent>", "<profile>");
    }

    @Test
    void coreBringsAtMostFourJars() {
        assertThat(Workplace.resolved("core alone").path()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void theTableHasEachPublishedArtifactAlone() {
        assertThat(Row.table().stream()
                        .filter(row -> row.dependencies().size() == 1)
                        .map(row -> row.dependencies().get(0).artifact()))
                .containsAll(Published.artifacts());
    }

    private static NodeList dependencies(String artifact) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Published.pom(artifact).toFile())
                .getElementsByTagName("dependency");
    }

    private static boolean old(String text) {
        return OLD_NAME.matcher(text).find() || OF_A_DESCRIPTOR.matcher(text).find();
    }

    private static boolean isForOkHttp(String entry) {
        return FOR_THE_APPLICATIONS_OKHTTP.stream().anyMatch(entry::startsWith);
    }

    private static String text(Element dependency, String name) {
        NodeList found = dependency.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    /** The texts of a class file (JVMS 4.4): names, descriptors, signatures and strings. */
    private static List<String> constants(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        data.skipNBytes(8);
        int count = data.readUnsignedShort();
        List<String> texts = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int tag = data.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.add(data.readUTF());
                case 7, 8, 16, 19, 20 -> data.skipNBytes(2);
                case 15 -> data.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> data.skipNBytes(4);
                case 5, 6 -> {
                    data.skipNBytes(8);
                    i++;
                }
                default -> throw new IOException("constant of kind " + tag);
            }
        }
        return texts;
    }
}
