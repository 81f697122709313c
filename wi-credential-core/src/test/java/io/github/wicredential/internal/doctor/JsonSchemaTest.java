package io.github.wicredential.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema of the doctor's JSON says what is written, and its page says what each field means. */
class JsonSchemaTest {

    private static final String FINDING =
            "{\"id\":\"dns\",\"status\":\"OK\",\"title\":\"t\",\"retryable\":false,\"causeOf\":[],\"evidence\":[],"
                    + "\"causes\":[],\"commands\":[],\"comments\":[]}";

    @Test
    void thePageDescribesEachField() throws Exception {
        DocsPage.named("how-to/troubleshooting.md")
                .assertHas("doctor json", JsonSchema.ofTheDoctor().table());
    }

    @Test
    void anEmptyDiagnosisIsOne() throws Exception {
        String json =
                Diagnosis.of(Instant.parse("2026-03-01T12:00:00Z"), List.of()).toJson();

        assertThat(JsonSchema.ofTheDoctor().faults(json)).isEmpty();
        assertThat(json).contains("\"schemaVersion\" : 1");
    }

    @Test
    void everyStatusIsInTheSchema() throws Exception {
        for (Status status : Status.values()) {
            assertThat(faults(FINDING.replace("OK", status.name())))
                    .as("%s", status)
                    .isEmpty();
        }
        assertThat(Arrays.asList(Status.values())).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"OK\" | \"FINE\" | $.findings[0].status is none of",
                "\"dns\" | \"\" | $.findings[0].id is too short",
                "\"dns\" | 5 | $.findings[0].id is no string",
                "\"causes\":[] | \"causes\":[1] | $.findings[0].causes[0] is no string",
                "\"causes\":[], | '' | $.findings[0] lacks causes",
                "\"causes\":[] | \"causes\":[],\"more\":true | $.findings[0].more is not described",
            })
    void whatDiffersIsFound(String part, String other, String fault) throws Exception {
        assertThat(faults(FINDING.replace(part, other.equals("''") ? "" : other)))
                .singleElement()
                .asString()
                .startsWith(fault);
    }

    private static List<String> faults(String finding) throws Exception {
        return JsonSchema.ofTheDoctor()
                .faults("{\"schemaVersion\":1,\"libraryVersion\":\"1\",\"javaVersion\":\"21\",\"healthy\":true,"
                        + "\"finished\":true,\"summary\":\"x\",\"at\":\"2026-03-01T12:00:00Z\",\"findings\":[" + finding
                        + "]}");
    }
}
