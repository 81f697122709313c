package io.github.wicredential.internal.http;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.internal.network.Shared;
import io.github.wicredential.thirdparty.okhttp3.Authenticator;
import io.github.wicredential.thirdparty.okhttp3.CookieJar;
import io.github.wicredential.thirdparty.okhttp3.Headers;
import io.github.wicredential.thirdparty.okhttp3.MediaType;
import io.github.wicredential.thirdparty.okhttp3.OkHttpClient;
import io.github.wicredential.thirdparty.okhttp3.ResponseBody;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Sends token requests with the library's own OkHttp.
 *
 * <p>Thread-safe. Follows no redirect, sends each form once, keeps no cookies and reads at most 1 MiB of an answer;
 * the timeout of the request covers the whole call. A form is sent again only if a connection that had been idle is
 * closed without any answer. The client is created by the first request, so that building an identity costs nothing.
 */
public final class HttpTransport implements TokenTransport, EgressProxy, AutoCloseable {

    /** Transports with the same settings share one client and its connections. */
    private static final Shared<LazyClient> SHARED = new Shared<>();

    /** An address without scheme, login and path. */
    private static final Pattern ADDRESS = Pattern.compile("^(?:[A-Za-z0-9]+://)?(?:.*@)?([^/]*).*", Pattern.DOTALL);

    private final Supplier<LazyClient> clients;
    private final AtomicReference<@Nullable LazyClient> client = new AtomicReference<>();
    private final @Nullable Overlooked overlooked;

    private HttpTransport(Object settings, Supplier<OkHttpClient> maker) {
        this(() -> SHARED.get(settings, () -> new LazyClient(maker)), null);
    }

    private HttpTransport(Supplier<LazyClient> clients, @Nullable Overlooked overlooked) {
        this.clients = clients;
        this.overlooked = overlooked;
    }

    /**
     * The library's default: HTTP/1.1, idle connections are closed after 2 s, 3 s to connect to one address, daemon
     * threads.
     *
     * <p>The proxy is the given one; else the JVM's own ({@code https.proxyHost} and the like, or a
     * {@link java.net.ProxySelector} that names one); else the environment's. The environment's proxy is never used
     * for loopback hosts nor for what {@code NO_PROXY} lists. Throws a {@link ConfigurationException} for what is no
     * URL of a proxy.
     */
    public static HttpTransport standard(
            @Nullable URI proxy, @Nullable String environmentProxy, @Nullable String noProxy) {
        ProxyAddress set = proxy == null ? null : ProxyAddress.parse(proxy.toString(), "the builder");
        ProxyAddress environment =
                environmentProxy == null ? null : ProxyAddress.parse(environmentProxy, "the variable HTTPS_PROXY");
        return new HttpTransport(
                Arrays.asList(set, environment, noProxy, JvmTrust.now()),
                () -> Clients.standard(set, environment, NoProxy.parse(noProxy)));
    }

    /**
     * For a host in the cluster: like the default, but without any HTTP proxy, and with the given trust instead of
     * the system's root certificates. The server name, otherwise the URL's host, is sent, and the certificate must be
     * for this name only.
     */
    public static HttpTransport direct(@Nullable X509ExtendedTrustManager trust, @Nullable String serverName) {
        return new HttpTransport(
                Arrays.asList(trust, serverName, JvmTrust.now()), () -> Clients.direct(trust, serverName));
    }

    /** The same, which tells of a proxy that is set, but not for https. */
    public HttpTransport overlooking(@Nullable String variable, @Nullable String proxy) {
        return variable == null || proxy == null ? this : new HttpTransport(clients, new Overlooked(variable, proxy));
    }

    @Override
    public @Nullable Overlooked overlooked() {
        Overlooked other = overlooked == null ? JvmProxy.overlooked() : overlooked;
        return other == null
                ? null
                : new Overlooked(
                        other.variable(), ADDRESS.matcher(other.address()).replaceFirst("$1"));
    }

    @Override
    public Response post(Request request) throws IOException {
        Duration timeout = request.timeout();
        OkHttpClient.Builder call = client().newBuilder()
                .callTimeout(timeout)
                .connectTimeout(ConnectTimeout.of(0, timeout))
                .readTimeout(timeout)
                .writeTimeout(timeout);
        io.github.wicredential.thirdparty.okhttp3.Request.Builder message =
                new io.github.wicredential.thirdparty.okhttp3.Request.Builder()
                        .url(request.uri().toString());
        request.headers().forEach(message::header);
        OneShotFormBody form = new OneShotFormBody(request.body().getBytes(StandardCharsets.UTF_8));
        message.post(form);
        io.github.wicredential.thirdparty.okhttp3.Request built = message.build();
        Steps steps = new Steps(request.uri());
        call.eventListener(steps);
        try (io.github.wicredential.thirdparty.okhttp3.Response answer =
                call.build().newCall(built).execute()) {
            return Response.of(answer.code(), headers(answer.headers()), text(answer.body()));
        } catch (IOException e) {
            e.addSuppressed(steps.reached());
            if (!form.begun()) {
                e.addSuppressed(new NetworkFault.NothingSent());
            }
            if (JvmTls.CERTIFICATE_WANTED.get() != null) {
                e.addSuppressed(new NetworkFault.CertificateWanted());
            }
            throw e;
        } finally {
            JvmTls.CERTIFICATE_WANTED.remove();
        }
    }

    @Override
    public Optional<Proxy> proxyFor(URI address) {
        OkHttpClient used = client();
        Proxy fixed = used.proxy();
        return EgressProxy.first(fixed == null ? used.proxySelector().select(address) : List.of(fixed));
    }

    @Override
    public @Nullable Bypass bypass(URI address) {
        return client().proxySelector() instanceof EgressProxySelector chosen ? chosen.bypass(address) : null;
    }

    @Override
    public Optional<String> loginTo(Proxy proxy) {
        return client().proxyAuthenticator() instanceof ProxyAuthenticator login
                        && proxy.address() instanceof InetSocketAddress address
                ? Optional.ofNullable(login.given(address))
                : Optional.empty();
    }

    /**
     * Releases the client. Idle connections are closed within 2 s, unless another transport with the same settings
     * uses them.
     */
    @Override
    public void close() {
        client.set(null);
    }

    private OkHttpClient client() {
        LazyClient present = client.get();
        if (present == null) {
            present = clients.get();
            client.set(present);
        }
        return present.get();
    }

    /** A client that is created by the first request. */
    private static final class LazyClient {

        private final Supplier<OkHttpClient> maker;
        private final AtomicReference<@Nullable OkHttpClient> made = new AtomicReference<>();

        LazyClient(Supplier<OkHttpClient> maker) {
            this.maker = maker;
        }

        OkHttpClient get() {
            OkHttpClient present = made.get();
            if (present != null) {
                return present;
            }
            OkHttpClient.Builder builder = maker.get()
                    .newBuilder()
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .authenticator(Authenticator.NONE)
                    .cookieJar(CookieJar.NO_COOKIES);
            new StaleConnections().watch(builder);
            OkHttpClient mine = builder.build();
            OkHttpClient other = made.compareAndExchange(null, mine);
            return other == null ? mine : other;
        }
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
