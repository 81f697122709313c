package io.github.wicredential.internal.http;

import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.thirdparty.okhttp3.Authenticator;
import io.github.wicredential.thirdparty.okhttp3.Challenge;
import io.github.wicredential.thirdparty.okhttp3.Credentials;
import io.github.wicredential.thirdparty.okhttp3.Request;
import io.github.wicredential.thirdparty.okhttp3.Response;
import io.github.wicredential.thirdparty.okhttp3.Route;
import java.io.IOException;
import java.net.Authenticator.RequestorType;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Logs in to a proxy that was configured with user and password, with the first request; for the JVM's own proxies it
 * asks the JVM's {@link java.net.Authenticator} once the proxy requires a login.
 */
final class ProxyAuthenticator implements Authenticator {

    private static final String HEADER = "Proxy-Authorization";

    /** How OkHttp requests a login before the proxy does. */
    private static final String PREEMPTIVE = "OkHttp-Preemptive";

    private final @Nullable ProxyAddress set;
    private final @Nullable ProxyAddress environment;

    ProxyAuthenticator(@Nullable ProxyAddress set, @Nullable ProxyAddress environment) {
        this.set = set;
        this.environment = environment;
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        if (response.request().header(HEADER) != null) {
            throw refused("rejected the user and password", response);
        }
        String login = route != null && route.proxy().address() instanceof InetSocketAddress proxy
                ? login(proxy, response)
                : null;
        if (login != null) {
            return response.request().newBuilder().header(HEADER, login).build();
        }
        if (response.challenges().stream()
                .anyMatch(challenge -> challenge.scheme().equals(PREEMPTIVE))) {
            // No login has been requested yet.
            return null;
        }
        throw refused("requires a user and password, and none are set", response);
    }

    private @Nullable String login(InetSocketAddress proxy, Response response) {
        return address(proxy) == null ? ofTheJvm(proxy, response) : given(proxy);
    }

    /** The header for a proxy that was configured with user and password. */
    @Nullable
    String given(InetSocketAddress proxy) {
        ProxyAddress known = address(proxy);
        return known == null ? null : basic(known.user(), known.password());
    }

    private @Nullable ProxyAddress address(InetSocketAddress proxy) {
        return matches(set, proxy) ? set : matches(environment, proxy) ? environment : null;
    }

    /** Ends the call: a password that was rejected once must not be sent again through another address. */
    private static NetworkFault.ProxyRefused refused(String what, Response response) {
        return new NetworkFault.ProxyRefused(
                response.code(), response.challenges().stream().map(Challenge::scheme), "the proxy " + what);
    }

    /** A password is only for the proxy that it was configured with. */
    private static boolean matches(@Nullable ProxyAddress given, InetSocketAddress proxy) {
        return given != null
                && given.proxy().address() instanceof InetSocketAddress mine
                && mine.getPort() == proxy.getPort()
                && mine.getHostString().equalsIgnoreCase(proxy.getHostString());
    }

    // OkHttp's own way to the JVM's authenticator fails on a proxy whose name is not resolved yet, and the JVM's are.
    private static @Nullable String ofTheJvm(InetSocketAddress proxy, Response response) {
        for (Challenge challenge : response.challenges()) {
            if (challenge.scheme().equalsIgnoreCase("Basic")) {
                PasswordAuthentication login = java.net.Authenticator.requestPasswordAuthentication(
                        proxy.getHostString(),
                        proxy.getAddress(),
                        proxy.getPort(),
                        response.request().url().scheme(),
                        challenge.realm(),
                        challenge.scheme(),
                        response.request().url().url(),
                        RequestorType.PROXY);
                return login == null ? null : basic(login.getUserName(), new String(login.getPassword()));
            }
        }
        return null;
    }

    private static @Nullable String basic(@Nullable String user, @Nullable String password) {
        return user == null || password == null ? null : Credentials.basic(user, password, StandardCharsets.UTF_8);
    }
}
