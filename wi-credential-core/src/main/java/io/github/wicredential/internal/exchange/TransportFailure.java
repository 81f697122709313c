package io.github.wicredential.internal.exchange;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.internal.artifacts.Artifacts;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.internal.network.NetworkFault.Kind;
import java.io.IOException;
import java.time.Duration;

/** Says in the words of a cluster why no answer came. Most of it may pass, so most is retryable. */
final class TransportFailure {

    private static final int PROXY_LOGIN = 407;

    private final Route route;
    private final String host;
    private final String place;
    private final Duration timeout;
    private final String correlationId;

    TransportFailure(Route route, Duration timeout, String correlationId) {
        this.route = route;
        this.host = route.peer();
        this.place = host + ":" + Route.port(route.base());
        this.timeout = timeout;
        this.correlationId = correlationId;
    }

    TokenExchangeException of(Throwable failure) {
        NetworkFault fault = NetworkFault.of(failure);
        Said said = fault.kind() == Kind.OTHER && !(failure instanceof IOException) ? thrown() : said(fault);
        ExchangeDetails details =
                ExchangeDetails.unanswered(correlationId, said.mayPass(), said.hint(), fault.nothingSent());
        String message = "No token: " + said.what() + " (" + name(failure) + ", correlation id " + correlationId
                + ").\n" + said.hint();
        return Exceptions.exchange(message, details, failure);
    }

    private record Said(String what, String hint, boolean mayPass) {

        Said(String what, String hint) {
            this(what, hint, true);
        }
    }

    private Said said(NetworkFault fault) {
        return switch (fault.kind()) {
            case NAME ->
                new Said(
                        "the name " + host + ", or that of the egress proxy, was not resolved",
                        "Check the cluster's DNS from the pod (nslookup " + host + "), that a network policy lets port "
                                + "53 out, and AZURE_AUTHORITY_HOST and HTTPS_PROXY for a misspelt name.");
            case CONNECT ->
                new Said(
                        "no connection to " + host + " could be opened",
                        "Check that egress to " + place + " is allowed (network policy, firewall, user-defined route), "
                                + "and HTTPS_PROXY and NO_PROXY if the cluster has an egress proxy.");
            case PROXY -> proxy(fault);
            case OPEN_FILES ->
                new Said(
                        "this process has too many open files, so no connection to " + host + " could be opened",
                        "Raise its limit of open files (ulimit -n), or find what leaves files or connections open (ls "
                                + "-l /proc/<pid>/fd). Network and identity are not the reason.");
            case TIMEOUT ->
                new Said(
                        host + " did not answer within " + shown(timeout),
                        "Packets that are dropped silently look like this: check network policies, the firewall and "
                                + "HTTPS_PROXY for egress to " + place + ".");
            case LOST ->
                new Said(
                        "the connection to " + host + " was closed before the answer was complete",
                        "If it happens again and again, look at what stands between (proxy, firewall, service mesh "
                                + "sidecar) rather than at the identity.");
            case CLASSES -> classes(fault);
            case OTHER ->
                new Said(
                        "the request to " + host + " failed",
                        "See the cause, then egress to " + place + " and the proxy settings.");
            default ->
                new Said(
                        (fault.words().isEmpty() ? "" : fault.words() + ": ") + tls(fault.kind()),
                        tlsHint(fault.kind()),
                        fault.kind() != Kind.TRUST_STORE);
        };
    }

    private Said proxy(NetworkFault fault) {
        int status = fault.proxyStatus();
        if (status == PROXY_LOGIN) {
            return new Said(
                    "the egress proxy did not open a connection to " + host + " and wants another login (HTTP 407 to "
                            + "CONNECT; " + fault.words() + ")",
                    "Check the user and password in HTTPS_PROXY or Builder.proxy(…). Only Basic authentication is "
                            + "supported: for NTLM, Negotiate or Digest put a proxy in between that signs in (such as "
                            + "cntlm or px), or let " + place + " through without a login. A refused password is not "
                            + "sent again by itself for a while, since that may lock the account.",
                    false);
        }
        return new Said(
                "the egress proxy did not open a connection to " + host
                        + (status == 0 ? "" : " (HTTP " + status + " to CONNECT)"),
                status >= 500
                        ? "The proxy itself, or its way to " + place + ", is not well: see its log."
                        : "Check that the proxy lets " + place + " through, and the user and password in HTTPS_PROXY "
                                + "or Builder.proxy(…).");
    }

