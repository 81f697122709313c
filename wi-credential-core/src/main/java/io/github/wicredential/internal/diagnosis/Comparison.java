package io.github.wicredential.internal.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds what the token says against what the authority's message quotes: issuer, subject, audience. */
record Comparison(List<Row> rows) {

    private static final List<String> CLAIMS = List.of("issuer", "subject", "audience");

    /** One claim; null where it isn't known. */
    record Row(
            String claim,
            @Nullable String inToken,
            @Nullable String inMessage) {}

    static Comparison of(AssertionClaims claims, @Nullable String description) {
        List<Row> rows = new ArrayList<>();
        for (String claim : CLAIMS) {
            String inToken = switch (claim) {
                case "issuer" -> claims.issuer();
                case "subject" -> claims.subject();
                default -> claims.audience();
            };
            rows.add(new Row(claim, inToken, quoted(claim, description == null ? "" : description)));
        }
        return new Comparison(List.copyOf(rows));
    }

    /** What the token says, else what the message quotes. */
    @Nullable
    String value(String claim) {
        return rows.stream()
                .filter(row -> row.claim().equals(claim))
                .findFirst()
                .map(row -> row.inToken() == null ? row.inMessage() : row.inToken())
                .orElse(null);
    }

    List<String> lines() {
        return rows.stream().map(Comparison::line).toList();
    }

    private static String line(Row row) {
        String inToken = row.inToken() == null ? "not known" : "'" + GuideValues.shown(row.inToken()) + "'";
        // Entra only echoes what was sent: that it is the same says nothing about the credential.
        return row.inMessage() == null || row.inMessage().equals(row.inToken())
                ? row.claim() + " in the token " + inToken
                : row.claim() + " in the token " + inToken + ", in Entra's message '"
                        + GuideValues.shown(row.inMessage()) + "'";
    }

    /** Entra's texts put the value in quotation marks after the name, with or without a colon. */
    private static @Nullable String quoted(String claim, String description) {
        Matcher matcher = Pattern.compile(claim + ":? '([^']{1,600})'", Pattern.CASE_INSENSITIVE)
                .matcher(description);
        return matcher.find() ? matcher.group(1) : null;
    }
}
