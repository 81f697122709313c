package io.github.wicredential.internal.exchange;

import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Pod;
import io.github.wicredential.internal.runtime.Doing;
import io.github.wicredential.internal.runtime.LibraryThread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges the pod's token for an access token: one POST, one reading of the answer. Thread-safe.
 *
 * <p>Nothing is retried here. A failure says whether a retry makes sense.
 */
public final class TokenExchange {

    private final Route.Choice routes;
    private final String clientId;
    private final Supplier<ClientAssertion> assertions;
    private final InstantSource clock;

    /** For one client; routes and assertions are asked once for each exchange. */
    public TokenExchange(
            Route.Choice routes, String clientId, Supplier<ClientAssertion> assertions, InstantSource clock) {
        this.routes = Objects.requireNonNull(routes, "routes");
        this.clientId = Objects.requireNonNull(clientId, "clientId");
        this.assertions = Objects.requireNonNull(assertions, "assertions");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * What is requested; tenant and scope are already validated.
     *
     * @param claims the decoded JSON of a claims challenge, or null
     * @param caeEnabled whether to declare the {@code cp1} capability
     * @param timeout how long the POST may take
     * @param agent the agent identity for which a blueprint requests a token (the parameter {@code fmi_path}), or
     *     null
     * @param assertion what to send instead of the pod's token, or null
     */
    public record Request(
            String tenant,
            String scope,
            @Nullable String claims,
            boolean caeEnabled,
            Duration timeout,
            @Nullable String agent,
            @Nullable ClientAssertion assertion) {

        /** What an identity requests for itself with the pod's token. */
        public Request(String tenant, String scope, @Nullable String claims, boolean caeEnabled, Duration timeout) {
            this(tenant, scope, claims, caeEnabled, timeout, null, null);
        }
    }

    /**
     * What was obtained.
     *
     * @param expiresIn the lifetime of the token, counted from before the request
     * @param refreshIn when Entra asks for a refresh, counted likewise, or null if it does not say
     */
    public record Grant(
            String accessToken,
            Duration expiresIn,
            @Nullable Duration refreshIn) {

        /** Shows the times and hides the token. */
        @Override
        public String toString() {
            return "Grant[accessToken=<hidden>, expiresIn=" + expiresIn + ", refreshIn=" + refreshIn + "]";
        }
    }

    /** Explains a refusal; what it throws is swallowed. */
    @FunctionalInterface
    public interface Explainer {

        /** What is known of where this runs. */
        default Evidence here() {
            return Pod.here();
        }

        /** What to compare and what to do, in a short paragraph, or null; the assertion must not become part of it. */
        @Nullable
        String hint(ExchangeDetails refused, Request request, ClientAssertion assertion);
    }

    /** Whether the parameter {@code claims} of a token request contains more than the declared capability. */
    public static boolean holdsChallenge(String claims) {
        return !claims.equals(TokenForm.CAPABILITY);
    }

    /** Performs one exchange; throws an exception that says why there is no token. */
    public Grant exchange(Request request) {
        String claims = TokenForm.claims(request.claims(), request.caeEnabled());
        ClientAssertion assertion = request.assertion() == null ? assertions.get() : request.assertion();
        if (LibraryThread.workIsGivenUp()) {
            // The assertion came too late: the flight that follows makes its own request.
            throw new CancellationException();
        }
        Route route = routes.of(assertion, request.agent());
        String correlationId = UUID.randomUUID().toString();
        TokenTransport.Request form =
                TokenForm.post(route.base().toString(), clientId, assertion, request, claims, correlationId);
        Instant sent = clock.instant();
        TokenTransport.Response answer;
        try {
            LibraryThread.doing(Doing.waitsFor(route.peer()));
            answer = route.transport().post(form);
        } catch (WorkloadIdentityException finished) {
            throw finished;
        } catch (Exception | LinkageError | AssertionError e) {
            // Including undeclared checked exceptions, which Kotlin may throw.
            throw new TransportFailure(route, assertion, request.timeout(), correlationId).of(e);
        } finally {
            LibraryThread.doing(null);
        }
        return new AnswerReader(route, clock, answer, new SentRequest(request, assertion, correlationId, sent)).read();
    }

    /** The request to which an answer belongs. */
    record SentRequest(Request request, ClientAssertion assertion, String correlationId, Instant at) {}
}
