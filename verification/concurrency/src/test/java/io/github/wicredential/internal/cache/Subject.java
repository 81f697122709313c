package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.runtime.ForeignCode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** The real engine of one identity, between whose threads the actors choose: there is no other. */
final class Subject {

    static final TokenRequest PLAIN = TokenRequest.of("https://vault.azure.net/.default");

    private static final URI AUTHORITY = URI.create("https://login.microsoftonline.com");
    private static final ForeignCode FOREIGN = ForeignCode.ofThisThread();
    // Nothing is throttled but where that is the subject; a gate for each would fill the map that they share.
    private static final RetryAfterGate OPEN = RetryAfterGate.of(new ActorsRuntime(), AUTHORITY, "client", "tenant");

    final ActorsRuntime runtime = new ActorsRuntime();
    final CacheSettings settings;
    final Entry entry;

    /** An entry without a token; each request is answered by the next of these, and the last by all that follow. */
    Subject(String... answers) {
        this(1024, new Answers(answers));
    }

    /** The same of an identity that keeps so many tokens. */
    Subject(long maximumTokens, Function<TokenExchange.Request, TokenExchange.Grant> answers) {
        this.settings = new CacheSettings(
                new CacheSettings.Client(AUTHORITY, "client", "tenant", List.of("*"), Evidence::new),
                new CacheSettings.Limits(Duration.ofSeconds(30), null, maximumTokens, true),
                answers,
                new IdentityEvents(List.of(), runtime::nanos),
                runtime,
                null,
                FOREIGN,
                () -> 0.5);
        this.entry = new Entry(new Flight.Target(settings, "tenant", PLAIN, OPEN, null, null));
    }

    /** Tokens in turn; a text of none refuses. */
    private static final class Answers implements Function<TokenExchange.Request, TokenExchange.Grant> {

        private final String[] values;
        private int next;

        Answers(String... values) {
            this.values = values;
        }

        @Override
        public TokenExchange.Grant apply(TokenExchange.Request request) {
            String value = values[Math.min(next++, values.length - 1)];
            if (value.isEmpty()) {
                throw new ConfigurationException("refused for good");
            }
            return new TokenExchange.Grant(value, Duration.ofHours(1), null);
        }
    }

    /** Somebody wants a token, and a flight for it is handed to a worker; the state is the one that asks. */
    CompletableFuture<AccessToken> ask() {
        return entry.tokenAsync(PLAIN, Reason.COLD);
    }

    /** Another flight is under way, though there is a token, for a caller that wants one that lasts. */
    CompletableFuture<AccessToken> askForLonger() {
        return entry.tokenAsync(PLAIN.withMinRemaining(Duration.ofHours(2)), Reason.SHORT);
    }

    /** The entry has its first token. */
    AccessToken obtain() {
        CompletableFuture<AccessToken> asked = ask();
        runtime.work();
        return asked.join();
    }

    Flight flight() {
        return Objects.requireNonNull(entry.state().flight);
    }

    /** The text of the current token, or {@code none}. */
    String current() {
        CachedToken current = entry.state().current;
        return current == null ? "none" : current.token().value();
    }

    /** What a call brings: the token's text, {@code closed}, or that it failed. */
    static String outcome(Supplier<AccessToken> call) {
        try {
            return call.get().value();
        } catch (IdentityClosedException closed) {
            return "closed";
        } catch (WorkloadIdentityException failed) {
            return "failed";
        }
    }

    /** The same of a future that nobody completes any more; {@code forgotten} if nobody has. */
    static String outcome(CompletableFuture<AccessToken> future) {
        try {
            return future.isCancelled()
                    ? "cancelled"
                    : future.get(0, TimeUnit.NANOSECONDS).value();
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof IdentityClosedException ? "closed" : "failed";
        } catch (TimeoutException | InterruptedException pending) {
            return "forgotten";
        }
    }
}
