package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What editors show of the properties. */
class MetadataTest {

    @Test
    void everyPropertyIsThereWithADescription() throws Exception {
        Map<String, String> described = new TreeMap<>();
        try (InputStream in = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            for (JsonNode property : new ObjectMapper().readTree(in).path("properties")) {
                described.put(
                        property.path("name").asText(),
                        property.path("description").asText());
            }
        }
        assertThat(described)
                .isNotEmpty()
                .allSatisfy((name, text) -> assertThat(text).as(name).matches("\\p{Lu}.*\\."));
        requireAll(described, WorkloadIdentityProperties.PREFIX, WorkloadIdentityProperties.class);
    }

    private static void requireAll(Map<String, String> described, String prefix, Class<?> record) {
        for (RecordComponent component : record.getRecordComponents()) {
            String name = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                requireAll(described, name, component.getType());
            } else {
                assertThat(described).containsKey(name);
            }
        }
    }
}
