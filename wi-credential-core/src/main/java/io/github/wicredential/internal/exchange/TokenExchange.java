package io.github.wicredential.internal.exchange;

import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.runtime.LibraryThread;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges the pod's token for an access token: one POST, one reading of the answer. Thread-safe.
 *
 * <p>Nothing is repeated here. A failure says whether repeating makes sense.
 */
public final class TokenExchange {

    private final Route.Choice routes;
    private final String clientId;
    private final Supplier<ClientAssertion> assertions;
    private final InstantSource clock;

    /**
     * Makes the exchange of one client with one authority, by a transport of the application's own.
     *
     * @param authorityHost scheme and host, without a slash at the end
     * @param clientId the client id
     * @param assertions the checked source of assertions, asked once for each exchange
     * @param transport sends the form
     * @param explainer explains refusals
     * @param clock the time, for answers that state an instant
     */
    public TokenExchange(
            URI authorityHost,
            String clientId,
            Supplier<ClientAssertion> assertions,
            TokenTransport transport,
            Explainer explainer,
            InstantSource clock) {
        this(toAuthority(authorityHost, transport, explainer), clientId, assertions, clock);
    }

    /**
     * Makes the exchange of one client, each time by the route that is chosen for the assertion.
     *
     * @param routes asked once for each exchange
     * @param clientId the client id
     * @param assertions the checked source of assertions, asked once for each exchange
     * @param clock the time, for answers that state an instant
     */
    public TokenExchange(Route.Choice routes, String clientId, Supplier<ClientAssertion> assertions, InstantSource clock) {
        this.routes = Objects.requireNonNull(routes, "routes");
        this.clientId = Objects.requireNonNull(clientId, "clientId");
        this.assertions = Objects.requireNonNull(assertions, "assertions");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    private static Route.Choice toAuthority(URI authorityHost, TokenTransport transport, Explainer explainer) {
        Route only = Route.toAuthority(authorityHost, transport, true, explainer);
        return assertion -> only;
    }

    /**
     * What is asked for.
     *
     * @param tenant the checked tenant
     * @param scope the checked scope
     * @param claims the decoded JSON of a claims challenge, or null
     * @param caeEnabled whether to declare the {@code cp1} capability
     * @param timeout how long the POST may take
     */
    public record Request(
            String tenant, String scope, @Nullable String claims, boolean caeEnabled, Duration timeout) {}

    /**
     * What was got.
     *
     * @param accessToken the access token, a secret
     * @param expiresIn how long it lives, counted from before the request
     * @param refreshIn when the authority wants it renewed, counted likewise, or null if it does not say
     */
    public record Grant(
            String accessToken,
            Duration expiresIn,
            @Nullable Duration refreshIn) {

        /** Names the times and hides the token. */
        @Override
        public String toString() {
            return "Grant[accessToken=<hidden>, expiresIn=" + expiresIn + ", refreshIn=" + refreshIn + "]";
        }
    }

    /** Explains a refusal; what it throws is swallowed. */
    @FunctionalInterface
    public interface Explainer {

        /** What to compare and what to do, in a short paragraph, or null; the assertion must not become part of it. */
        @Nullable
        String hint(ExchangeDetails refused, Request request, ClientAssertion assertion);
    }

    /**
     * Makes one exchange.
     *
     * @param request what is asked for
     * @return the token
     * @throws AssertionException if there is no assertion to send
     * @throws ConfigurationException if the claims can't be sent
     * @throws TokenExchangeException if the authority was not reached or gave no usable token
     */
    public Grant exchange(Request request) {
        String claims = ClaimsParameter.of(request.claims(), request.caeEnabled());
        ClientAssertion assertion = assertions.get();
        Route route = routes.of(assertion);
        String correlationId = UUID.randomUUID().toString();
        TokenTransport.Request form =
                TokenForm.post(route.base().toString(), clientId, assertion.value(), request, claims, correlationId);
        Instant sent = clock.instant();
        TokenTransport.Response answer;
        try {
            LibraryThread.doing("it waited for ".concat(route.peer()));
            answer = route.transport().post(form);
        } catch (WorkloadIdentityException finished) {
            throw finished;
        } catch (Exception | LinkageError | AssertionError e) {
            // Also what no signature names: Kotlin throws checked exceptions undeclared.
            throw new TransportFailure(route, request.timeout(), correlationId).of(e);
        } finally {
            LibraryThread.doing(null);
        }
        return new AnswerReader(route, clock).read(answer, new Sent(request, assertion, correlationId, sent));
    }

    /** What an answer is read against. */
    record Sent(Request request, ClientAssertion assertion, String correlationId, Instant at) {}
}
