package io.github.wicredential.internal.cache;

import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.runtime.ForeignCode;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all tokens of one identity share.
 *
 * <p>{@code exchange} makes one request. The futures of callers are completed by {@code callbacks}, or by threads of
 * the library if it is null, and application code is called as {@code foreign} says. {@code random} returns numbers
 * from 0 to 1.
 */
public record CacheSettings(
        Client client,
        Limits limits,
        Function<TokenExchange.Request, TokenExchange.Grant> exchange,
        IdentityEvents events,
        RefreshRuntime runtime,
        @Nullable Executor callbacks,
        ForeignCode foreign,
        DoubleSupplier random) {

    /** The same identity, whose requests are made for an agent. */
    CacheSettings told(IdentityEvents other) {
        return new CacheSettings(client, limits, exchange, other, runtime, callbacks, foreign, random);
    }

    /** An agent identity; it requests tokens of its own tenant only. */
    CacheSettings ofAgent(
            String agent, Function<TokenExchange.Request, TokenExchange.Grant> other, IdentityEvents told) {
        Client own = new Client(client.authority(), agent, client.tenant(), List.of(), client.here());
        return new CacheSettings(own, limits, other, told, runtime, callbacks, foreign, random);
    }

    /**
     * The client and the authority, and the tenants whose tokens may be requested besides its own; {@code *} for any. What is
     * known of where it runs is asked when something is wrong.
     */
    public record Client(
            URI authority,
            String clientId,
            String tenant,
            Collection<String> allowedTenants,
            Supplier<Evidence> here) {}

    /**
     * The default timeout of callers; how long before expiry a token is refreshed, or null for the engine's own rule;
     * how many tokens are cached; whether the transport retries by itself, so that a flight makes only one request.
     */
    public record Limits(
            Duration timeout, @Nullable Duration refreshWindow, long maximumTokens, boolean transportRetries) {}

    /** What holds requests for a tenant back; one for all identities of the client. */
    RetryAfterGate gate(String tenant) {
        return RetryAfterGate.of(runtime, client.authority(), client.clientId(), tenant);
    }
}
