package io.github.wicredential.okhttp;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenTransport;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Sends token requests with OkHttp.
 *
 * <p>Thread-safe. Follows no redirect, sends each form at most once, keeps no cookies and reads at most 1 MiB of an
 * answer; the timeout of the request covers the whole call. The client is made at the first request, so that building
 * a credential costs nothing.
 */
public final class OkHttpTransport implements TokenTransport, AutoCloseable {

    private static final int LIMIT = 1024 * 1024;

    private final Supplier<OkHttpClient> maker;
    private final boolean own;
    private final AtomicReference<@Nullable OkHttpClient> client = new AtomicReference<>();

    /**
     * Sends through your own client: its connection pool, proxy, TLS settings and interceptors are used.
     *
     * <p>A copy is derived from it which follows no redirects, asks no authenticator for the authority and keeps no
     * cookies. The client stays yours: {@link #close()} does not touch it.
     *
     * @param client your client; must not get its tokens from the credential that uses this transport
     */
    public OkHttpTransport(OkHttpClient client) {
        Objects.requireNonNull(client, "client");
        this.maker = () -> client;
        this.own = false;
    }

    private OkHttpTransport(Supplier<OkHttpClient> maker) {
        this.maker = maker;
        this.own = true;
    }

    /**
     * The library's default: HTTP/1.1, connections that are idle for 10 s are closed, 10 s to connect, daemon threads.
     *
     * <p>The proxy is the given one; else the JVM's own ({@code https.proxyHost} and the like, or a
     * {@link java.net.ProxySelector} that names one); else the environment's. The environment's proxy is never used
     * for loopback hosts nor for what {@code NO_PROXY} lists.
     *
     * @param proxy the proxy for all requests, for example {@code http://user:password@proxy.example.com:3128}, or null
     * @param environmentProxy the value of {@code HTTPS_PROXY}, or null
     * @param noProxy the value of {@code NO_PROXY}, or null
     * @return a transport to be closed after use
     * @throws ConfigurationException if a proxy is not a URL of a proxy
     */
    public static OkHttpTransport standard(
            @Nullable URI proxy, @Nullable String environmentProxy, @Nullable String noProxy) {
        ProxyAddress set = proxy == null ? null : ProxyAddress.parse(proxy.toString(), "the builder");
        ProxyAddress environment =
                environmentProxy == null ? null : ProxyAddress.parse(environmentProxy, "the variable HTTPS_PROXY");
        return new OkHttpTransport(() -> StandardClient.create(set, environment, NoProxy.parse(noProxy)));
    }

    /**
     * For a host of the cluster: as the default, but without any HTTP proxy and with TLS settings of its own.
     *
     * @param trust decides which certificates are trusted, in place of the system's roots; null for these
     * @param serverName sent as TLS server name, and the only name that the certificate may be for; null for the URL's host
     * @return a transport to be closed after use
     * @throws ConfigurationException if the server name is not a host name
     */
    public static OkHttpTransport direct(@Nullable X509TrustManager trust, @Nullable String serverName) {
        String name = serverName == null ? null : ServerNameSockets.asciiName(serverName);
        return new OkHttpTransport(() -> DirectClient.create(trust, name));
    }

    @Override
    public Response post(Request request) throws IOException {
        Duration timeout = request.timeout();
        OkHttpClient.Builder call = client().newBuilder().callTimeout(timeout);
        if (own) {
            call.readTimeout(timeout).writeTimeout(timeout);
        }
        okhttp3.Request.Builder message =
                new okhttp3.Request.Builder().url(request.uri().toString());
        request.headers().forEach(message::header);
        message.post(new FormOnce(request.body().getBytes(StandardCharsets.UTF_8)));
        try (okhttp3.Response answer = call.build().newCall(message.build()).execute()) {
            return new Response(answer.code(), headers(answer.headers()), text(answer.body()));
        }
    }

    /**
     * The egress proxy over which an address is reached.
     *
     * @param address an address of http or https
     * @return the first proxy to be tried; nothing if the address is reached directly
     */
    public Optional<Proxy> proxyFor(URI address) {
        OkHttpClient used = client();
        Proxy fixed = used.proxy();
        Stream<Proxy> proxies = fixed == null ? used.proxySelector().select(address).stream() : Stream.of(fixed);
        return proxies.findFirst().filter(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    /** Closes the idle connections of a default transport; the client that you gave is left alone. */
    @Override
    public void close() {
        OkHttpClient made = client.getAndSet(null);
        if (own && made != null) {
            made.connectionPool().evictAll();
        }
    }

    private OkHttpClient client() {
        OkHttpClient present = client.get();
        if (present != null) {
            return present;
        }
        OkHttpClient made = maker.get()
                .newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .cookieJar(CookieJar.NO_COOKIES)
                .build();
        OkHttpClient other = client.compareAndExchange(null, made);
        return other == null ? made : other;
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
        InputStream in = body.byteStream();
        byte[] bytes = in.readNBytes(LIMIT + 1);
        // One character per byte keeps the excess visible to who judges the answer; it is not read any further.
        return new String(bytes, bytes.length > LIMIT ? StandardCharsets.ISO_8859_1 : charset(body.contentType()));
    }

    private static Charset charset(@Nullable MediaType type) {
        Charset named = type == null ? null : type.charset();
        return named == null ? StandardCharsets.UTF_8 : named;
    }
}
