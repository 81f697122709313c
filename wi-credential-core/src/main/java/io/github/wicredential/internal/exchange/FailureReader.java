package io.github.wicredential.internal.exchange;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport.Response;
import io.github.wicredential.internal.exchange.TokenExchange.SentRequest;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.json.JsonFields;
import io.github.wicredential.internal.text.SafeText;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an answer that is not a grant, and creates the exception. */
final class FailureReader {

    private static final Pattern TITLE = Pattern.compile("<title>([^<]{1,200})</title>", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_TITLE = 80;
    private static final int LONGEST_HOST = 100;
    private static final int MOST_LINES = 5;

    private final Route route;
    private final InstantSource clock;
    private final Response answer;
    private final SentRequest sent;

    FailureReader(Route route, InstantSource clock, Response answer, SentRequest sent) {
        this.route = route;
        this.clock = clock;
        this.answer = answer;
        this.sent = sent;
    }

    /** A refusal, by its content or its status. */
    TokenExchangeException refused(@Nullable JsonFields json) {
        ErrorFields fields = ErrorFields.of(json, answer, sent);
        boolean retryable = isRetryable(answer.status(), fields.error());
        String page = json == null ? page() : null;
        ExchangeDetails bare = details(fields, retryable, null).of(page);
        ExchangeDetails details = details(fields, retryable, explain(bare)).of(page);
        String codes =
                fields.codes().isEmpty() ? "" : ", AADSTS" + fields.codes().get(0);
        String what = fields.codes().isEmpty() || details.hint() == null ? fields.description() : null;
        if (what == null && fields.codes().isEmpty()) {
            what = json == null ? kind(answer.body()) + " was sent instead of a reason" + by() : "no reason was given";
        }
        return exception(
                route.peer() + (retryable ? " cannot answer" : " refused") + " the token request for "
                        + sent.request().scope() + tenant() + " (" + statusAndError(fields) + codes + ")"
                        + (what == null ? "" : ": " + what),
                details);
    }

    /** What came in place of JSON, and from whom. */
    String page() {
        return kind(answer.body()) + by();
    }

    /** The likely sender of a page. */
    String by() {
        Matcher title = TITLE.matcher(SafeText.start(answer.body()));
        String said = title.find() ? ", \"" + SafeText.withoutLongWords(title.group(1), LONGEST_TITLE) + "\"" : "";
        String server = Stream.of("Server", "Via")
                .map(name -> answer.header(name)
                        .map(value -> name + ": " + SafeText.withoutLongWords(value, LONGEST_TITLE))
                        .orElse(""))
                .filter(header -> !header.isEmpty())
                .collect(Collectors.joining(", "));
        return said + (server.isEmpty() ? "" : " (" + server + ")");
    }

    /** The tenant that is throttled: throttling is per tenant. */
    private String tenant() {
        return answer.status() == 429 ? " in tenant " + sent.request().tenant() : "";
    }

    /** The answer is not what its status promises; if it is no JSON, it is a page of somebody else. */
    TokenExchangeException unusable(String what, String page, String hint, boolean retryable) {
        ErrorFields fields = ErrorFields.of(null, answer, sent);
        return exception(
                route.peer() + " gave " + what + " (" + statusAndError(fields) + ").",
                details(fields, retryable || isRetryable(answer.status(), null), hint)
                        .of(JsonFields.read(answer.body()).isPresent() ? null : page));
    }

    TokenExchangeException redirect() {
        ErrorFields fields = ErrorFields.of(null, answer, sent);
        String target = answer.header("Location")
                .flatMap(FailureReader::hostOf)
                .map(to -> " to " + to)
                .orElse("");
        return exception(
                route.peer() + " answered with a redirect" + target + " (" + statusAndError(fields)
                        + "). It is not followed: that would send the pod's token there.",
                details(
                                fields,
                                false,
                                "The token endpoint never redirects: a proxy, captive portal or gateway answers, or "
                                        + "the setting names a website. Check " + route.settings() + "."
                                        + other("a redirect" + target))
                        .of("a redirect" + target));
    }

    /** What the guide says of what is no answer of the authority, or where it says more of the token proxy. */
    String other(String page) {
        if (!route.peer().equals(route.base().getHost())) {
            return "\n  More: " + Guide.get().local("token-proxy").link();
        }
        Evidence known = sent.assertion().tell(route.explainer().here()).putAuthority(route.base());
        return "\n  "
                + Guide.get()
                        .local("not-a-token")
                        .advice(TransportFailure.putProxy(known, route).putPage(page))
                        .next("");
    }

    private TokenExchangeException exception(String what, ExchangeDetails details) {
        List<String> ids = new ArrayList<>();
        ids.add("correlation id " + details.correlationId());
        if (details.traceId() != null) {
            ids.add("trace id " + details.traceId());
        }
        if (details.timestamp() != null) {
            ids.add("at " + details.timestamp());
        }
        String hint = details.hint() == null
                ? "See the service principal sign-ins in Entra under the correlation id."
                : details.hint();
        String end = what.endsWith(")")
                ? ": "
                : (what.endsWith(".") ? "" : ".")
                        + (details.hint() != null && hint.lines().count() < MOST_LINES ? "\n  " : " ");
        return Exceptions.exchange(what + end + hint + " [" + String.join(", ", ids) + "]", details, null);
    }

    private ExchangeDetails details(ErrorFields fields, boolean retryable, @Nullable String hint) {
        return new ExchangeDetails(
                answer.status(),
                fields.error(),
                fields.codes(),
                fields.description(),
                fields.correlationId(),
                fields.traceId(),
                fields.timestamp(),
                retryable,
                RetryAfter.of(answer, clock),
                hint);
    }

    private @Nullable String explain(ExchangeDetails refused) {
        try {
            return route.explainer().hint(refused, sent.request(), sent.assertion());
        } catch (RuntimeException | LinkageError e) {
            // A failing explanation must not hide what it should explain.
            return null;
        }
    }

    private String statusAndError(ErrorFields fields) {
        Duration pause = RetryAfter.of(answer, clock);
        return "HTTP " + answer.status() + (fields.error() == null ? "" : ", " + fields.error())
                + (pause == null ? "" : ", retry in " + pause.toSeconds() + " s at the earliest");
    }

    /** By status, then by {@code error}. The guide knows for which codes a retry helps. */
    private static boolean isRetryable(int status, @Nullable String error) {
        if (status == 408 || status == 429) {
            return true;
        }
        if (status >= 500) {
            return status != 501 && status != 505;
        }
        return "temporarily_unavailable".equals(error);
    }

    /** The kind of a body that is not a single JSON object; the body is not shown. */
    static String kind(String body) {
        String start = body.stripLeading();
        String lower = start.substring(0, Math.min(start.length(), 15)).toLowerCase(Locale.ROOT);
        if (start.isEmpty()) {
            return "an empty body";
        }
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html") || lower.startsWith("<head")) {
            return "an HTML page";
        }
        if (start.startsWith("<")) {
            return "XML or HTML";
        }
        if (start.startsWith("{")) {
            return "JSON that is truncated or malformed";
        }
        return start.startsWith("[") ? "a JSON array" : "plain text";
    }

    private static Optional<String> hostOf(String location) {
        try {
            return Optional.ofNullable(URI.create(location.strip()).getHost())
                    .map(host -> SafeText.ascii(host, LONGEST_HOST));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
