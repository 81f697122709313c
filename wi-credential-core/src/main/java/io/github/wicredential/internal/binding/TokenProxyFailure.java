package io.github.wicredential.internal.binding;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.docs.Docs;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.network.NetworkFault;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says why the token proxy did not answer. Each of these may be temporary, even a rotation of the CA. */
final class TokenProxyFailure {

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
                    "The file must hold one or more PEM certificates; it is read again before each request. Look at "
                            + "it in the pod (" + TokenProxySettings.CA_FILE
                            + "), then at the CA that the webhook projects.");
        }
        return switch (fault.kind()) {
            case NAME ->
                new Kind(
                        "the name of the token proxy, " + host + ", was not resolved",
                        "Check the cluster's DNS from the pod (nslookup " + host
                                + "), a network policy on port 53, and " + TokenProxySettings.PROXY
                                + " for a misspelt name.");
            case CONNECT ->
                new Kind(
                        "no connection to the token proxy " + place + " could be opened",
                        "Check that a network policy lets the pod reach it, and that the identity binding's proxy runs on "
                                + "this cluster. It is asked directly, never through HTTPS_PROXY.");
            case OPEN_FILES ->
                new Kind(
                        "this process has too many open files, so no connection to the token proxy " + place
                                + " could be opened",
                        "Raise its limit of open files (ulimit -n), or find what leaves files or connections open.");
            case TIMEOUT ->
                new Kind(
                        "the token proxy " + place + " did not answer within "
                                + request.timeout().toMillis() + " ms",
                        "Packets that are dropped silently look like this: check network policies. It is asked directly, "
                                + "never through HTTPS_PROXY.");
            case LOST ->
                new Kind(
                        "the connection to the token proxy " + place + " was " + fault.ended()
                                + " before the answer was complete",
                        "If it happens again and again, look at what stands between (service mesh sidecar, "
                                + "firewall).");
            case SETTING ->
                new Kind(
                        "this JVM refuses one of its settings, so the token proxy cannot be asked: " + fault.words(),
                        "Correct the -D flag of the JVM, or the line of its java.security, that the message names.");
            default ->
                fault.kind().tls()
                        ? tls(fault)
                        : new Kind("the request to the token proxy " + place + " failed", "See the cause.");
        };
    }

    private Kind tls(NetworkFault fault) {
        String look = " See who answers: openssl s_client -connect " + place + " -servername " + name + ".";
        String words = fault.words() + ": ";
        return switch (fault.kind()) {
            case EXPIRED, NOT_YET_VALID ->
                new Kind(
                        words + "the token proxy " + place + " showed a certificate outside its validity",
                        "Compare the node's clock (date -u) and the certificate's dates." + look);
            case UNTRUSTED ->
                new Kind(
                        words + "the certificate of the token proxy " + place + " is not signed by what is trusted, "
                                + trust,
                        "After a rotation of the CA this mends itself once the file has the new one. Otherwise it is "
                                + "the wrong CA, or another server answers, as the API server does when "
                                + TokenProxySettings.SERVER_NAME + " is missing or wrong" + shown() + "." + look);
            case OTHER_NAME ->
                new Kind(
                        words + "the certificate of the token proxy " + place + " is not for the name " + name,
                        (serverName == null
                                        ? TokenProxySettings.SERVER_NAME
                                                + " is not set, so the name is the URL's host: on "
                                                + "AKS the webhook injects it. Recreate the pod if it was set up later."
                                        : "Only the name from " + TokenProxySettings.SERVER_NAME
                                                + " counts, and a wildcard "
                                                + "stands for one label: compare it with the certificate's.")
                                + look);
            case CLIENT_CERTIFICATE ->
                new Kind(
                        words + "the token proxy " + place + " wants a client certificate",
                        "The token proxy asks for none, so another server answers: check "
                                + TokenProxySettings.SERVER_NAME + shown() + " and " + TokenProxySettings.PROXY + "."
                                + look);
            case NO_TLS ->
                new Kind(
                        words + place + " does not speak TLS, perhaps plain HTTP",
                        "Check the port in " + TokenProxySettings.PROXY + "." + look);
            default ->
                new Kind(
                        words + "TLS with the token proxy " + place + " was not agreed on",
                        "The server may know no such name: check " + TokenProxySettings.SERVER_NAME + shown() + "."
                                + look);
        };
    }

    private String shown() {
        return serverName == null ? " (it is not set)" : " (it is " + serverName + ")";
    }
}
