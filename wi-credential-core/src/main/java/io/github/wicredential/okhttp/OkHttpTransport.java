package io.github.wicredential.okhttp;

import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.http.Answers;
import io.github.wicredential.internal.http.ConnectTimeout;
import io.github.wicredential.internal.http.EgressProxies;
import io.github.wicredential.internal.http.EgressProxy;
import io.github.wicredential.internal.network.NetworkFault;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Sends token requests through the application's own OkHttp client, with its connection pool, proxy, TLS settings and
 * interceptors.
 *
 * <p>Thread-safe. Uses a client derived from the given one that follows no redirects, calls no authenticator for Entra,
 * stores no cookies and waits at most 3 s to connect to one address. Each form is sent once, and repeated only if a
 * connection that had been idle closes before any part of a response arrives. At most 1 MiB of a response is read; the
 * timeout of the request covers the whole call. Closing the client remains the application's responsibility.
 *
 * @since 0.1.0
 */
public final class OkHttpTransport implements TokenTransport {

    static {
        EgressProxies.register(OkHttpTransport.class, transport -> transport::proxyFor);
    }

    private final OkHttpClient client;

    /**
     * Creates a transport that uses an OkHttp client.
     *
     * @param client the client; must not obtain its tokens from the identity that uses this transport
     */
    public OkHttpTransport(OkHttpClient client) {
        OkHttpClient.Builder derived = Objects.requireNonNull(client, "client")
                .newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .cookieJar(CookieJar.NO_COOKIES);
        new StaleConnections().watch(derived);
        this.client = derived.build();
    }

    @Override
    public Response post(Request request) throws IOException {
        Objects.requireNonNull(request, "request");
        okhttp3.Request.Builder message =
                new okhttp3.Request.Builder().url(request.uri().toString());
        request.headers().forEach(message::header);
        OneShotFormBody form = new OneShotFormBody(request.body().getBytes(StandardCharsets.UTF_8));
        message.post(form);
        OkHttpClient limited = client.newBuilder()
                .callTimeout(request.timeout())
                .connectTimeout(ConnectTimeout.of(client.connectTimeoutMillis(), request.timeout()))
                .build();
        try (okhttp3.Response answer = limited.newCall(message.build()).execute()) {
            return Response.of(answer.code(), headers(answer.headers()), text(answer.body()));
        } catch (IOException e) {
            if (!form.begun()) {
                e.addSuppressed(new NetworkFault.NothingSent());
            }
            throw e;
        }
    }

    Optional<Proxy> proxyFor(URI address) {
        Proxy fixed = client.proxy();
        return EgressProxy.first(fixed == null ? client.proxySelector().select(address) : List.of(fixed));
    }

    private static Map<String, String> headers(Headers headers) {
        Map<String, String> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.size(); i++) {
            map.putIfAbsent(headers.name(i), headers.value(i));
        }
        return map;
    }

    private static String text(@Nullable ResponseBody body) throws IOException {
        if (body == null) {
            return "";
        }
        MediaType type = body.contentType();
        return Answers.text(body.byteStream(), type == null ? null : type.charset());
    }
}
