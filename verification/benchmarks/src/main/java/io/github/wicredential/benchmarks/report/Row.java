package io.github.wicredential.benchmarks.report;

/**
 * A row of the table.
 *
 * @param measure what was measured
 * @param ours this library
 * @param identity azure-identity's WorkloadIdentityCredential
 * @param chain azure-identity's DefaultAzureCredential
 * @param msal MSAL4J
 * @param ratio how the sides compare
 * @param bar what was demanded
 * @param verdict whether it is met
 */
public record Row(
        String measure,
        String ours,
        String identity,
        String chain,
        String msal,
        String ratio,
        String bar,
        Verdict verdict) {

    /**
     * A row without a peer, a ratio or a bar.
     *
     * @param measure what was measured
     * @param value the number
     * @return the row
     */
    static Row floor(String measure, String value) {
        return new Row(measure, value, "", "", "", "", "", Verdict.NONE);
    }

    String line() {
        return "| " + String.join(" | ", measure, ours, identity, chain, msal, ratio, bar, verdict.text()) + " |";
    }
}
