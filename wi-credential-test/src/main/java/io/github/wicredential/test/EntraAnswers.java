package io.github.wicredential.test;

import io.github.wicredential.test.Reply.Answer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes answers in Entra's form. */
final class EntraAnswers {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final EntraOptions options;
    private final AccessTokens tokens;

    EntraAnswers(Clock clock, EntraOptions options, AccessTokens tokens) {
        this.clock = clock;
        this.options = options;
        this.tokens = tokens;
    }

    Answer granted(TokenRequestEvaluation evaluation) {
        Duration life = options.expiresIn(evaluation.ofAgents());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("token_type", "Bearer");
        body.put("expires_in", seconds(life));
        body.put("ext_expires_in", seconds(life));
        Duration refreshIn = options.refreshIn();
        if (refreshIn != null) {
            body.put("refresh_in", seconds(refreshIn));
        }
        body.put("access_token", tokens.issue(evaluation, life));
        return entra(
                evaluation.request(), 200, body, UUID.randomUUID().toString(), correlationId(evaluation.request()));
    }

    Answer refused(WireRequest request, URI authorityHost, Refusal refusal) {
        String traceId = UUID.randomUUID().toString();
        String correlationId = correlationId(request);
        String timestamp = TIMESTAMP.format(clock.instant());
        boolean coded = refusal.code() != Refusal.NO_CODE;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", refusal.error());
        body.put(
                "error_description",
                (coded ? "AADSTS" + refusal.code() + ": " : "") + refusal.text() + " Trace ID: " + traceId
                        + " Correlation ID: " + correlationId + " Timestamp: " + timestamp);
        if (coded) {
            body.put("error_codes", List.of(refusal.code()));
        }
        body.put("timestamp", timestamp);
        body.put("trace_id", traceId);
        body.put("correlation_id", correlationId);
        if (coded) {
            body.put("error_uri", authorityHost + "error?code=" + refusal.code());
        }
        return entra(request, refusal.status(), body, traceId, correlationId);
    }

    private Answer entra(
            WireRequest request, int status, Map<String, Object> body, String traceId, String correlationId) {
        Instant now = clock.instant();
        Answer answer = Answer.json(status, Json.write(body))
                .with("Cache-Control", "no-store, no-cache")
                .with("Pragma", "no-cache")
                .with("Expires", "-1")
                .with("Date", Fault.HTTP_DATE.format(now))
                .with("x-ms-request-id", traceId);
        return "true".equalsIgnoreCase(request.header("return-client-request-id"))
                ? answer.with("client-request-id", correlationId)
                : answer;
    }

    private Object seconds(Duration duration) {
        long seconds = duration.toSeconds();
        return options.expiresInAsString() ? (Object) Long.toString(seconds) : (Object) seconds;
    }

    /** The client's own id if it sent a GUID, else a new one. */
    private static String correlationId(WireRequest request) {
        String sent = request.header("client-request-id");
        return Uuids.isOne(sent) ? sent : UUID.randomUUID().toString();
    }
}
