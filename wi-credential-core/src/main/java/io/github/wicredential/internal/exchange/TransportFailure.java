package io.github.wicredential.internal.exchange;

import io.github.wicredential.TokenExchangeException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Says in the words of a cluster why no answer came. All of these may pass, so all are retryable. */
final class TransportFailure {

    private static final int DEEPEST_CAUSE = 10;

    private TransportFailure() {}

    static TokenExchangeException of(IOException failure, Route route, Duration timeout, String correlationId) {
        Kind kind = kind(failure, route.peer(), route.peer() + ":" + Route.port(route.base()), timeout);
        TokenExchangeException.Details details = new TokenExchangeException.Details(
                0, null, List.of(), null, correlationId, null, null, true, null, kind.hint(), kind.unsent());
        String message = "No token: " + kind.what() + " (" + failure.getClass().getSimpleName() + ", correlation id "
                + correlationId + ").\n" + kind.hint();
        return new TokenExchangeException(message, details, failure);
    }

    private record Kind(String what, String hint, boolean unsent) {

        Kind(String what, String hint) {
            this(what, hint, false);
        }
    }

    private static Kind kind(IOException failure, String host, String place, Duration timeout) {
        if (has(failure, UnknownHostException.class)) {
            return new Kind(
                    "the name " + host + ", or that of the egress proxy, was not resolved",
                    "Check the cluster's DNS from the pod (nslookup " + host + "), that a network policy lets port 53 "
                            + "out, and AZURE_AUTHORITY_HOST and HTTPS_PROXY for a misspelt name.",
                    true);
        }
        if (has(failure, CertificateException.class)
                || (has(failure, SSLException.class) && !has(failure, EOFException.class))) {
            return new Kind(
                    "the TLS connection to " + host + " was not trusted or not agreed on",
                    "Most often a firewall or proxy opens TLS with its own certificate: add its CA to the JVM's trust "
                            + "store (-Djavax.net.ssl.trustStore=…) or exempt " + host + " from inspection. See who "
                            + "answers: openssl s_client -connect " + place + " -servername " + host + ".");
        }
        if (fromProxy(failure)) {
            return new Kind(
                    "the egress proxy did not open a connection to " + host,
                    "Check the user and password in HTTPS_PROXY or Builder.proxy(…), and that the proxy lets " + place
                            + " through.");
        }
        if (has(failure, ConnectException.class) || has(failure, NoRouteToHostException.class)) {
            return new Kind(
                    "no connection to " + host + " could be opened",
                    "Check that egress to " + place + " is allowed (network policy, firewall, user-defined route), "
                            + "and HTTPS_PROXY and NO_PROXY if the cluster has an egress proxy.",
                    true);
        }
        if (has(failure, InterruptedIOException.class)) {
            return new Kind(
                    host + " did not answer within " + shown(timeout),
                    "Packets that are dropped silently look like this: check network policies, the firewall and "
                            + "HTTPS_PROXY for egress to " + place + ".",
                    beforeAConnection(failure));
        }
        if (has(failure, SocketException.class) || has(failure, EOFException.class)) {
            return new Kind(
                    "the connection to " + host + " was closed before the answer was complete",
                    "If it happens again and again, look at what stands between (proxy, firewall, service mesh "
                            + "sidecar) rather than at the identity.");
        }
        return new Kind(
                "the request to " + host + " failed",
                "See the cause, then egress to " + place + " and the proxy settings.");
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** As HTTP clients name it: {@code HttpConnectTimeoutException} of the JDK, {@code ConnectTimeoutException} elsewhere. */
    private static boolean beforeAConnection(IOException failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause.getClass().getSimpleName().endsWith("ConnectTimeoutException")) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean fromProxy(IOException failure) {
        String message = failure.getMessage();
        return message != null
                && (message.contains("CONNECT")
                        || message.toLowerCase(Locale.ROOT).contains("with proxy"));
    }

    private static String shown(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }
}
