package io.github.wicredential.internal.doctor;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.http.EgressProxy;
import io.github.wicredential.internal.network.IpAddress;
import io.github.wicredential.internal.network.NetworkFault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The way to the authority: proxy, name, connection, certificate, clock. */
final class AuthorityCheck {

    private static final String CLOCK = "clock-of-authority";
    private static final String CLUSTER_NAME = "kubernetes.default.svc";
    private static final Duration SECOND_NAME = Duration.ofSeconds(2);
    private static final List<String> IDS = List.of("proxy", "dns", "tcp", "tls", CLOCK);

    private static final Duration SLIGHT = Duration.ofMinutes(1);
    private static final Duration FORGIVEN = Duration.ofMinutes(5);

    private final Anatomy anatomy;
    private final Findings findings;
    private final URI authority;
    private final ClientAssertion token;
    private final TimeLimit limit;
    private @Nullable EgressProxy egress;
    private Proxy proxy = Proxy.NO_PROXY;
    private @Nullable InetSocketAddress asked;
    private @Nullable String addressed;
    private int done;

    AuthorityCheck(Anatomy anatomy, Findings findings, URI authority, ClientAssertion token, TimeLimit limit) {
        this.anatomy = anatomy;
        this.findings = findings;
        this.authority = authority;
        this.token = token;
        this.limit = limit;
    }

    void run() {
        try {
            egress = anatomy.egress().get();
            walk();
        } catch (ConfigurationException e) {
            refused(e);
        } catch (TimeLimit.Over e) {
            findings.skipped(step(), TimeLimit.Over.WORDS);
            done++;
        } catch (Exception e) {
            if (done < IDS.size()) {
                failed(e, seen(e));
            }
        }
        while (done < IDS.size()) {
            findings.skipped(step(), "Not reached");
            done++;
        }
    }

