package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.Diagnosis.Status;
import io.github.wicredential.internal.environment.Variables;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.network.NetworkFault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The way to the authority: proxy, name, connection, certificate, clock. */
final class AuthorityCheck {

    private static final String CLOCK = "clock-of-authority";
    static final List<String> IDS = List.of("proxy", "dns", "tcp", "tls", CLOCK);

    private static final Pattern LOGIN = Pattern.compile("(?:[A-Za-z0-9]+://)?([^/@]+)@([^/:@]+)(?:[:/].*)?");
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final Duration SLIGHT = Duration.ofMinutes(1);
    private static final Duration FORGIVEN = Duration.ofMinutes(5);

    private final Pod pod;
    private final Findings findings;
    private final URI authority;
    private final Budget budget;
    private int done;

    AuthorityCheck(Pod pod, Findings findings, URI authority, Budget budget) {
        this.pod = pod;
        this.findings = findings;
        this.authority = authority;
        this.budget = budget;
    }

    void run() {
        try {
            walk();
        } catch (Exception e) {
            if (done < IDS.size()) {
                failed(step(), Causes.entry(e), List.of(Causes.shown(e)));
            }
        }
        while (done < IDS.size()) {
            findings.skipped(step(), "Not reached");
            done++;
        }
    }

    private void walk() throws Exception {
        Proxy proxy = proxy();
        done++;
        try (Connection connection = new Connection(authority, proxy)) {
            InetSocketAddress peer = resolve(proxy, connection.port());
            done++;
            budget.run("connect", MOST, () -> {
                connection.connect(peer, MOST);
                return Boolean.TRUE;
            });
            boolean https = authority.getScheme().equals("https");
            if (proxy.type() == Proxy.Type.HTTP && https && !tunnel(connection, proxy)) {
                return;
            }
            findings.ok("tcp", "Connected to " + peer.getHostString() + ":" + peer.getPort());
            done++;
            if (https) {
                secure(connection);
                return;
            }
            findings.skipped("tls", "Plain http to this host");
            done++;
            if (proxy.type() != Proxy.Type.HTTP) {
                clock(date(connection));
            }
        }
    }

    private Proxy proxy() {
        Function<URI, Optional<Proxy>> proxies = pod.proxies();
        if (proxies == null) {
            findings.ok("proxy", "The application's own transport decides; looked at without a proxy");
            return Proxy.NO_PROXY;
        }
        Proxy proxy = proxies.apply(authority).orElse(Proxy.NO_PROXY);
        findings.ok("proxy", proxy.type() == Proxy.Type.DIRECT ? "No proxy" : proxy.type() + " " + address(proxy));
        return proxy;
    }

    private static String address(Proxy proxy) {
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : String.valueOf(proxy.address());
    }

    private InetSocketAddress resolve(Proxy proxy, int port) throws Exception {
        InetSocketAddress named =
                proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address
                        ? address
                        : InetSocketAddress.createUnresolved(authority.getHost(), port);
        if (proxy.type() == Proxy.Type.SOCKS) {
            findings.skipped("dns", "The SOCKS proxy resolves the name");
            return named;
        }
        String name = named.getHostString().replaceAll("[\\[\\]]", "");
        InetAddress[] addresses = budget.run("resolve", MOST, () -> InetAddress.getAllByName(name));
        findings.ok(
                "dns",
                name + " is "
                        + Arrays.stream(addresses)
                                .limit(4)
                                .map(InetAddress::getHostAddress)
                                .collect(Collectors.joining(", ")));
        return new InetSocketAddress(addresses[0], named.getPort());
    }

    private boolean tunnel(Connection connection, Proxy proxy) throws Exception {
        int status = budget.run("tunnel", MOST, () -> connection.tunnel(login(proxy)));
        if (status >= 200 && status < 300) {
            return true;
        }
        List<String> seen = List.of("the proxy answers CONNECT with HTTP " + status);
        if (status == 407) {
            findings.problem(step(), Guide.get().status(407), seen);
            done++;
        } else {
            failed(step(), "proxy", seen);
        }
        return false;
    }

    /** The login that was given with this proxy, by the builder or in HTTPS_PROXY. */
    private @Nullable String login(Proxy proxy) {
        if (pod.proxyLogin() != null) {
            return pod.proxyLogin();
        }
        String named = new Variables(pod.variables()).httpsProxy();
        // Not URI's own host, which knows no underscore.
        Matcher place = LOGIN.matcher(named == null ? "" : named);
        boolean same = place.matches()
                && proxy.address() instanceof InetSocketAddress address
                && address.getHostString().equalsIgnoreCase(place.group(2));
        return same ? URLDecoder.decode(place.group(1).replace("+", "%2B"), StandardCharsets.UTF_8) : null;
    }

    /** TLS is well when a request was answered over it: a client certificate may be asked for after the handshake. */
    private void secure(Connection connection) throws Exception {
        SeenCertificates seen = SeenCertificates.none();
        boolean shaken = false;
        Optional<Instant> date;
        try {
            budget.run("tls", MOST, () -> {
                connection.secure(seen);
                return Boolean.TRUE;
            });
            shaken = true;
            date = date(connection);
        } catch (Exception e) {
            if (seen.clientWanted()) {
                e.addSuppressed(new NetworkFault.CertificateWanted());
            }
            if (shaken && !NetworkFault.of(e).kind().tls()) {
                trusted(seen);
                throw e;
            }
            List<String> lines = new ArrayList<>(seen.lines());
            lines.add(Causes.shown(e));
            failed("tls", Causes.entry(e), lines);
            return;
        }
        trusted(seen);
        clock(date);
    }

    private void trusted(SeenCertificates seen) {
        findings.ok("tls", "The certificate is trusted", seen.lines());
        done++;
    }

    private Optional<Instant> date(Connection connection) throws Exception {
        String tenant = pod.tenant();
        String path = "/" + URLEncoder.encode(tenant == null ? "common" : tenant, StandardCharsets.UTF_8)
                + "/v2.0/.well-known/openid-configuration";
        return budget.run("clock", MOST, () -> connection.date(path));
    }

    private void clock(Optional<Instant> date) {
        done++;
        if (date.isEmpty()) {
            findings.skipped(CLOCK, "The answer has no Date");
            return;
        }
        Duration ahead = Duration.between(date.get(), pod.clock().instant());
        String seen = "the authority says " + Times.shown(date.get()) + "; the local clock is "
                + Times.shown(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead");
        if (ahead.abs().compareTo(SLIGHT) <= 0) {
            findings.ok(CLOCK, "The clocks agree within a minute");
        } else if (ahead.abs().compareTo(FORGIVEN) <= 0) {
            findings.warning(CLOCK, "clock-skew", seen);
        } else {
            findings.problem(CLOCK, "clock-skew", seen);
        }
    }

    /** With a transport of the application's own, this way may not be the one that the exchange takes. */
    private void failed(String id, String entry, List<String> evidence) {
        Status status = pod.proxies() == null ? Status.WARNING : Status.PROBLEM;
        findings.add(id, status, Guide.get().local(entry), evidence);
        done++;
    }

    private String step() {
        return IDS.get(done);
    }
}
