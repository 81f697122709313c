package io.github.wicredential.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AadstsGuideTest {

    @Test
    void hasOnlyKeysOfTheKnownKindsAndPlaceholdersThatAreFilled() throws Exception {
        Map<String, String> all = Map.ofEntries(
                Map.entry("clientId", "x"),
                Map.entry("tenant", "x"),
                Map.entry("scope", "x"),
                Map.entry("resource", "x"),
                Map.entry("authority", "x"),
                Map.entry("issuer", "x"),
                Map.entry("subject", "x"),
                Map.entry("audience", "x"),
                Map.entry("issuedAt", "x"),
                Map.entry("expiresAt", "x"),
                Map.entry("serviceAccount", "x"),
                Map.entry("namespace", "x"),
                Map.entry("localTime", "x"),
                Map.entry("entraTime", "x"));
        Pattern unknown = Pattern.compile("<(?!identity>|group>|name>|pod>|cluster>|resource>|namespace>)");

        Properties texts = new Properties();
        try (InputStream in =
                Objects.requireNonNull(AadstsGuide.class.getResourceAsStream("aadsts-guide.properties"))) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        assertThat(texts.stringPropertyNames()).allSatisfy(key -> {
            assertThat(key).matches("generic|code\\.[0-9]{4,7}|(error|command|note)\\.[A-Za-z_]+|status\\.[0-9x]{3}");
            assertThat(AadstsGuide.get().fill("${" + key + "}" + texts.getProperty(key), all))
                    .doesNotContainPattern(unknown)
                    .doesNotContain("\n");
        });
    }
}