    /** What TLS failed by, after the words of the JVM. */
    private String tls(Kind kind) {
        return switch (kind) {
            case TRUST_STORE -> "the trust store of this JVM cannot be used";
            case EXPIRED -> "the certificate of " + host + " has expired";
            case NOT_YET_VALID -> "the certificate of " + host + " is not valid yet";
            case OTHER_NAME -> "the certificate of " + host + " is for another name";
            case UNTRUSTED -> "the certificate of " + host + " was not trusted by this JVM";
            case CLIENT_CERTIFICATE -> host + " wants a client certificate";
            case TLS_VERSION -> host + " accepts no version of TLS that this JVM accepts";
            case ONLY_HTTP2 -> host + " speaks HTTP/2 only";
            case NO_TLS -> place + " does not speak TLS, perhaps plain HTTP";
            default -> "TLS with " + host + " was not agreed on";
        };
    }

    private String tlsHint(Kind kind) {
        String look = " See who answers: openssl s_client -connect " + place + " -servername " + host + ".";
        return switch (kind) {
            case TRUST_STORE ->
                "Check the file, password and type in -Djavax.net.ssl.trustStore, trustStorePassword and "
                        + "trustStoreType (keytool -list -keystore <file>); nothing was sent.";
            case EXPIRED ->
                "Compare the certificate's dates with the node's clock (date -u). If the clock is right, whoever runs "
                        + host + ", or opens TLS on the way to it, must renew the certificate." + look;
            case NOT_YET_VALID ->
                "Compare the certificate's dates with the node's clock (date -u), which may be behind." + look;
            case OTHER_NAME ->
                "Another server answers, or AZURE_AUTHORITY_HOST, DNS or a proxy leads elsewhere: compare the "
                        + "names in its certificate with " + host + "." + look;
            case UNTRUSTED ->
                "Most often a firewall or proxy opens TLS with its own certificate: add its CA to the JVM's trust store "
                        + "(-Djavax.net.ssl.trustStore=…) or exempt " + host + " from inspection." + look;
            case CLIENT_CERTIFICATE ->
                "Entra asks for none, so a gateway or service mesh answers (mutual TLS): exempt " + host
                        + " from it, or "
                        + "give a transport of your own that has the certificate to Builder.transport(…)." + look;
            case TLS_VERSION ->
                "TLS 1.2 or 1.3 is needed. Upgrade what answers; do not weaken jdk.tls.disabledAlgorithms." + look;
            case ONLY_HTTP2 ->
                "The library speaks HTTP/1.1, as Entra does: let what answers accept it (ALPN http/1.1)." + look;
            case NO_TLS ->
                "Check the port in AZURE_AUTHORITY_HOST, and what answers there: a proxy or sidecar that takes plain "
                        + "HTTP?" + look;
            default ->
                JdkModules.withoutEllipticCurves()
                        ? "This JVM has no elliptic-curve cryptography: add the module jdk.crypto.ec to the image "
                                + "(jlink --add-modules jdk.crypto.ec)."
                        : "Versions and cipher suites of both sides do not meet, or what answers wants a client "
                                + "certificate." + look;
        };
    }

    private Said classes(NetworkFault fault) {
        String module = JdkModules.of(fault.words());
        if (module != null) {
            return new Said(
                    "a class of the JDK is missing: " + fault.words(),
                    "This JVM's image was made without the module " + module + ": add it (jlink --add-modules " + module
                            + ").",
                    false);
        }
        return new Said(
                "a class that is needed to send the request is missing or does not fit: " + fault.words(),
                Artifacts.mixed(),
                false);
    }

    /** Neither the network's doing nor the authority's. */
    private Said thrown() {
        return route.own()
                ? new Said(
                        "the application's own transport threw an exception that is no IOException",
                        "See the cause; the transport given to Builder.transport(…) must throw an IOException if no "
                                + "complete answer is received.")
                : new Said(
                        "the request to " + host + " ended unexpectedly",
                        "See the cause. No code of the application takes part in it.");
    }

    private static String name(Throwable failure) {
        String simple = failure.getClass().getSimpleName();
        return simple.isEmpty() ? failure.getClass().getName() : simple;
    }

    private static String shown(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }
}
