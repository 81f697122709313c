package io.github.wicredential.internal.binding;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.docs.Docs;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Says why no answer came from the token proxy. All of these may pass, a rotation of the CA too. */
final class ProxyFailure {

    private static final int DEEPEST_CAUSE = 10;

    private final String host;
    private final String place;
    private final @Nullable String serverName;
    private final String name;
    private final String trust;

    ProxyFailure(ProxySettings settings, String trust) {
        this.host = settings.host();
        this.place = host + ":"
                + (settings.base().getPort() < 0 ? 443 : settings.base().getPort());
        this.serverName = settings.serverName();
        this.name = serverName == null ? host : serverName;
        this.trust = trust;
    }

    TokenExchangeException of(IOException failure, TokenTransport.Request request) {
        Kind kind = kind(failure, request);
        String correlationId = request.headers().get("client-request-id");
        String hint = kind.hint() + "\nMore: " + Docs.about("token-proxy");
        return new TokenExchangeException(
                "No token: " + kind.what() + " (" + failure.getClass().getSimpleName() + ", correlation id "
                        + correlationId + ").\n" + hint,
                new TokenExchangeException.Details(
                        0, null, List.of(), null, correlationId, null, null, true, null, hint, kind.unsent()),
                failure);
    }

    private record Kind(String what, String hint, boolean unsent) {

        Kind(String what, String hint) {
            this(what, hint, false);
        }
    }

    private Kind kind(IOException failure, TokenTransport.Request request) {
        if (failure instanceof CaSource.Unusable) {
            return new Kind(
                    failure.getMessage() + ", so the token proxy can't be trusted and nothing was sent",
                    "The file must hold one or more PEM certificates; it is read again before each request. Look at "
                            + "it in the pod (" + ProxySettings.CA_FILE
                            + "), then at the CA that the webhook projects.",
                    true);
        }
        if (has(failure, UnknownHostException.class)) {
            return new Kind(
                    "the name of the token proxy, " + host + ", was not resolved",
                    "Check the cluster's DNS from the pod (nslookup " + host + "), a network policy on port 53, and "
                            + ProxySettings.PROXY + " for a misspelt name.",
                    true);
        }
        if (has(failure, SSLException.class) && !has(failure, EOFException.class)) {
            return tls(failure);
        }
        if (has(failure, ConnectException.class) || has(failure, NoRouteToHostException.class)) {
            return new Kind(
                    "no connection to the token proxy " + place + " could be opened",
                    "Check that a network policy lets the pod reach it, and that the identity binding's proxy runs on "
                            + "this cluster. It is asked directly, never through HTTPS_PROXY.",
                    true);
        }
        if (has(failure, InterruptedIOException.class)) {
            return new Kind(
                    "the token proxy " + place + " did not answer within "
                            + request.timeout().toMillis() + " ms",
                    "Packets that are dropped silently look like this: check network policies. It is asked directly, "
                            + "never through HTTPS_PROXY.");
        }
        return new Kind(
                "the connection to the token proxy " + place + " was closed before the answer was complete",
                "If it happens again and again, look at what stands between (service mesh sidecar, firewall).");
    }

    private Kind tls(IOException failure) {
        String look = " See who answers: openssl s_client -connect " + place + " -servername " + name + ".";
        if (has(failure, CertificateExpiredException.class) || has(failure, CertificateNotYetValidException.class)) {
            return new Kind(
                    "the token proxy " + place + " showed a certificate outside its validity",
                    "Compare the node's clock (date -u) and the certificate's dates." + look);
        }
        if (has(failure, CertPathBuilderException.class) || has(failure, CertPathValidatorException.class)) {
            return new Kind(
                    "the certificate of the token proxy " + place + " is not signed by what is trusted, " + trust,
                    "After a rotation of the CA this mends itself once the file has the new one. Otherwise it is the "
                            + "wrong CA, or another server answers, as the API server does when "
                            + ProxySettings.SERVER_NAME + " is missing or wrong" + shown() + "." + look);
        }
        if (has(failure, CertificateException.class) || has(failure, SSLPeerUnverifiedException.class)) {
            return new Kind(
                    "the certificate of the token proxy " + place + " is not for the name " + name,
                    (serverName == null
                                    ? ProxySettings.SERVER_NAME + " is not set, so the name is the URL's host: on AKS "
                                            + "the webhook injects it. Recreate the pod if it was set up later."
                                    : "Only the name from " + ProxySettings.SERVER_NAME + " counts, and a wildcard "
                                            + "stands for one label: compare it with the certificate's.")
                            + look);
        }
        return new Kind(
                "TLS with the token proxy " + place + " was not agreed on",
                "The server may know no such name: check " + ProxySettings.SERVER_NAME + shown() + "." + look);
    }

    private String shown() {
        return serverName == null ? " (it is not set)" : " (it is " + serverName + ")";
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
}
