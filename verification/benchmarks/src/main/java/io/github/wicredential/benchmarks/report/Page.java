package io.github.wicredential.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page of the documents that shows a run. */
public final class Page {

    private static final String GLANCE = "<!-- at a glance: written by the benchmarks -->\n";
    private static final String END_OF_GLANCE = "<!-- end of the glance -->";
    private static final String BEGIN = "<!-- results: written by the benchmarks -->\n";
    private static final String END = "<!-- end of results -->";

    /** The three rows that the page begins with, and how it names them there. */
    private static final List<Map.Entry<String, Pattern>> FIRST = List.of(
            Map.entry("A call for a cached token", row("`getTokenSync`, cached, same context")),
            Map.entry("While Entra answers 503, with a valid token", row("\\d+ s during which Entra answers 503[^|]*")),
            Map.entry("Many threads start at once, one scope", row("Cold cache, all threads at once, 1 scope[^|]*")));

    private Page() {}

    /**
     * Puts a run in the place of the one before: what is seen at a glance at the beginning, all numbers at the end.
     *
     * @param page the page, with a line before and one after either
     * @param results the table of the run
     * @return the changed page
     */
    public static String with(String page, String results) {
        return replaced(replaced(page, GLANCE, END_OF_GLANCE, glance(results)), BEGIN, END, results + "\n");
    }

    private static String replaced(String page, String before, String after, String text) {
        int begin = page.indexOf(before);
        int end = page.indexOf(after);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("The page has no place for a run: a line '" + before.strip()
                    + "' and after it a line '" + after + "'.");
        }
        return page.substring(0, begin + before.length()) + "\n" + text + page.substring(end);
    }

    private static String glance(String results) {
        return FIRST.stream()
                .map(row -> {
                    Matcher measured = row.getValue().matcher(results);
                    return measured.find()
                            ? "| " + row.getKey() + " | " + measured.group(1) + " | " + measured.group(2) + " |\n"
                            : "";
                })
                .collect(Collectors.joining(
                        "",
                        "| | wi-credential | azure-identity |\n|---|---|---|\n",
                        "\n"
                                + picture(
                                        "Time per call through a refresh and an outage, for wi-credential and azure-identity",
                                        Pictures.LATENCY)
                                + "\n"
                                + picture(
                                        "Time of a call for a cached token, for wi-credential, azure-identity and msal4j",
                                        Pictures.COST)
                                + "\n"));
    }

    private static Pattern row(String measure) {
        return Pattern.compile("(?m)^\\| " + measure + " \\| ([^|]*) \\| ([^|]*) \\|");
    }

    private static String picture(String text, String file) {
        return "![" + text + "](performance/" + file + ")\n";
    }
}
