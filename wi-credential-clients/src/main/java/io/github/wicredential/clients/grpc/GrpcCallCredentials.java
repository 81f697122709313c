package io.github.wicredential.clients.grpc;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenTimeoutException;
import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.SecurityLevel;
import io.grpc.Status;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sends an access token with each call to a gRPC service of your own.
 *
 * <pre>{@code
 * OrdersGrpc.OrdersBlockingStub orders = OrdersGrpc.newBlockingStub(channel)
 *         .withCallCredentials(GrpcCallCredentials.of(identity, "api://ORDERS/.default"));
 * }</pre>
 *
 * <p>A call on a channel without TLS fails with {@code UNAUTHENTICATED} before a token is requested. Use the
 * credentials only with stubs of the services that the token is for: the application decides which server a channel
 * connects to.
 *
 * <p>If no token can be obtained, a call fails with {@code UNAUTHENTICATED}, or with {@code UNAVAILABLE} if it may
 * succeed later. The description is the message of the library's exception, which is the cause.
 *
 * <p>Immutable and thread-safe. Never blocks unless the provider's {@code tokenAsync} does.
 *
 * @since 0.1.0
 */
public final class GrpcCallCredentials extends CallCredentials {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final TokenProvider identity;
    private final TokenRequest request;

    private GrpcCallCredentials(TokenProvider identity, TokenRequest request) {
        this.identity = identity;
        this.request = request;
    }

    /**
     * Creates credentials for an identity.
     *
     * @param identity provides the tokens; never closed by this class
     * @param scope the scope that the service requires
     * @return credentials for any number of stubs
     * @throws ConfigurationException if the scope is invalid
     */
    public static GrpcCallCredentials of(TokenProvider identity, String scope) {
        return new GrpcCallCredentials(
                Objects.requireNonNull(identity, "identity"), TokenRequest.of(Objects.requireNonNull(scope, "scope")));
    }

    /**
     * Adds the header {@code authorization} with the current token.
     *
     * @param call the call, whose security level is checked
     * @param executor not used
     * @param applier receives the header or the failure
     */
    @Override
    public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier applier) {
        if (call.getSecurityLevel() != SecurityLevel.PRIVACY_AND_INTEGRITY) {
            applier.fail(Status.UNAUTHENTICATED.withDescription("The channel to " + call.getAuthority()
                    + " has no TLS, so an access token would be readable on the network. Build the channel with TLS: without "
                    + "usePlaintext() or InsecureChannelCredentials."));
            return;
        }
        var unused = identity.tokenAsync(request).whenComplete((token, failure) -> answer(token, failure, applier));
    }

    private static void answer(@Nullable AccessToken token, @Nullable Throwable failure, MetadataApplier applier) {
        if (token != null) {
            Metadata headers = new Metadata();
            headers.put(AUTHORIZATION, token.authorizationHeader());
            applier.apply(headers);
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        applier.fail((mayPass(cause) ? Status.UNAVAILABLE : Status.UNAUTHENTICATED)
                .withDescription(cause == null ? "The identity returned no token." : cause.getMessage())
                .withCause(cause));
    }

    private static boolean mayPass(@Nullable Throwable failure) {
        return failure instanceof TokenTimeoutException
                || (failure instanceof TokenExchangeException refused && refused.retryable());
    }
}
