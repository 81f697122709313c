package io.github.wicredential.benchmarks.subject;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An authority in the process, reached through the HTTP hook of each library. Thread-safe.
 *
 * <p>Each answer is a new token. Requests are counted; a fault can be switched on and off.
 */
public final class Authority {

    /** The authority's address as the libraries know it; nothing is ever sent there. */
    public static final String HOST = "https://login.microsoftonline.com";

    private static final int MOST_TIMES = 100_000;

    /**
     * What the authority answers.
     *
     * @param latency how long an answer takes
     * @param life the life of a token
     * @param refreshIn when the authority wants to be asked again, or null
     * @param tokenLength how many characters a token has
     */
    public record Terms(
            Duration latency, Duration life, @Nullable Duration refreshIn, int tokenLength) {

        /** As long as a usual token of Entra. */
        public static final int USUAL_LENGTH = 1400;

        /**
         * Tokens that no run outlives.
         *
         * @return terms without latency
         */
        public static Terms lasting() {
            return new Terms(Duration.ZERO, Duration.ofDays(1), null, USUAL_LENGTH);
        }

        /**
         * The same with a latency.
         *
         * @param other the latency
         * @return the changed copy
         */
        public Terms withLatency(Duration other) {
            return new Terms(other, life, refreshIn, tokenLength);
        }
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param headers the headers
     * @param body the JSON
     */
    public record Answer(int status, Map<String, String> headers, String body) {}

    private record Outage(Fault fault, Duration retryAfter, CountDownLatch over) {}

    private final Terms terms;
    private final AtomicLong tokens = new AtomicLong();
    private final AtomicLong early = new AtomicLong();
    private final List<Long> times = new ArrayList<>();
    private volatile @Nullable Outage outage;
    private volatile long closedUntil;

    /**
     * Starts to answer.
     *
     * @param terms what to answer
     */
    public Authority(Terms terms) {
        this.terms = terms;
        this.closedUntil = System.nanoTime();
    }

    /**
     * Begins a fault.
     *
     * @param fault what is wrong from now on
     * @param retryAfter the pause that a throttling authority asks for
     */
    public void fail(Fault fault, Duration retryAfter) {
        outage = new Outage(fault, retryAfter, new CountDownLatch(1));
    }

    /** Ends the fault; requests that hang lose their connection. */
    public void recover() {
        Outage ended = outage;
        outage = null;
        if (ended != null) {
            ended.over().countDown();
        }
    }

    /**
     * Answers one request.
     *
     * @param timeout how long the client waits
     * @return a token, or what the fault says
     * @throws IOException if the fault leaves no answer
     */
    public Answer answer(Duration timeout) throws IOException {
        arrived(System.nanoTime());
        Outage present = outage;
        return present == null ? token() : broken(present, timeout);
    }

    /**
     * Counts the requests.
     *
     * @return how many have arrived
     */
    public int requests() {
        synchronized (times) {
            return times.size();
        }
    }

    /**
     * Counts requests of a period.
     *
     * @param from a time of {@link System#nanoTime()}
     * @param to a later one
     * @return how many arrived in between
     */
    public long requestsBetween(long from, long to) {
        synchronized (times) {
            return times.stream().filter(t -> t - from >= 0 && t - to < 0).count();
        }
    }

    /**
     * When a request arrived.
     *
     * @param index which one, from 0
     * @return a time of {@link System#nanoTime()}
     */
    public long requestTime(int index) {
        synchronized (times) {
            return times.get(index);
        }
    }

    /**
     * Counts the requests that arrived although a Retry-After had not passed.
     *
     * @return how many
     */
    public long early() {
        return early.get();
    }

    private void arrived(long now) {
        synchronized (times) {
            if (times.size() < MOST_TIMES) {
                times.add(now);
            }
        }
        if (now - closedUntil < 0) {
            early.incrementAndGet();
        }
    }

    private Answer token() throws IOException {
        pause(terms.latency());
        long number = tokens.incrementAndGet();
        String refreshIn = terms.refreshIn() == null
                ? ""
                : "\"refresh_in\":" + terms.refreshIn().toSeconds() + ",";
        String token = TokenText.of(number, terms.tokenLength());
        return json(
                200,
                Map.of(),
                "{\"token_type\":\"Bearer\",\"expires_in\":" + terms.life().toSeconds() + "," + refreshIn
                        + "\"access_token\":\"" + token + "\"}");
    }

    private Answer broken(Outage present, Duration timeout) throws IOException {
        switch (present.fault()) {
            case RESET -> throw new SocketException("Connection reset");
            case HANG -> throw hung(present, timeout);
            case UNAVAILABLE -> {
                return json(503, Map.of(), "{\"error\":\"temporarily_unavailable\",\"error_description\":\"Down.\"}");
            }
            case THROTTLE -> {
                closedUntil = System.nanoTime() + present.retryAfter().toNanos();
                return json(
                        429,
                        Map.of("Retry-After", Long.toString(present.retryAfter().toSeconds())),
                        "{\"error\":\"temporarily_unavailable\",\"error_description\":\"Too many requests.\"}");
            }
        }
        throw new AssertionError(present.fault());
    }

    private static IOException hung(Outage present, Duration timeout) {
        try {
            if (present.over().await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return new SocketException("Connection reset");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new SocketTimeoutException("timeout");
    }

    private static void pause(Duration latency) throws IOException {
        if (!latency.isZero()) {
            try {
                TimeUnit.NANOSECONDS.sleep(latency.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private static Answer json(int status, Map<String, String> more, String body) {
        Map<String, String> headers = new java.util.HashMap<>(more);
        headers.put("Content-Type", "application/json; charset=utf-8");
        return new Answer(status, headers, body);
    }
}
