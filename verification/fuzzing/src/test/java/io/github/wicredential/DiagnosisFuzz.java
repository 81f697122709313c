package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What the doctor prints of a container's variables, one a line. */
class DiagnosisFuzz {

    @FuzzTest
    void diagnose(byte[] input) throws Exception {
        Map<String, String> variables = EnvironmentFuzz.variables(input);
        Promise.holds(
                input.length,
                () -> {
                    Promise.checkLines(printed(variables, "--offline", "--verbose"));
                    Promise.checkLines(printed(variables, "--offline", "--json"));
                    return "";
                },
                List.of());
    }

    /** Runs the doctor in this JVM. */
    static String printed(Map<String, String> variables, String... words) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            int status = Doctor.run(words, variables::get, false, out, out);
            Promise.require(List.of(0, 1, 2, 3, 75).contains(status), () -> "ends with " + status);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
