package io.github.wicredential.test;

import io.github.wicredential.test.Reply.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fault between a request and its response. Most faults replace the response; {@link #latency} and {@link #held} only
 * delay it. Immutable; one fault may affect many requests.
 *
 * @since 0.1.0
 */
public final class Fault {

    private static final Logger LOG = LoggerFactory.getLogger(Fault.class);

    static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final String PAGE =
            "<!DOCTYPE html><html><head><title>%s</title></head><body><h1>%s</h1></body></html>";

    private final String name;
    private final Behaviour behaviour;

    private Fault(String name, Behaviour behaviour) {
        this.name = name;
        this.behaviour = behaviour;
    }

    /** What a fault may use. */
    record Context(Supplier<Reply> regular, Function<Refusal, Reply> refusing, CountDownLatch cleared, Instant now) {}

    private interface Behaviour {
        Reply apply(Context context) throws InterruptedException;
    }

    /**
     * Responds normally, but later.
     *
     * @param delay the real time between request and decision
     * @return the fault
     */
    public static Fault latency(Duration delay) {
        Objects.requireNonNull(delay, "delay");
        return new Fault("latency " + delay, context -> {
            boolean clearedEarly = context.cleared().await(delay.toNanos(), TimeUnit.NANOSECONDS);
            LOG.trace("a delayed request goes on{}", clearedEarly ? ", its fault was cleared" : "");
            return context.regular().get();
        });
    }

    /**
     * Responds normally, but only after the caller opens the latch. This lets a test decide what happens during a
     * request, without waiting for time to pass. {@link Faults#clear()} does not open it.
     *
     * @param latch counted down by the test
     * @return the fault
     */
    public static Fault held(CountDownLatch latch) {
        Objects.requireNonNull(latch, "latch");
        return new Fault("held", context -> {
            latch.await();
            return context.regular().get();
        });
    }

    /**
     * Never responds; {@link Faults#clear()} or {@code close()} drops the connection.
     *
     * @return the fault
     */
    public static Fault hang() {
        return new Fault("hang", context -> {
            context.cleared().await();
            return Reply.Drop.CLOSE;
        });
    }

    /**
     * Throttles: 429 with a plain text body and {@code Retry-After} in seconds.
     *
     * @param retryAfter the delay to request, truncated to seconds
     * @return the fault
     */
    public static Fault throttled(Duration retryAfter) {
        Objects.requireNonNull(retryAfter, "retryAfter");
        return fixed(
                "429 Retry-After " + retryAfter.toSeconds(),
                Answer.text(429, "Too Many Requests").with("Retry-After", Long.toString(retryAfter.toSeconds())));
    }

    /**
     * Throttles: 429 with a plain text body and {@code Retry-After} as an HTTP date.
     *
     * @param time when the client may send the next request, truncated to seconds
     * @return the fault
     */
    public static Fault throttledUntil(Instant time) {
        Objects.requireNonNull(time, "time");
        String date = HTTP_DATE.format(time);
        return fixed(
                "429 Retry-After " + date, Answer.text(429, "Too Many Requests").with("Retry-After", date));
    }

    /**
     * Responds with a status and an HTML page, like a gateway.
     *
     * @param status for example 500, 502, 503 or 504
     * @return the fault
     */
    public static Fault status(int status) {
        return fixed("status " + status, Answer.html(status, page("Our services aren't available right now")));
    }

    /**
     * Resets the connection (TCP RST) instead of responding.
     *
     * @return the fault
     */
    public static Fault reset() {
        return new Fault("reset", context -> Reply.Drop.RESET);
    }

    /**
     * Closes the connection normally instead of responding.
     *
     * @return the fault
     */
    public static Fault noAnswer() {
        return new Fault("no answer", context -> Reply.Drop.CLOSE);
    }

    /**
     * Responds with 200 and truncated JSON in a complete HTTP message.
     *
     * @return the fault
     */
    public static Fault truncatedJson() {
        return fixed("truncated JSON", Answer.json(200, "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_tok"));
    }

    /**
     * Starts the normal response, but closes the connection after half of the body that {@code Content-Length}
     * announced.
     *
     * @return the fault
     */
    public static Fault truncatedBody() {
        return new Fault(
                "truncated body",
                context -> context.regular().get() instanceof Answer answer
                        ? new Reply.CutShort(answer)
                        : Reply.Drop.CLOSE);
    }

    /**
     * Responds with 200 and an HTML page, like the sign-in page of a corporate proxy.
     *
     * @return the fault
     */
    public static Fault html() {
        return fixed("HTML", Answer.html(200, page("Please sign in to use the network")));
    }

    /**
     * Responds with 200 and plain text.
     *
     * @param text the body
     * @return the fault
     */
    public static Fault plainText(String text) {
        Objects.requireNonNull(text, "text");
        return fixed("plain text", Answer.text(200, text));
    }

    /**
     * Responds with 200 and no body.
     *
     * @return the fault
     */
    public static Fault emptyBody() {
        return fixed("empty body", Answer.json(200, ""));
    }

    /**
     * Responds with 200 and valid JSON of more than 1 MiB.
     *
     * @return the fault
     */
    public static Fault oversized() {
        String body =
                "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"" + "a".repeat(1_100_000) + "\"}";
        return fixed("oversized", Answer.json(200, body));
    }

    /**
     * Redirects to another address with 307, which would resend the form.
     *
     * @param target the {@code Location}
     * @return the fault
     */
    public static Fault redirect(URI target) {
        Objects.requireNonNull(target, "target");
        return fixed("redirect", Answer.text(307, "").with("Location", target.toString()));
    }

    /**
     * Refuses in Entra's format, whatever the request contains: for codes that no check of the local Entra produces.
     *
     * @param status the HTTP status
     * @param error the OAuth error, for example {@code temporarily_unavailable}
     * @param code the digits after {@code AADSTS}
     * @param text the text after {@code AADSTSnnn: }, without the ids, which are appended
     * @return the fault
     */
    public static Fault refusal(int status, String error, int code, String text) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(error, "error");
        Refusal refusal = new Refusal(status, error, code, text);
        return new Fault("AADSTS" + code, context -> context.refusing().apply(refusal));
    }

    /**
     * Responds with the given status, headers and body.
     *
     * @param status the HTTP status
     * @param headers the headers; {@code Content-Length} and {@code Connection} are added
     * @param body the body
     * @return the fault
     */
    public static Fault answer(int status, Map<String, String> headers, String body) {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(headers, "headers");
        return fixed("answer " + status, new Answer(status, headers, body));
    }

    /** The kind of fault, without any body. */
    @Override
    public String toString() {
        return "Fault[" + name + "]";
    }

    Reply apply(Context context) {
        try {
            return behaviour.apply(context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.Drop.CLOSE;
        }
    }

    private static Fault fixed(String name, Answer answer) {
        return new Fault(name, context -> answer);
    }

    private static String page(String text) {
        return PAGE.formatted(text, text);
    }
}
