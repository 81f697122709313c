package io.github.wicredential.internal.doctor;

import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.bearer.TenantChallenge;
import io.github.wicredential.internal.cloud.AzureService;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.http.EgressProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * On request: one request to a resource, without a token, as the resource's answer to it says whose tokens it wants. Follows
 * no redirect and reads no body.
 */
final class ResourceCheck {

    static final String ID = "resource";

    private final Supplier<@Nullable EgressProxy> proxies;
    private final Findings findings;
    private final URI resource;
    private final TimeLimit limit;
    private final @Nullable X509ExtendedTrustManager trust;
    private final List<String> seen = new ArrayList<>();

    /** Without a trust manager the JVM's trust counts. */
    ResourceCheck(
            Supplier<@Nullable EgressProxy> proxies,
            Findings findings,
            URI resource,
            TimeLimit limit,
            @Nullable X509ExtendedTrustManager trust) {
        this.proxies = proxies;
        this.findings = findings;
        this.resource = resource;
        this.limit = limit;
        this.trust = trust;
    }

    /** The scope of the tokens that the resource wants, if it says so. */
    Optional<String> run(@Nullable URI authority) {
        // The guide's words for a way that is blocked name who was asked.
        findings.values().putAuthority(resource).fact("ofResource", true);
        try {
            return judge(ask());
        } catch (TimeLimit.Over e) {
            findings.skipped(ID, TimeLimit.Over.WORDS);
        } catch (Exception e) {
            seen.add(Findings.shown(e));
            findings.add(ID, Status.PROBLEM, findings.entry(e), seen);
        } finally {
            findings.values().fact("ofResource", false);
            if (authority != null) {
                findings.values().putAuthority(authority);
            }
        }
        return Optional.empty();
    }

    private Connection.Answer ask() throws Exception {
        EgressProxy egress = proxies.get();
        Proxy proxy =
                egress == null ? Proxy.NO_PROXY : egress.proxyFor(resource).orElse(Proxy.NO_PROXY);
        try (Connection connection = new Connection(resource, proxy)) {
            InetSocketAddress peer = InetSocketAddress.createUnresolved(resource.getHost(), connection.port());
            if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
                seen.add("through the proxy " + address.getHostString() + ":" + address.getPort());
                peer = new InetSocketAddress(
                        take(() -> Connection.resolve(address.getHostString()))[0], address.getPort());
            } else if (proxy.type() == Proxy.Type.DIRECT) {
                InetAddress[] addresses = take(() -> Connection.resolve(resource.getHost()));
                seen.add(resource.getHost() + " resolves to " + shown(addresses));
                peer = new InetSocketAddress(addresses[0], connection.port());
            }
            InetSocketAddress reached = peer;
            seen.add("connected to " + take(() -> connection.connect(reached)));
            if (proxy.type() == Proxy.Type.HTTP) {
                take(() -> connection.tunnel(
                        egress == null ? null : egress.loginTo(proxy).orElse(null)));
            }
            Handshake certificates = new Handshake(trust);
            take(() -> connection.secure(certificates, resource.getHost()));
            return take(() -> connection.get(path()));
        }
    }

    private <T> T take(Callable<T> action) throws Exception {
        return limit.run(resource.getHost() + " (" + ID + ")", Connection.MOST, action);
    }

    private String path() {
        String path = resource.getRawPath();
        return path == null || path.isEmpty() || path.equals("/")
                ? AzureService.of(resource).map(AzureService::path).orElse("/")
                : path;
    }

    /** A private endpoint has a private address where it is meant to be used (Azure Private Link, DNS). */
    static String shown(InetAddress[] addresses) {
        String all = Arrays.stream(addresses)
                .limit(4)
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(", "));
        boolean near = Arrays.stream(addresses).allMatch(one -> one.isSiteLocalAddress() || one.isLoopbackAddress());
        return all
                + (near
                        ? ", a private address, like that of a private endpoint"
                        : ", a public address; with a private endpoint it would be private");
    }

    private Optional<String> judge(Connection.Answer answer) {
        int status = answer.status();
        Optional<TenantChallenge> challenge = TenantChallenge.in(answer.all("WWW-Authenticate"));
        if (challenge.isEmpty()) {
            seen.add("answers HTTP " + status + " without naming the tenant whose tokens it requires");
            if (status == 403) {
                seen.add(
                        "it has not received a token yet, so this is not about roles: its firewall or network rules refuse this pod");
                findings.add(ID, Status.WARNING, Guide.get().local("not-authorised"), seen);
            } else {
                findings.ok(ID, "It can be reached", seen);
            }
            return Optional.empty();
        }
        String wanted = Evidence.shown(challenge.get().tenant());
        String audience = challenge.get().resource();
        seen.add("answers HTTP " + status + ": it requires tokens of tenant " + wanted
                + (audience == null ? "" : " for " + Evidence.shown(audience)));
        String tenant = findings.values().get("tenant");
        if (tenant == null
                || tenant.contains(".")
                || tenant.equalsIgnoreCase(challenge.get().tenant())) {
            findings.ok(ID, "It requires tokens of this tenant", seen);
        } else {
            seen.add("AZURE_TENANT_ID is " + Evidence.shown(tenant));
            findings.values().putWanted(challenge.get().tenant());
            findings.add(ID, Status.PROBLEM, Guide.get().local("tenant-mismatch"), seen);
        }
        return Optional.ofNullable(audience).map(asked -> asked.replaceFirst("/+$", "") + "/.default");
    }
}
