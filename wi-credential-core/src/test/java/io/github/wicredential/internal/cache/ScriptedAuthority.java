package io.github.wicredential.internal.cache;

import io.github.wicredential.AssertionException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * An authority that answers by a script, and from then on as it always does: a new token of one hour for each request.
 * Thread-safe; an answer may run any code before it is given.
 */
final class ScriptedAuthority implements Function<TokenExchange.Request, TokenExchange.Grant> {

    /** One answer. */
    @FunctionalInterface
    interface Answer {

        TokenExchange.Grant to(TokenExchange.Request request);

        /** The same answer after some code, which runs in mid-flight. */
        default Answer after(Runnable code) {
            return request -> {
                code.run();
                return to(request);
            };
        }
    }

    /** A request and when it was made. */
    record Call(TokenExchange.Request request, long nanos) {}

    private final LongSupplier now;
    private final Deque<Answer> script = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Integer> underWay = new HashMap<>();
    private int mostAtOnce;
    private int issued;
    private Answer always = token(Duration.ofHours(1));

    ScriptedAuthority(LongSupplier now) {
        this.now = now;
    }

    @Override
    public TokenExchange.Grant apply(TokenExchange.Request request) {
        Answer answer = arrived(request);
        try {
            return answer.to(request);
        } finally {
            left(request);
        }
    }

    private synchronized Answer arrived(TokenExchange.Request request) {
        calls.add(new Call(request, now.getAsLong()));
        mostAtOnce = Math.max(mostAtOnce, underWay.merge(key(request), 1, Integer::sum));
        Answer next = script.poll();
        return next == null ? always : next;
    }

    private synchronized void left(TokenExchange.Request request) {
        underWay.merge(key(request), -1, Integer::sum);
    }

    private static String key(TokenExchange.Request request) {
        return request.tenant() + ' ' + request.scope() + ' ' + request.caeEnabled() + ' ' + request.agent();
    }

    /** Answers the next requests, one each. */
    synchronized ScriptedAuthority then(Answer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    /** Answers every request for which there is no script. */
    synchronized ScriptedAuthority always(Answer answer) {
        always = answer;
        return this;
    }

    synchronized int count() {
        return calls.size();
    }

    /** How many requests were made for the tokens that agents present, and how many with them. */
    synchronized List<Integer> countOfAgents() {
        int first = (int)
                calls.stream().filter(call -> call.request().agent() != null).count();
        int second = (int) calls.stream()
                .filter(call -> call.request().assertion() != null)
                .count();
        return List.of(first, second);
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many requests for one kind of token were under way at a time, at most. */
    synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    private synchronized String next() {
        return "token-" + ++issued;
    }

    /** A new token. */
    Answer token(Duration life) {
        return token(life, null);
    }

    /** A new token, to be renewed when the authority says. */
    Answer token(Duration life, @Nullable Duration refreshIn) {
        return request -> new TokenExchange.Grant(next(), life, refreshIn);
    }

    /** One certain token. */
    static Answer same(String value, Duration life) {
        return request -> new TokenExchange.Grant(value, life, null);
    }

    /** A failure; a new one each time. */
    static Answer failure(RetryPolicy kind) {
        return request -> {
            throw switch (kind) {
                case TLS -> unanswered(new SSLHandshakeException("PKIX path building failed"));
                case TRANSIENT -> refused(503, true, null);
                case UNREACHED -> unreached();
                case THROTTLED -> refused(429, true, null);
                case PROPAGATION -> refused(400, false, null, 700213);
                case ASSERTION_TIME -> refused(401, false, null, 700024);
                case LOCAL_FILE ->
                    new AssertionException(AssertionException.Reason.MISSING, null, "The token file is missing.", null);
                case PERMANENT -> refused(401, false, null, 7000222);
            };
        };
    }

    /** A 429 that asks for a pause. */
    static Answer retryAfter(Duration pause) {
        return request -> {
            throw refused(429, true, pause);
        };
    }

    /** What nobody expects of a transport or assertion source. */
    static Answer thrown(Error any) {
        return request -> {
            throw any;
        };
    }

    /** Nothing was sent. */
    static TokenExchangeException unreached() {
        return Exceptions.exchange(
                "No connection could be opened.",
                new ExchangeDetails(0, null, List.of(), null, null, null, null, true, null, null, true, null),
                null);
    }

    /** What is thrown when no answer came, for this reason. */
    static TokenExchangeException unanswered(Throwable cause) {
        return Exceptions.exchange(
                "No answer.", new ExchangeDetails(0, null, List.of(), null, null, null, null, true, null, null), cause);
    }

    static TokenExchangeException refused(
            int status, boolean retryable, @Nullable Duration retryAfter, Integer... codes) {
        return Exceptions.exchange(
                "The authority answered " + status + ".",
                new ExchangeDetails(status, null, List.of(codes), null, null, null, null, retryable, retryAfter, null),
                null);
    }
}
