package io.github.wicredential.azure.internal.token;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Tokens for Reactor. Separate, so that code that only calls synchronously never loads Reactor. */
final class AsyncTokens {

    private AsyncTokens() {}

    static Mono<AccessToken> mono(AzureTokens tokens, TokenRequestContext context) {
        return new TokenMono(tokens, context, () -> ask(tokens, context));
    }

    private static Mono<AccessToken> ask(AzureTokens tokens, TokenRequestContext context) {
        HeldToken held;
        CompletableFuture<io.github.wicredential.AccessToken> asked;
        try {
            held = tokens.held(context);
            TokenRequest request = held != null ? held.request : Conversion.request(context);
            asked = tokens.ask(request);
        } catch (WorkloadIdentityException refused) {
            return Mono.error(tokens.failure(refused));
        }
        if (!asked.isDone()) {
            return Mono.fromFuture(asked)
                    .map(token -> azure(held, token))
                    .onErrorMap(WorkloadIdentityException.class, tokens::failure);
        }
        try {
            return Mono.just(azure(held, asked.join()));
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause();
            return Mono.error(cause instanceof WorkloadIdentityException known ? tokens.failure(known) : failed);
        }
    }

    private static AccessToken azure(@Nullable HeldToken held, io.github.wicredential.AccessToken token) {
        return held != null ? held.azure(token) : Conversion.azure(token);
    }
}
