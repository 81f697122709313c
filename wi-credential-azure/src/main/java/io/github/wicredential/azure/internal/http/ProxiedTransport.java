package io.github.wicredential.azure.internal.http;

import com.azure.core.http.ProxyOptions;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.http.HttpTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The library's own transport through a proxy of azure-core's, except for the hosts that are reached without it. */
final class ProxiedTransport implements TokenTransport {

    private final TokenTransport proxied;
    private final TokenTransport direct;
    private final @Nullable Pattern withoutProxy;

    private ProxiedTransport(TokenTransport proxied, TokenTransport direct, @Nullable Pattern withoutProxy) {
        this.proxied = proxied;
        this.direct = direct;
        this.withoutProxy = withoutProxy;
    }

    static ProxiedTransport through(ProxyOptions options) {
        String hosts = options.getNonProxyHosts();
        return new ProxiedTransport(
                HttpTransport.standard(url(options), null, null),
                HttpTransport.direct(null, null),
                hosts == null || hosts.isEmpty() ? null : Pattern.compile(hosts, Pattern.CASE_INSENSITIVE));
    }

    @Override
    public Response post(Request request) throws IOException {
        String host = request.uri().getHost();
        boolean without = withoutProxy != null
                && host != null
                && withoutProxy.matcher(host).matches();
        return (without ? direct : proxied).post(request);
    }

    /** Names the kind only: a proxy may have a password. */
    @Override
    public String toString() {
        return "ProxiedTransport";
    }

    private static URI url(ProxyOptions options) {
        InetSocketAddress address = options.getAddress();
        String host = address.getHostString();
        String login = options.getUsername() == null
                ? ""
                : encoded(options.getUsername()) + ":"
                        + encoded(options.getPassword() == null ? "" : options.getPassword()) + "@";
        return URI.create((options.getType() == ProxyOptions.Type.HTTP ? "http" : "socks5") + "://" + login
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
