package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.cloud.Cloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is known in one place, and asked for by all others: there is no copy of it in the code that is published. */
class OneTruthTest {

    /** Not the test kit: it stands for Entra and for the cluster, and knows by itself what they know. */
    private static final List<String> PUBLISHED = List.of(
            "wi-credential-core", "wi-credential-azure", "wi-credential-azure-identity", "wi-credential-spring");

    private static final Pattern COMMENT = Pattern.compile("/\\*[*\\s].*?\\*/|//[^\n\"]*(?=\n)", Pattern.DOTALL);

    @Test
    void oneTableHasTheHostsOfEntra() {
        String hosts = Cloud.authorities()
                .map(authority -> Pattern.quote(authority.substring("https://".length())))
                .collect(Collectors.joining("|"));

        assertThat(filesWith(hosts)).containsExactly("Cloud.java");
    }

    @Test
    void oneTableHasTheResourcesOfDatabases() {
        assertThat(filesWith("//database\\.|//ossrdbms")).containsExactly("Cloud.java");
    }

    @Test
    void onePlaceMakesForeignTextSafeToShow() {
        assertThat(filesWith("eyJ\\[|\\[\\^ -~]|p\\{C[cf]}")).containsExactly("SafeText.java");
    }

    @Test
    void oneClassReadsTheClaimsOfATokenAndOneKnowsTheAudiences() {
        assertThat(filesWith("getUrlDecoder|nimbusds\\.jwt\\.|JWSObject")).containsExactly("Jwt.java");
        assertThat(filesWith("AzureADTokenExchange|AKSIdentityBinding")).containsExactly("TokenAudience.java");
    }

    /** What a code means, and whether it is worth another request, is in the guide alone. */
    @Test
    void noCodesOfEntraAreKnownButThoseOfWhichTheTokenSaysMore() {
        assertThat(filesWith("(?<![0-9_.A-Z])[579]0[0-9]{3,5}(?![0-9_.])"))
                .containsExactly("DirectRefusalExplainer.java", "TokenEvidence.java");
    }

    /** The files whose code, without comments, has a match. */
    private static List<String> filesWith(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return PUBLISHED.stream()
                .map(module -> Path.of("..", module, "src", "main", "java"))
                .flatMap(OneTruthTest::sources)
                .filter(file -> pattern.matcher(code(file)).find())
                .map(file -> file.getFileName().toString())
                .sorted()
                .toList();
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(folder + " cannot be read", e);
        }
    }

    private static String code(Path file) {
        try {
            return COMMENT.matcher(Files.readString(file)).replaceAll(" ");
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
