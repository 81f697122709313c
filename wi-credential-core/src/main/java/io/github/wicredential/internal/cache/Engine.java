package io.github.wicredential.internal.cache;

import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.runtime.ForeignCode;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all entries of one credential share.
 *
 * @param runtime clocks, guard and workers
 * @param exchange makes one request
 * @param authority who is asked
 * @param clientId for whom
 * @param events who hears what happens
 * @param callbacks where the futures of callers are completed, or null for threads of the library
 * @param foreign how code of the application is called
 * @param random numbers from 0 to 1
 * @param window how long before the end renewal begins, or null for the engine's own rule
 * @param oneTry whether the transport retries by itself, so that a flight makes one request only
 */
record Engine(
        RefreshRuntime runtime,
        Exchange exchange,
        URI authority,
        String clientId,
        IdentityEvents events,
        @Nullable Executor callbacks,
        ForeignCode foreign,
        DoubleSupplier random,
        @Nullable Duration window,
        boolean oneTry) {

    /** What holds requests for a tenant back; one for all credentials of the client. */
    RetryAfterGate gate(String tenant) {
        return RetryAfterGate.of(runtime, authority, clientId, tenant);
    }

    /** One request to the authority. */
    @FunctionalInterface
    interface Exchange {

        TokenExchange.Grant exchange(TokenExchange.Request request);
    }
}
