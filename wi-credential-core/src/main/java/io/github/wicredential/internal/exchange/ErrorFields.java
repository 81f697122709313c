package io.github.wicredential.internal.exchange;

import io.github.wicredential.TokenTransport.Response;
import io.github.wicredential.internal.exchange.TokenExchange.SentRequest;
import io.github.wicredential.internal.json.JsonFields;
import io.github.wicredential.internal.text.SafeText;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an error answer, made safe to show. Ids and codes that are missing in the JSON are taken from the
 * description, where Entra repeats them.
 */
record ErrorFields(
        @Nullable String error,
        List<Integer> codes,
        @Nullable String description,
        String correlationId,
        @Nullable String traceId,
        @Nullable String timestamp) {

    private static final int LONGEST_DESCRIPTION = 500;
    private static final int LONGEST_FIELD = 100;

    private static final Pattern CODE = Pattern.compile("AADSTS([0-9]{4,9})");
    private static final Pattern TRACE = Pattern.compile("Trace ID: ([0-9a-fA-F-]{36})");
    private static final Pattern CORRELATION = Pattern.compile("Correlation ID: ([0-9a-fA-F-]{36})");
    private static final Pattern TIMESTAMP = Pattern.compile("Timestamp: ([0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:]{8}Z)");

    // The ids are shown separately; the 500 characters are for what happened.
    private static final Pattern IDS = Pattern.compile("Trace ID: [0-9a-fA-F-]{36}.*$", Pattern.DOTALL);

    static ErrorFields of(@Nullable JsonFields json, Response answer, SentRequest sent) {
        String raw = json == null ? "" : SafeText.start(description(json));
        String described = SafeText.line(
                IDS.matcher(raw).replaceFirst(""),
                LONGEST_DESCRIPTION,
                sent.assertion().value());
        String correlation = found(json, "correlation_id", CORRELATION, raw, sent);
        if (correlation == null) {
            correlation = answer.header("client-request-id")
                    .map(id -> field(id, sent))
                    .orElse(sent.correlationId());
        }
        return new ErrorFields(
                found(json, "error", null, raw, sent),
                codes(json, raw),
                described.isEmpty() ? null : described,
                correlation,
                found(json, "trace_id", TRACE, raw, sent),
                Optional.ofNullable(found(json, "timestamp", TIMESTAMP, raw, sent))
                        .or(() -> answer.header("Date").flatMap(ErrorFields::time))
                        .orElse(null));
    }

    /** The time by the responding server's clock (RFC 9110, section 6.6.1), in the format of Entra. */
    private static Optional<String> time(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .toString());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String description(JsonFields json) {
        boolean kubernetes = json.text("kind").filter("Status"::equals).isPresent();
        return json.text("error_description")
                .or(() -> kubernetes ? json.text("message") : Optional.empty())
                .orElse("");
    }

    private static @Nullable String found(
            @Nullable JsonFields json,
            String field,
            @Nullable Pattern elsewhere,
            String description,
            SentRequest sent) {
        String text = json == null ? "" : json.text(field).map(String::strip).orElse("");
        if (text.isEmpty() && elsewhere != null) {
            Matcher matcher = elsewhere.matcher(description);
            text = matcher.find() ? matcher.group(1) : "";
        }
        return text.isEmpty() ? null : field(text, sent);
    }

    private static String field(String text, SentRequest sent) {
        return SafeText.ascii(
                SafeText.line(text, LONGEST_DESCRIPTION, sent.assertion().value()), LONGEST_FIELD);
    }

    private static List<Integer> codes(@Nullable JsonFields json, String description) {
        Set<Integer> codes = new LinkedHashSet<>();
        if (json != null) {
            json.numbers("error_codes").stream()
                    .filter(code -> code > 0 && code <= Integer.MAX_VALUE)
                    .forEach(code -> codes.add(code.intValue()));
        }
        if (codes.isEmpty()) {
            Matcher matcher = CODE.matcher(description);
            while (matcher.find() && codes.size() < 10) {
                codes.add(Integer.parseInt(matcher.group(1)));
            }
        }
        return List.copyOf(codes);
    }
}
