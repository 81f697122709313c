package io.github.wicredential.benchmarks.subject;

/** What is wrong with an authority. */
public enum Fault {
    /** It answers with status 503. */
    UNAVAILABLE("answers 503"),
    /** It resets each connection. */
    RESET("resets connections"),
    /** It accepts requests and never answers. */
    HANG("does not answer"),
    /** It answers with status 429 and a Retry-After. */
    THROTTLE("answers 429");

    private final String label;

    Fault(String label) {
        this.label = label;
    }

    /**
     * The name in the table.
     *
     * @return a short text
     */
    public String label() {
        return label;
    }
}
