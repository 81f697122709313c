package io.github.wicredential.internal.exchange;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport.Response;
import io.github.wicredential.internal.exchange.TokenExchange.Grant;
import io.github.wicredential.internal.exchange.TokenExchange.Sent;
import io.github.wicredential.internal.json.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads an answer: a grant, or the exception that says what it is instead. */
final class AnswerReader {

    /** In characters, of which an answer within the bytes allowed has at most as many. */
    private static final int LONGEST = 1024 * 1024;

    /** No authority means more; it keeps sums of instants in range. */
    private static final long LONGEST_LIFE_SECONDS = Duration.ofDays(365).toSeconds();

    private final Route route;
    private final InstantSource clock;

    AnswerReader(Route route, InstantSource clock) {
        this.route = route;
        this.clock = clock;
    }

    Grant read(Response answer, Sent sent) {
        Refusal refusal = new Refusal(route, clock, answer, sent);
        if (answer.body().length() > LONGEST) {
            throw refusal.unusable(
                    "an answer of more than 1 MiB, which was not read",
                    "A token answer has a few kilobytes, so something else than the authority answers: check "
                            + route.settings() + ".",
                    false);
        }
        int status = answer.status();
        if (status >= 300 && status < 400) {
            throw refusal.redirect();
        }
        Optional<JsonFields> json = JsonFields.read(answer.body());
        if (status < 200 || status >= 300) {
            throw refusal.refused(json.orElse(null));
        }
        if (json.isEmpty()) {
            throw refusal.unusable(
                    AnswerForm.of(answer.body()) + " instead of a token",
                    "Something between answers in the authority's name, often a proxy, captive portal or gateway: "
                            + "check " + route.settings() + ".",
                    true);
        }
        return grant(json.get(), refusal, sent.at());
    }

    private static Grant grant(JsonFields json, Refusal refusal, Instant sentAt) {
        String token = json.string("access_token").map(String::strip).orElse("");
        if (token.isEmpty()) {
            if (json.has("error")) {
                throw refusal.refused(json);
            }
            throw faulty(
                    refusal,
                    json.has("access_token") ? "an access_token that is no string with content" : "no access_token");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw faulty(refusal, "an access_token that cannot stand in an HTTP header");
        }
        if (json.has("token_type") && !json.string("token_type").orElse("").equalsIgnoreCase("Bearer")) {
            throw faulty(refusal, "a token_type other than Bearer, the only type that is supported");
        }
        Duration expiresIn = expiresIn(json, refusal, sentAt);
        return new Grant(token, expiresIn, refreshIn(json, expiresIn));
    }

    private static Duration expiresIn(JsonFields json, Refusal refusal, Instant sentAt) {
        OptionalLong seconds = json.number("expires_in");
        if (seconds.isEmpty()) {
            if (json.has("expires_in")) {
                throw faulty(refusal, "an expires_in that is not a number");
            }
            OptionalLong at = json.number("expires_on");
            if (at.isEmpty()) {
                throw faulty(refusal, "no expires_in");
            }
            seconds = OptionalLong.of(at.getAsLong() - sentAt.getEpochSecond());
        }
        if (seconds.getAsLong() <= 0) {
            throw faulty(
                    refusal,
                    seconds.getAsLong() == 0 ? "an expires_in of zero" : "a negative expires_in, so a dead token");
        }
        return Duration.ofSeconds(Math.min(seconds.getAsLong(), LONGEST_LIFE_SECONDS));
    }

    private static @Nullable Duration refreshIn(JsonFields json, Duration expiresIn) {
        OptionalLong seconds = json.number("refresh_in");
        boolean usable = seconds.isPresent() && seconds.getAsLong() > 0 && seconds.getAsLong() < expiresIn.toSeconds();
        return usable ? Duration.ofSeconds(seconds.getAsLong()) : null;
    }

    private static TokenExchangeException faulty(Refusal refusal, String what) {
        return refusal.unusable(
                "a token answer with " + what,
                "The peer does not follow RFC 6749, section 5.1, as Entra does: check " + refusal.settings()
                        + ", and the emulator or token proxy behind it.",
                false);
    }
}
