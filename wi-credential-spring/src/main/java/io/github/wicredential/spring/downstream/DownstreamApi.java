package io.github.wicredential.spring.downstream;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.internal.bearer.AllowedHosts;
import io.github.wicredential.okhttp.BearerTokenInterceptor;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Which token is sent to which hosts. Thread-safe. */
final class DownstreamApi {

    static final String HEADER = "Authorization";
    static final String CHALLENGE = "WWW-Authenticate";
    static final int UNAUTHORIZED = 401;

    private final TokenProvider tokens;
    private final String scope;
    private final List<String> names;
    private final AllowedHosts hosts;
    private final TokenRequest request;
    private final TokenSource source;

    DownstreamApi(TokenProvider tokens, String scope, List<String> hosts) {
        this.tokens = tokens;
        this.scope = scope;
        this.names = hosts;
        this.hosts = AllowedHosts.of(hosts);
        this.request = TokenRequest.of(scope).withCae(true);
        this.source = tokens.source(request);
    }

    /** Whether a request gets the token: it has no authorization yet, and is sent to one of the hosts. */
    boolean covers(URI uri, @Nullable String authorization) {
        return authorization == null && hosts.allow(uri);
    }

    /** The header's value. */
    String authorization() {
        return source.token().authorizationHeader();
    }

    /** The header's value with a token that meets a resource's claims. */
    String authorization(String claims) {
        return tokens.token(request.withClaims(claims)).authorizationHeader();
    }

    /** The header's value without blocking; with a new token if a resource requests claims. */
    CompletableFuture<String> authorizationLater(@Nullable String claims) {
        return tokens.tokenAsync(claims == null ? request : request.withClaims(claims))
                .thenApply(AccessToken::authorizationHeader);
    }

    BearerTokenInterceptor forOkHttp() {
        return new BearerTokenInterceptor(tokens, scope, names.toArray(String[]::new));
    }
}
