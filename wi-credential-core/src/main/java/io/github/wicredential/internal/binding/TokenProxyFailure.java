package io.github.wicredential.internal.binding;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.docs.Docs;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.network.NetworkFault;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says why the token proxy did not respond. Each of these may be temporary, even a rotation of the CA. */
final class TokenProxyFailure {

    private static final String DIRECTLY = "It is called directly, never through an egress proxy.";

    private final String host;
    private final String place;
    private final @Nullable String serverName;
    private final String name;
    private final String trust;

    TokenProxyFailure(TokenProxySettings settings, String trust) {
        this.host = settings.host();
        this.place = host + ":"
                + (settings.base().getPort() < 0 ? 443 : settings.base().getPort());
        this.serverName = settings.serverName();
        this.name = serverName == null ? host : serverName;
        this.trust = trust;
    }

    TokenExchangeException of(IOException failure, TokenTransport.Request request) {
        NetworkFault fault = NetworkFault.of(failure);
        boolean unsent = failure instanceof Certificates.Unusable || fault.nothingSent();
        Kind kind = kind(failure, fault, request);
        String correlationId = request.headers().get("client-request-id");
        String hint = kind.hint() + "\nMore: " + Docs.about("token-proxy");
        return Exceptions.exchange(
                Exceptions.noToken(kind.what()) + " (" + failure.getClass().getSimpleName() + ", correlation id "
                        + correlationId + ").\n" + hint,
                ExchangeDetails.unanswered(correlationId, fault.kind() != NetworkFault.Kind.SETTING, hint, unsent),
                failure);
    }

    private record Kind(String what, String hint) {}

    private Kind kind(IOException failure, NetworkFault fault, TokenTransport.Request request) {
        if (failure instanceof Certificates.Unusable) {
            return new Kind(
                    failure.getMessage() + ", so the token proxy cannot be trusted and nothing was sent",
                    "The file must contain one or more PEM certificates; it is read again before each request. Check "
                            + "it in the pod (" + TokenProxySettings.CA_FILE
                            + "), then the CA that the webhook projects.");
        }
        return switch (fault.kind()) {
            case NAME ->
                new Kind(
                        "the name of the token proxy, " + host + ", cannot be resolved",
                        "Check the cluster's DNS from the pod (nslookup " + host
                                + "), network policies for port 53, and the spelling in " + TokenProxySettings.PROXY
                                + ".");
            case CONNECT ->
                new Kind(
                        "no connection to the token proxy " + place + " could be opened",
                        "Check that the network policies let the pod reach it, and that the identity binding's proxy runs on "
                                + "this cluster. " + DIRECTLY);
            case OPEN_FILES ->
                new Kind(
                        "this process has too many open files, so no connection to the token proxy " + place
                                + " could be opened",
                        "Raise its limit of open files (ulimit -n), or find what leaves files or connections open.");
            case TIMEOUT ->
                new Kind(
                        "the token proxy " + place + " did not respond within "
                                + request.timeout().toMillis() + " ms",
                        "Packets are probably dropped silently: check the network policies. " + DIRECTLY);
            case LOST ->
                new Kind(
                        "the connection to the token proxy " + place + " was " + fault.ended()
                                + " before the response was complete",
                        "If this happens repeatedly, check what lies between: a service mesh sidecar or a firewall.");
            case SETTING ->
                new Kind(
                        "this JVM refuses one of its settings, so the token proxy cannot be called: " + fault.words(),
                        "Correct the -D flag of the JVM, or the line of its java.security, that the message names.");
            default ->
                fault.kind().tls()
                        ? tls(fault)
                        : new Kind("the request to the token proxy " + place + " failed", "See the cause.");
        };
    }

    private Kind tls(NetworkFault fault) {
        String who = " See who responds: openssl s_client -connect " + place + " -servername " + name + ".";
        String words = fault.words() + ": ";
        return switch (fault.kind()) {
            case EXPIRED, NOT_YET_VALID ->
                new Kind(
                        words + "the token proxy " + place + " has a certificate that has expired or is not valid yet",
                        "Compare the node's clock (date -u) and the certificate's dates." + who);
            case UNTRUSTED ->
                new Kind(
                        words + "the certificate of the token proxy " + place + " is not signed by a CA in " + trust,
                        "After a rotation of the CA this resolves itself once the file contains the new one. Otherwise the CA is "
                                + "the wrong one, or another server responds, as the API server does if "
                                + TokenProxySettings.SERVER_NAME + " is missing or wrong" + shown() + "." + who);
            case OTHER_NAME ->
                new Kind(
                        words + "the certificate of the token proxy " + place + " is not for the name " + name,
                        (serverName == null
                                        ? TokenProxySettings.SERVER_NAME
                                                + " is not set, so the name is the URL's host: on "
                                                + "AKS the webhook injects it. Recreate the pod if the binding was set up later."
                                        : "Only the name from " + TokenProxySettings.SERVER_NAME
                                                + " counts, and a wildcard "
                                                + "stands for one label: compare it with the names in the certificate.")
                                + who);
            case CLIENT_CERTIFICATE ->
                new Kind(
                        words + "the token proxy " + place + " requires a client certificate",
                        "The token proxy itself requires none, so another server responds: check "
                                + TokenProxySettings.SERVER_NAME + shown() + " and " + TokenProxySettings.PROXY + "."
                                + who);
            case NO_TLS ->
                new Kind(
                        words + place + " does not speak TLS, perhaps plain HTTP",
                        "Check the port in " + TokenProxySettings.PROXY + "." + who);
            default ->
                new Kind(
                        words + "the TLS handshake with the token proxy " + place + " failed",
                        "The server may not know this name: check " + TokenProxySettings.SERVER_NAME + shown() + "."
                                + who);
        };
    }

    private String shown() {
        return serverName == null ? " (it is not set)" : " (it is " + serverName + ")";
    }
}
