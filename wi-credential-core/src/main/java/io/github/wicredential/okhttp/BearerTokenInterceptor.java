package io.github.wicredential.okhttp;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.bearer.AllowedHosts;
import io.github.wicredential.internal.bearer.ClaimsChallenge;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends an access token with the requests of an {@link okhttp3.OkHttpClient}, to the named hosts only.
 *
 * <pre>{@code
 * OkHttpClient client = new OkHttpClient.Builder()
 *         .addInterceptor(new BearerTokenInterceptor(identity, "https://graph.microsoft.com/.default", "graph.microsoft.com"))
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe. A request receives the token if it uses https, its host is named and it has no {@code Authorization}
 * header; loopback hosts may use plain http. OkHttp removes the header when it follows a redirect to another host.
 *
 * <p>A claims challenge (401 with {@code error="insufficient_claims"}, Microsoft identity platform, claims challenge)
 * is answered once with a new token, unless the request body can be sent only once. Add the interceptor with
 * {@code addInterceptor}; as a network interceptor it answers no challenges.
 *
 * @since 0.1.0
 */
public final class BearerTokenInterceptor implements Interceptor {

    private static final String HEADER = "Authorization";
    private static final int UNAUTHORIZED = 401;

    private final TokenSource source;
    private final Function<String, AccessToken> challenged;
    private final AllowedHosts hosts;

    /**
     * Sends tokens for one scope.
     *
     * @param tokens provides the tokens, for example a {@link io.github.wicredential.WorkloadIdentity}
     * @param scope for example {@code https://graph.microsoft.com/.default}
     * @param hosts the hosts that may receive the token: exact names, or {@code *.suffix} for all subdomains of a name
     *     with at least two labels
     * @throws ConfigurationException if no host is given, or a host or the scope is invalid
     */
    public BearerTokenInterceptor(TokenProvider tokens, String scope, String... hosts) {
        this(
                Objects.requireNonNull(tokens, "tokens").source(request(scope)),
                claims -> tokens.token(request(scope).withClaims(claims)),
                List.of(Objects.requireNonNull(hosts, "hosts")));
    }

    private static TokenRequest request(String scope) {
        return TokenRequest.of(Objects.requireNonNull(scope, "scope")).withCae(true);
    }

    BearerTokenInterceptor(TokenSource source, Function<String, AccessToken> challenged, List<String> hosts) {
        this.source = Objects.requireNonNull(source, "source");
        this.challenged = Objects.requireNonNull(challenged, "challenged");
        this.hosts = AllowedHosts.of(hosts);
    }

    /**
     * Adds the token to a request for one of the hosts.
     *
     * @param chain the request and the rest of the chain
     * @return the response
     * @throws IOException if no token can be obtained; its cause is the {@link WorkloadIdentityException}
     */
    @Override
    public Response intercept(Chain chain) throws IOException {
        Objects.requireNonNull(chain, "chain");
        Request request = chain.request();
        if (request.header(HEADER) != null || !allowed(request.url())) {
            return chain.proceed(request);
        }
        AccessToken token = obtain(source::token);
        Response answer = chain.proceed(with(request, token));
        String claims = answer.code() == UNAUTHORIZED ? ClaimsChallenge.in(answer.headers("WWW-Authenticate")) : null;
        if (claims == null || chain.connection() != null || !sentWith(answer, token) || once(request.body())) {
            return answer;
        }
        answer.close();
        return chain.proceed(with(request, obtain(() -> challenged.apply(claims))));
    }

    private boolean allowed(HttpUrl url) {
        return hosts.allow(url.scheme(), url.host());
    }

    // After a redirect the challenge may be somebody else's.
    private static boolean sentWith(Response answer, AccessToken token) {
        return token.authorizationHeader().equals(answer.request().header(HEADER));
    }

    private static boolean once(@Nullable RequestBody body) {
        return body != null && (body.isOneShot() || body.isDuplex());
    }

    private static Request with(Request request, AccessToken token) {
        return request.newBuilder().header(HEADER, token.authorizationHeader()).build();
    }

    // OkHttp reports an IOException to whoever made the call, also where calls are queued; anything else ends a thread.
    private static AccessToken obtain(Supplier<AccessToken> way) throws IOException {
        try {
            return way.get();
        } catch (WorkloadIdentityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