    private void walk() throws Exception {
        proxy = proxy();
        boolean direct = proxy.type() == Proxy.Type.DIRECT;
        findings.values().fact("toProxy", !direct).put("peer", direct ? null : address(proxy));
        if (egress == null) {
            findings.values().putProxy(Optional.empty(), false).putBypass(null, null);
        } else {
            egress.tell(findings.values(), authority, direct ? Optional.empty() : Optional.of(proxy));
        }
        done++;
        try (Connection connection = new Connection(authority, proxy)) {
            InetSocketAddress peer = resolve(connection.port());
            asked = peer;
            // An address that is not Entra's is the DNS's fault, unless something responds there.
            boolean suspected = findings.values().surely("notEntras !otherPort !bypassed");
            if (!suspected) {
                resolved();
            }
            String connected = take(() -> connection.connect(peer));
            if (suspected) {
                resolved();
            }
            boolean https = authority.getScheme().equals("https");
            if (proxy.type() == Proxy.Type.HTTP && https) {
                take(() -> connection.tunnel(login()));
            }
            findings.ok("tcp", "Connected to " + connected);
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

    /** A name is never alone unknown: whether the cluster's own are resolved says whose fault it is. */
    private List<String> seen(Exception failure) {
        if (failure instanceof NetworkFault.ProxyRefused) {
            return List.of(String.valueOf(failure.getMessage())
                    .replaceFirst("the proxy", Matcher.quoteReplacement("the proxy " + address(proxy))));
        }
        boolean unknown = step().equals("dns") && addressed == null;
        String where = asked != null && (step().equals("tcp") || step().equals("dns"))
                ? ": " + findings.values().get("peer") + ", after " + HumanTimes.shown(limit.took())
                : "";
        List<String> lines = new ArrayList<>(List.of(Findings.shown(failure) + where));
        // Outside of a cluster its names tell nothing.
        if (unknown && !findings.values().isFact("outside")) {
            boolean works = resolves(CLUSTER_NAME);
            findings.values().put("clusterName", CLUSTER_NAME).fact("clusterDns", works);
            lines.add(CLUSTER_NAME + (works ? " can be resolved" : " cannot be resolved either"));
        }
        return lines;
    }

    private boolean resolves(String name) {
        try {
            return limit.run("the cluster's DNS for " + name, SECOND_NAME, () -> Connection.resolve(name).length > 0);
        } catch (Exception e) {
            return false;
        }
    }

    /** Makes the step that is next, within its time. */
    private <T> T take(Callable<T> action) throws Exception {
        return limit.run(authority.getHost() + " (" + step() + ")", Connection.MOST, action);
    }

    private Proxy proxy() {
        if (egress == null) {
            findings.ok("proxy", "The application's own transport decides; examined without a proxy");
            return Proxy.NO_PROXY;
        }
        Proxy chosen = egress.proxyFor(authority).orElse(Proxy.NO_PROXY);
        EgressProxy.Overlooked overlooked = egress.overlooked();
        EgressProxy.Bypass bypass = egress.bypass(authority);
        String none = bypass == null
                ? "No proxy"
                : "No proxy for " + authority.getHost() + ": NO_PROXY contains " + Evidence.shown(bypass.entries());
        findings.ok(
                "proxy",
                chosen.type() == Proxy.Type.DIRECT
                        ? overlooked == null
                                ? none
                                : "No proxy for https: " + overlooked.variable() + " names "
                                        + Evidence.shown(overlooked.address()) + ", and HTTPS_PROXY is not set"
                        : chosen.type() + " " + address(chosen));
        return chosen;
    }

    /** The setting of the egress proxy can be what keeps the identity from being built. */
    private void refused(ConfigurationException e) {
        if (findings.has("configuration")) {
            findings.skipped(step(), "Its setting is not accepted, see configuration");
        } else {
            // What the variables or the builder name is refused where the identity is built.
            boolean jvm = egress != null;
            findings.values().fact("jvmProxy", jvm);
            findings.refused(step(), jvm ? "proxy-wrong" : "configuration", Findings.message(e));
        }
        done++;
    }

    private static String address(Proxy proxy) {
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : String.valueOf(proxy.address());
    }

    private InetSocketAddress resolve(int port) throws Exception {
        InetSocketAddress named =
                proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address
                        ? address
                        : InetSocketAddress.createUnresolved(authority.getHost(), port);
        if (proxy.type() == Proxy.Type.SOCKS) {
            return named;
        }
        String name = IpAddress.bare(named.getHostString());
        findings.values().putName(name);
        InetAddress[] addresses = take(() -> Connection.resolve(name));
        findings.values()
                .put("peer", NetworkFault.Reached.place(new InetSocketAddress(addresses[0], named.getPort())))
                .fact("loopback", addresses[0].isLoopbackAddress())
                .putAddress(addresses[0], proxy.type() == Proxy.Type.DIRECT);
        addressed = name + " is "
                + Arrays.stream(addresses)
                        .limit(4)
                        .map(InetAddress::getHostAddress)
                        .collect(Collectors.joining(", "));
        return new InetSocketAddress(addresses[0], named.getPort());
    }

    private void resolved() {
        if (addressed == null) {
            findings.skipped("dns", "The SOCKS proxy resolves the name");
        } else {
            findings.ok("dns", addressed);
        }
        done++;
    }

    private @Nullable String login() {
        return egress == null ? null : egress.loginTo(proxy).orElse(null);
    }

    /** TLS is well when a request was answered over it: a client certificate may be asked for after the handshake. */
    private void secure(Connection connection) throws Exception {
        Handshake seen = new Handshake(null);
        boolean shaken = false;
        Optional<Instant> date;
        try {
            take(() -> connection.secure(seen, authority.getHost()));
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
            lines.add(Findings.shown(e));
            failed(e, lines);
            return;
        }
        trusted(seen);
        clock(date);
    }

    private void trusted(Handshake seen) {
        findings.ok("tls", "The certificate is trusted", seen.lines());
        done++;
    }

    private Optional<Instant> date(Connection connection) throws Exception {
        String tenant = findings.values().get("tenant");
        String path = "/" + URLEncoder.encode(tenant == null ? "common" : tenant, StandardCharsets.UTF_8)
                + "/v2.0/.well-known/openid-configuration";
        return take(() -> connection.get(path)).date();
    }

    private void clock(Optional<Instant> date) {
        done++;
        if (date.isEmpty()) {
            findings.skipped(CLOCK, "The response has no Date");
            return;
        }
        Duration ahead = Duration.between(date.get(), anatomy.clock().instant());
        TokenEvidence.put(
                findings.values(), token, date.get().toString(), anatomy.clock().instant());
        String seen = "the authority says " + HumanTimes.shown(date.get()) + "; the local clock is "
                + HumanTimes.shown(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead");
        if (ahead.abs().compareTo(SLIGHT) <= 0) {
            findings.ok(CLOCK, "The clocks agree within a minute");
        } else if (ahead.abs().compareTo(FORGIVEN) <= 0) {
            findings.warning(CLOCK, "clock-skew", seen);
        } else {
            findings.problem(CLOCK, "clock-skew", seen);
        }
    }

    /** With a transport of the application's own, this way may not be the one that the exchange takes. */
    private void failed(Exception failure, List<String> evidence) {
        failure.addSuppressed(new NetworkFault.Reached(
                switch (step()) {
                    case "tcp" -> NetworkFault.Step.CONNECT;
                    case "dns" -> asked == null ? NetworkFault.Step.NAME : NetworkFault.Step.CONNECT;
                    case "tls" -> NetworkFault.Step.TLS;
                    case CLOCK -> NetworkFault.Step.REQUEST;
                    default -> NetworkFault.Step.NAME;
                },
                asked,
                proxy.type() == Proxy.Type.DIRECT ? null : proxy));
        Status status = egress == null ? Status.WARNING : Status.PROBLEM;
        findings.add(step(), status, findings.entry(failure), evidence);
        done++;
    }

    private String step() {
        return IDS.get(done);
    }
}
