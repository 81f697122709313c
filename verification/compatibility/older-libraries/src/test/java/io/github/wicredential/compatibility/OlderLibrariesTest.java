package io.github.wicredential.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.CoreUtils;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import kotlin.KotlinVersion;
import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the other tests of this module run with: without it, a changed pom could quietly test today's versions. */
class OlderLibrariesTest {
    @Test
    void theClassPathHasTheOlderVersions() {
        assertThat(OkHttp.VERSION).isEqualTo("4.12.0");
        assertThat(KotlinVersion.CURRENT).hasToString("1.9.25");
        assertThat(PackageVersion.VERSION.toString()).startsWith("2.17.");
        assertThat(jar(CoreUtils.class)).endsWith("/azure-core-1.57.0.jar");
        assertThat(jar(Yaml.class)).endsWith("/snakeyaml-2.4.jar");
        assertThat(jar(Test.class)).endsWith("/junit-jupiter-api-5.12.2.jar");
    }

    private static String jar(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
