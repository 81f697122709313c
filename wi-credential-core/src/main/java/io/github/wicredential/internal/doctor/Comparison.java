package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.guide.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds what the token says against what the authority's message quotes: issuer, subject, audience. */
record Comparison(List<Row> rows) {

    /** One claim; null where it is not known. */
    record Row(
            String claim,
            @Nullable String inToken,
            @Nullable String inMessage) {}

    static Comparison of(ClientAssertion token, @Nullable String description) {
        List<Row> rows = new ArrayList<>();
        rows.add(row("issuer", token.issuer(), description));
        rows.add(row("subject", token.subject(), description));
        rows.add(row("audience", audience(token), description));
        return new Comparison(List.copyOf(rows));
    }

    /** All audiences of a token, as they are shown. */
    static @Nullable String audience(ClientAssertion token) {
        return token.audiences().isEmpty() ? null : String.join(", ", token.audiences());
    }

    /** What an authority may have judged by, in one line. */
    static String sent(ClientAssertion token) {
        return "issuer " + shown(token.issuer()) + "; subject " + shown(token.subject()) + "; audience "
                + shown(audience(token)) + "; key id " + shown(token.keyId()) + "; issued " + time(token.issuedAt())
                + ", valid from " + time(token.notBefore()) + " to " + time(token.expiresAt());
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

    /** What was sent and is not said already, which is all that is known here: the other side is in Entra. */
    String line(String said) {
        return rows.stream()
                .filter(row -> row.inToken() == null || !said.contains(Evidence.shown(row.inToken())))
                .map(Comparison::line)
                .collect(Collectors.joining("; "));
    }

    private static String line(Row row) {
        String line = row.claim() + " " + shown(row.inToken());
        // Entra only echoes what was sent: that it is the same says nothing about the credential.
        return row.inMessage() == null || row.inMessage().equals(row.inToken())
                ? line
                : line + ", in Entra's message " + shown(row.inMessage());
    }

    private static String shown(@Nullable String value) {
        return value == null ? "not known" : "'" + Evidence.shown(value) + "'";
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "no time" : HumanTimes.shown(instant);
    }

    /** Entra's texts put the value in quotation marks after the name, with or without a colon. */
    private static Row row(String claim, @Nullable String inToken, @Nullable String description) {
        Matcher quoted = Pattern.compile(claim + ":? '([^']{1,600})'", Pattern.CASE_INSENSITIVE)
                .matcher(description == null ? "" : description);
        return new Row(claim, inToken, quoted.find() ? quoted.group(1) : null);
    }
}
