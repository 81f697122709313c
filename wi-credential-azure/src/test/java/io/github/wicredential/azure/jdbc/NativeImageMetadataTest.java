package io.github.wicredential.azure.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a native image must be told, because it is loaded by name. */
class NativeImageMetadataTest {

    private static final String METADATA =
            "/META-INF/native-image/io.github.wicredential/wi-credential-azure/reflect-config.json";
    private static final Pattern CACHE_CLASS =
            Pattern.compile("io\\.github\\.wicredential\\.thirdparty\\.caffeine\\.cache\\.[A-Z]{2,8}\\b");

    /** Makes the identity of a connection, in a process of its own. */
    static final class OneConnection {

        private OneConnection() {}

        public static void main(String[] args) {
            EnvironmentIdentities.of(ConnectionSettings.NONE);
        }
    }

    @Test
    void everyCacheClassThatAConnectionLoadsByNameIsListed() throws Exception {
        ProcessBuilder fork = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneConnection.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        fork.environment()
                .putAll(Map.of(
                        "AZURE_CLIENT_ID", "client",
                        "AZURE_TENANT_ID", "11111111-2222-3333-4444-555555555555",
                        "AZURE_FEDERATED_TOKEN_FILE", "token"));
        Process java = fork.start();
        Set<String> loaded = cacheClasses(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8));

        assertThat(java.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(java.exitValue()).isZero();
        assertThat(loaded).isNotEmpty();
        assertThat(cacheClasses(metadata())).containsAll(loaded);
    }

    private static Set<String> cacheClasses(String text) {
        Set<String> names = new TreeSet<>();
        CACHE_CLASS.matcher(text).results().map(MatchResult::group).forEach(names::add);
        return names;
    }

    private static String metadata() throws IOException {
        try (InputStream in = NativeImageMetadataTest.class.getResourceAsStream(METADATA)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
