package io.github.wicredential.internal.exchange;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport.Response;
import io.github.wicredential.internal.exchange.TokenExchange.Sent;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.json.JsonFields;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the exception for an answer that is not a grant. */
final class Refusal {

    private final Route route;
    private final InstantSource clock;
    private final Response answer;
    private final Sent sent;

    Refusal(Route route, InstantSource clock, Response answer, Sent sent) {
        this.route = route;
        this.clock = clock;
        this.answer = answer;
        this.sent = sent;
    }

    /** What decides about the route of the answer. */
    String settings() {
        return route.settings();
    }

    /** The answer says no, or its status does. */
    TokenExchangeException refused(@Nullable JsonFields json) {
        ErrorFields fields = ErrorFields.of(json, answer, sent);
        boolean retryable = Retryable.decide(answer.status(), fields.error());
        ExchangeDetails bare = details(fields, retryable, null);
        ExchangeDetails details = details(fields, retryable, explain(bare));
        String what = fields.description();
        if (what == null) {
            what = json == null ? AnswerForm.of(answer.body()) + " came instead of a reason" : "no reason was given";
        }
        return exception(
                route.peer() + " refused the token request for "
                        + sent.request().scope() + tenant() + " (" + statusAndError(fields) + "): " + what,
                details);
    }

    /** Whose requests are too many: throttling is by tenant. */
    private String tenant() {
        return answer.status() == 429 ? " in tenant " + sent.request().tenant() : "";
    }

    /** The answer is something else than its status promises. */
    TokenExchangeException unusable(String what, String hint, boolean retryable) {
        ErrorFields fields = ErrorFields.of(null, answer, sent);
        return exception(
                route.peer() + " gave " + what + " (" + statusAndError(fields) + ").",
                details(fields, retryable || Retryable.decide(answer.status(), null), hint));
    }

    TokenExchangeException redirect() {
        ErrorFields fields = ErrorFields.of(null, answer, sent);
        String target = answer.header("Location")
                .flatMap(Refusal::hostOf)
                .map(to -> " to " + to)
                .orElse("");
        return exception(
                route.peer() + " answered with a redirect" + target + " (" + statusAndError(fields)
                        + "). It is not followed, " + "since that would carry the pod's token elsewhere.",
                details(
                        fields,
                        false,
                        "The token endpoint never redirects: a proxy, captive portal or gateway answers, or "
                                + "the setting names a website. Check " + route.settings() + "."));
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
        if (details.retryAfter() != null) {
            ids.add("to be asked again in " + details.retryAfter().toSeconds() + " s at the earliest");
        }
        String hint = details.hint() == null
                ? "See the service principal sign-ins in Entra under the correlation id."
                : details.hint();
        return Exceptions.exchange(what + "\n[" + String.join(", ", ids) + "]\n" + hint, details, null);
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
            // An explanation that fails must not hide what it was to explain.
            return null;
        }
    }

    private String statusAndError(ErrorFields fields) {
        return "HTTP " + answer.status() + (fields.error() == null ? "" : ", " + fields.error());
    }

    private static Optional<String> hostOf(String location) {
        try {
            return Optional.ofNullable(URI.create(location.strip()).getHost());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
