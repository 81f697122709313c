package io.github.wicredential.internal.exchange;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport.Response;
import io.github.wicredential.internal.exchange.TokenExchange.Grant;
import io.github.wicredential.internal.exchange.TokenExchange.SentRequest;
import io.github.wicredential.internal.json.JsonFields;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads an answer: returns the grant, or throws an exception that says what the answer is instead. */
final class AnswerReader {

    /** In characters; an answer within the byte limit has at most as many. */
    private static final int LONGEST = 1024 * 1024;

    /** Longer lifetimes do not occur; the limit keeps sums of instants in range. */
    private static final long LONGEST_LIFE_SECONDS = Duration.ofDays(365).toSeconds();

    private final Route route;
    private final InstantSource clock;
    private final Response answer;
    private final SentRequest sent;

    AnswerReader(Route route, InstantSource clock, Response answer, SentRequest sent) {
        this.route = route;
        this.clock = clock;
        this.answer = answer;
        this.sent = sent;
    }

    Grant read() {
        if (answer.body().length() > LONGEST) {
            String much = "an answer of more than 1 MiB, which was not read";
            throw failure()
                    .unusable(
                            much,
                            much,
                            "A token answer has a few kilobytes, so something other than the authority answers: check "
                                    + route.settings() + "." + failure().other("more than 1 MiB"),
                            false);
        }
        int status = answer.status();
        if (status >= 300 && status < 400) {
            throw failure().redirect();
        }
        Optional<JsonFields> json = JsonFields.read(answer.body());
        if (status < 200 || status >= 300) {
            throw failure().refused(json.orElse(null));
        }
        if (json.isEmpty()) {
            FailureReader failure = failure();
            throw failure.unusable(
                    FailureReader.kind(answer.body()) + " instead of a token" + failure.by(),
                    failure.page(),
                    "It comes from a proxy, captive portal or gateway in between: check " + route.settings() + "."
                            + failure.other(failure.page()),
                    true);
        }
        return grant(json.get());
    }

    private Grant grant(JsonFields json) {
        String token = json.string("access_token").map(String::strip).orElse("");
        if (token.isEmpty()) {
            if (json.has("error")) {
                throw failure().refused(json);
            }
            throw faulty(
                    json.has("access_token") ? "an access_token that is not a string or is empty" : "no access_token");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw faulty("an access_token that is not valid in an HTTP header");
        }
        if (json.has("token_type") && !json.string("token_type").orElse("").equalsIgnoreCase("Bearer")) {
            throw faulty("a token_type other than Bearer, the only type that is supported");
        }
        Duration expiresIn = expiresIn(json);
        return new Grant(token, expiresIn, refreshIn(json, expiresIn));
    }

    private Duration expiresIn(JsonFields json) {
        OptionalLong seconds = json.number("expires_in");
        if (seconds.isEmpty()) {
            if (json.has("expires_in")) {
                throw faulty("an expires_in that is not a number");
            }
            OptionalLong at = json.number("expires_on");
            if (at.isEmpty()) {
                throw faulty("no expires_in");
            }
            seconds = OptionalLong.of(at.getAsLong() - sent.at().getEpochSecond());
        }
        if (seconds.getAsLong() <= 0) {
            throw faulty(
                    seconds.getAsLong() == 0
                            ? "an expires_in of zero"
                            : "a negative expires_in, so a token that has expired");
        }
        return Duration.ofSeconds(Math.min(seconds.getAsLong(), LONGEST_LIFE_SECONDS));
    }

    private static @Nullable Duration refreshIn(JsonFields json, Duration expiresIn) {
        OptionalLong seconds = json.number("refresh_in");
        boolean usable = seconds.isPresent() && seconds.getAsLong() > 0 && seconds.getAsLong() < expiresIn.toSeconds();
        return usable ? Duration.ofSeconds(seconds.getAsLong()) : null;
    }

    private TokenExchangeException faulty(String what) {
        String faulty = "a token answer with " + what;
        return failure()
                .unusable(
                        faulty,
                        faulty,
                        "The peer does not follow RFC 6749, section 5.1, as Entra does: check " + route.settings()
                                + ", and the emulator or token proxy behind it."
                                + failure().other(faulty),
                        false);
    }

    private FailureReader failure() {
        return new FailureReader(route, clock, answer, sent);
    }
}
