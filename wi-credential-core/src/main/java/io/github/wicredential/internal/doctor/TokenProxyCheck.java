package io.github.wicredential.internal.doctor;

import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.binding.IdentityBinding.TokenProxy;
import io.github.wicredential.internal.binding.IdentityBinding.Trust;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.List;

/** The way to the token proxy: name, connection, certificate, with its own trust and TLS name. Sends no secret. */
final class TokenProxyCheck {

    static final String ID = "token-proxy";

    private final Findings findings;
    private final TokenProxy proxy;
    private final TimeLimit limit;
    private final List<String> seen = new ArrayList<>();

    TokenProxyCheck(Findings findings, TokenProxy proxy, TimeLimit limit) {
        this.findings = findings;
        this.proxy = proxy;
        this.limit = limit;
    }

    void run() {
        try {
            walk();
            findings.ok(ID, "The token proxy responds, and its certificate is trusted", seen);
        } catch (TimeLimit.Over e) {
            findings.skipped(ID, TimeLimit.Over.WORDS);
        } catch (Exception e) {
            seen.add(e instanceof RuntimeException ? Findings.message(e) : Findings.shown(e));
            findings.add(ID, Status.PROBLEM, Guide.get().local("token-proxy"), seen);
        }
    }

    private void walk() throws Exception {
        String host = proxy.base().getHost();
        String check = host + " (" + ID + ")";
        InetAddress address = limit.run(check, Connection.MOST, () -> Connection.resolve(host)[0]);
        seen.add(host + " is " + address.getHostAddress());
        try (Connection connection = new Connection(proxy.base(), Proxy.NO_PROXY)) {
            InetSocketAddress peer = new InetSocketAddress(address, connection.port());
            limit.run(check, Connection.MOST, () -> connection.connect(peer));
            seen.add("connected to " + host + ":" + connection.port());
            Trust trust = proxy.trust();
            seen.add("trusted: " + Evidence.shown(trust.origin()) + "; TLS server name " + proxy.serverName());
            Handshake certificates = new Handshake(trust.manager());
            try {
                limit.run(check, Connection.MOST, () -> connection.secure(certificates, proxy.serverName()));
            } finally {
                seen.addAll(certificates.lines());
            }
        }
    }
}
