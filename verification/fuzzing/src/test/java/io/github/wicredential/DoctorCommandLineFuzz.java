package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.wicredential.internal.doctor.Arguments;
import io.github.wicredential.internal.doctor.Arguments.Option;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The doctor's options, one a line. */
class DoctorCommandLineFuzz {

    private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;]*m");

    private static final Map<String, String> POD = Map.of(
            "AZURE_CLIENT_ID", "11111111-1111-1111-1111-111111111111",
            "AZURE_TENANT_ID", "22222222-2222-2222-2222-222222222222",
            "AZURE_FEDERATED_TOKEN_FILE", "/nonexistent/token");

    @FuzzTest
    void options(byte[] input) throws Exception {
        String[] words = Promise.text(input).split("\n", -1);
        Promise.holds(
                input.length,
                () -> {
                    String printed = DiagnosisFuzz.printed(POD, offline(words));
                    boolean colored = Stream.of(words).map(String::strip).anyMatch("--color=always"::equals);
                    Promise.checkLines(colored ? COLOR.matcher(printed).replaceAll("") : printed);
                    return "";
                },
                List.of());
    }

    /** Nothing is sent: what would look at the network is offline. */
    private static String[] offline(String[] words) {
        try {
            Arguments read = Arguments.parse(words);
            boolean silent = Stream.of(Option.OFFLINE, Option.HELP, Option.VERSION, Option.EXPLAIN)
                    .anyMatch(read::has);
            return silent
                    ? words
                    : Stream.concat(Stream.of("--offline"), Stream.of(words)).toArray(String[]::new);
        } catch (IllegalArgumentException e) {
            return words;
        }
    }
}
