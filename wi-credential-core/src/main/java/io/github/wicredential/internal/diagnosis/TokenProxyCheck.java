package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.binding.IdentityBinding.TokenProxy;
import io.github.wicredential.internal.binding.IdentityBinding.Trust;
import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.guide.Guide;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** The way to the token proxy: name, connection, certificate, with its own trust and TLS name. Sends no secret. */
final class TokenProxyCheck {

    static final String ID = "token-proxy";

    private static final Duration MOST = Duration.ofSeconds(5);

    private final Findings findings;
    private final TokenProxy proxy;
    private final Budget budget;
    private final List<String> seen = new ArrayList<>();

    TokenProxyCheck(Findings findings, TokenProxy proxy, Budget budget) {
        this.findings = findings;
        this.proxy = proxy;
        this.budget = budget;
    }

    void run() {
        try {
            walk();
            findings.ok(ID, "The token proxy answers, and its certificate is trusted", seen);
        } catch (ConfigurationException e) {
            failed(GuideValues.line(String.valueOf(e.getMessage())));
        } catch (Exception e) {
            failed(Causes.shown(e));
        }
    }

    private void failed(String why) {
        seen.add(why);
        findings.problem(ID, Guide.get().local("token-proxy"), seen);
    }

    private void walk() throws Exception {
        String host = proxy.base().getHost();
        int port = Route.port(proxy.base());
        InetAddress address = budget.run("resolve", MOST, () -> InetAddress.getByName(host.replaceAll("[\\[\\]]", "")));
        seen.add(host + " is " + address.getHostAddress());
        try (Socket socket = new Socket()) {
            budget.run("connect", MOST, () -> {
                socket.connect(new InetSocketAddress(address, port), Math.toIntExact(MOST.toMillis()));
                return Boolean.TRUE;
            });
            seen.add("connected to " + host + ":" + port);
            Trust trust = proxy.trust();
            seen.add("trusted: " + GuideValues.shown(trust.origin()) + "; TLS server name " + proxy.serverName());
            seen.add(budget.run("tls", MOST, () -> shakeHands(socket, port, trust)));
        }
    }

    private String shakeHands(Socket socket, int port, Trust trust) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.manager() == null ? null : new TrustManager[] {trust.manager()}, null);
        socket.setSoTimeout(Math.toIntExact(MOST.toMillis()));
        // The name given here is both asked for and looked for in the certificate.
        try (SSLSocket secured =
                (SSLSocket) context.getSocketFactory().createSocket(socket, proxy.serverName(), port, false)) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            X509Certificate leaf = (X509Certificate) secured.getSession().getPeerCertificates()[0];
            return GuideValues.shown(
                    "certificate of " + leaf.getSubjectX500Principal().getName() + ", issued by "
                            + leaf.getIssuerX500Principal().getName() + ", ends "
                            + Times.shown(leaf.getNotAfter().toInstant()));
        }
    }
}
