package io.github.wicredential.spring.downstream;

import io.github.wicredential.internal.bearer.ClaimsChallenge;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/** Sends an API's token with the requests of a WebClient, and answers a claims challenge once. Blocks no thread. */
final class WebClientFilter implements ExchangeFilterFunction {

    private final DownstreamApi api;

    private WebClientFilter(DownstreamApi api) {
        this.api = api;
    }

    static WebClientFilter of(String name, DownstreamApis apis) {
        return new WebClientFilter(apis.get(name));
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        if (!api.covers(request.url(), request.headers().getFirst(DownstreamApi.HEADER))) {
            return next.exchange(request);
        }
        return send(request, null, next).flatMap(answer -> {
            String claims = claims(answer);
            return claims == null
                    ? Mono.just(answer)
                    : answer.releaseBody().then(Mono.defer(() -> send(request, claims, next)));
        });
    }

    private Mono<ClientResponse> send(ClientRequest request, @Nullable String claims, ExchangeFunction next) {
        return Mono.fromFuture(() -> api.authorizationLater(claims))
                .map(authorization -> ClientRequest.from(request)
                        .headers(headers -> headers.set(DownstreamApi.HEADER, authorization))
                        .build())
                .flatMap(next::exchange);
    }

    private static @Nullable String claims(ClientResponse answer) {
        return answer.statusCode().value() == DownstreamApi.UNAUTHORIZED
                ? ClaimsChallenge.in(answer.headers().header(DownstreamApi.CHALLENGE))
                : null;
    }
}
