package io.github.wicredential.consumers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from Maven's output which project broke which rule. */
final class EnforcerLog {

    private static final Pattern PROJECT = Pattern.compile("--- .*enforce.* @ (\\S+) ---");
    private static final Pattern BROKEN = Pattern.compile("Rule \\d+: \\S*\\.(\\w+) failed with message");

    private EnforcerLog() {}

    static Map<String, List<String>> brokenRules(String output) {
        Map<String, List<String>> broken = new LinkedHashMap<>();
        String project = "";
        for (String line : output.lines().toList()) {
            Matcher begins = PROJECT.matcher(line);
            if (begins.find()) {
                project = begins.group(1);
            }
            Matcher breaks = BROKEN.matcher(line);
            if (breaks.find()) {
                broken.computeIfAbsent(project, key -> new ArrayList<>()).add(breaks.group(1));
            }
        }
        return broken;
    }
}
