package io.github.wicredential.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.WorkloadIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a native image must be told, because it is loaded by name. */
class NativeImageMetadataTest {

    private static final String FOLDER = "/META-INF/native-image/io.github.wicredential/wi-credential-core/";

    @Test
    void theGuideIsIncludedAsAResource() throws IOException {
        Path guide = Path.of("io/github/wicredential/internal/guide/guide.txt");

        assertThat(WorkloadIdentity.class.getResource("/" + guide)).isNotNull();
        assertThat(metadata("resource-config.json")).contains("\\\\Q" + guide.getParent() + "/\\\\E.*");
    }

    private static String metadata(String name) throws IOException {
        try (InputStream in = WorkloadIdentity.class.getResourceAsStream(FOLDER + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
