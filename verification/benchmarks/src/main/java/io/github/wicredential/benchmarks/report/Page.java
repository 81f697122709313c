package io.github.wicredential.benchmarks.report;

/** The page of the documents that shows a run. */
public final class Page {

    private static final String BEGIN = "<!-- results: written by the benchmarks -->\n";
    private static final String END = "<!-- end of results -->";

    private Page() {}

    /**
     * Puts a run in the place of the one before: what is seen at a glance, then the numbers.
     *
     * @param page the page, with a line before and one after its results
     * @param results the table of the run
     * @return the changed page
     */
    public static String with(String page, String results) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("The page has no place for results: a line '" + BEGIN.strip()
                    + "' and after it a line '" + END + "'.");
        }
        return page.substring(0, begin + BEGIN.length()) + "\n"
                + picture(
                        "Time per call through a refresh and an outage, for wi-credential and azure-identity",
                        Pictures.LATENCY)
                + "\n"
                + picture(
                        "Time of a call for a cached token, for wi-credential, azure-identity and msal4j",
                        Pictures.COST)
                + "\n" + results + "\n" + page.substring(end);
    }

    private static String picture(String text, String file) {
        return "![" + text + "](performance/" + file + ")\n";
    }
}
