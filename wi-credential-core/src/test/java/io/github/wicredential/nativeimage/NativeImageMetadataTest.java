package io.github.wicredential.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.WorkloadIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a native image must be told, because it is loaded by name. */
class NativeImageMetadataTest {

    private static final String FOLDER = "/META-INF/native-image/io.github.wicredential/wi-credential-core/";
    private static final Pattern CACHE_CLASS =
            Pattern.compile("io\\.github\\.wicredential\\.thirdparty\\.caffeine\\.cache\\.[A-Z]{2,8}\\b");

    @Test
    void everyCacheClassThatACredentialLoadsByNameIsListed() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneToken.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Set<String> loaded = cacheClasses(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8));

        assertThat(java.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(java.exitValue()).isZero();
        assertThat(loaded).isNotEmpty();
        assertThat(cacheClasses(metadata("reflect-config.json"))).containsAll(loaded);
    }

    @Test
    void theGuideIsIncludedAsAResource() throws IOException {
        Path guide = Path.of("io/github/wicredential/internal/guide/guide.txt");

        assertThat(WorkloadIdentity.class.getResource("/" + guide)).isNotNull();
        assertThat(metadata("resource-config.json")).contains("\\\\Q" + guide.getParent() + "/\\\\E.*");
    }

    private static Set<String> cacheClasses(String text) {
        Set<String> names = new TreeSet<>();
        CACHE_CLASS.matcher(text).results().map(MatchResult::group).forEach(names::add);
        return names;
    }

    private static String metadata(String name) throws IOException {
        try (InputStream in = WorkloadIdentity.class.getResourceAsStream(FOLDER + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
