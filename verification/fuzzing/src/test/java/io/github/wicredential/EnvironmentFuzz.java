package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The variables of a container, one a line. */
class EnvironmentFuzz {

    // Anywhere else it is no password, but for example a client id, and may be shown.
    private static final Pattern PASSWORD =
            Pattern.compile("(?m)^((?:AZURE_AUTHORITY_HOST|AZURE_KUBERNETES_TOKEN_PROXY|HTTPS_PROXY|https_proxy)="
                    + "https?://[^@/?#\\n]*):%PASSWORD%@");

    @FuzzTest
    void build(byte[] input) throws Exception {
        Map<String, String> variables = variables(input);
        Promise.holds(
                input.length,
                () -> {
                    try (WorkloadIdentity identity = WorkloadIdentity.builder()
                            .environment(variables::get)
                            .build()) {
                        return identity.toString();
                    }
                },
                List.of(WorkloadIdentityException.class));
    }

    static Map<String, String> variables(byte[] input) {
        Map<String, String> variables = new TreeMap<>();
        PASSWORD.matcher(Promise.text(input))
                .replaceAll("$1:" + Promise.PASSWORD + "@")
                .lines()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> variables.put(pair[0], pair[1]));
        return variables;
    }
}
