package io.github.wicredential.internal.exchange;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.internal.artifacts.Artifacts;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.internal.network.NetworkFault.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Says in the words of a cluster why no answer came; the guide says what to do. Most of it may pass, so most is retryable. */
final class TransportFailure {

    private static final int PROXY_LOGIN = 407;

    private final Route route;
    private final String host;
    private final String port;
    private final Duration timeout;
    private final String correlationId;

    TransportFailure(Route route, Duration timeout, String correlationId) {
        this.route = route;
        this.host = route.peer();
        this.port = String.valueOf(Route.port(route.base()));
        this.timeout = timeout;
        this.correlationId = correlationId;
    }

    TokenExchangeException of(Throwable failure) {
        NetworkFault fault = NetworkFault.of(failure);
        Said said = switch (fault.kind()) {
            case CLASSES -> classes(fault);
            case OTHER -> other(failure);
            default -> new Said(what(fault), hint(fault), mayPass(fault));
        };
        ExchangeDetails details =
                ExchangeDetails.unanswered(correlationId, said.mayPass(), said.hint(), fault.nothingSent());
        String message = "No token: " + said.what() + " (" + name(failure) + ", correlation id " + correlationId
                + ").\n" + said.hint();
        return Exceptions.exchange(message, details, failure);
    }

    private record Said(String what, String hint, boolean mayPass) {}

    private static boolean mayPass(NetworkFault fault) {
        return fault.kind() != Kind.TRUST_STORE && fault.proxyStatus() != PROXY_LOGIN;
    }

    private String what(NetworkFault fault) {
        return switch (fault.kind()) {
            case NAME -> "the name " + host + ", or that of the egress proxy, was not resolved";
            case CONNECT -> "no connection to " + host + " could be opened";
            case PROXY -> "the egress proxy refused the connection to " + host + proxy(fault);
            case OPEN_FILES -> "this process has too many open files, so no connection to " + host + " could be opened";
            case TIMEOUT -> host + " did not answer within " + shown(timeout);
            case LOST -> "the connection to " + host + " was closed before the answer was complete";
            default -> (fault.words().isEmpty() ? "" : fault.words() + ": ") + tls(fault.kind());
        };
    }

    private static String proxy(NetworkFault fault) {
        return switch (fault.proxyStatus()) {
            case 0 -> "";
            case PROXY_LOGIN -> " and wants another login (HTTP 407 to CONNECT; " + fault.words() + ")";
            default -> " (HTTP " + fault.proxyStatus() + " to CONNECT)";
        };
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
            case NO_TLS -> host + ":" + port + " does not speak TLS, perhaps plain HTTP";
            default -> "TLS with " + host + " was not agreed on";
        };
    }

    private String hint(NetworkFault fault) {
        return fault.kind() == Kind.TLS && JdkModules.withoutEllipticCurves()
                ? "This JVM has no elliptic-curve cryptography: add the module jdk.crypto.ec to the image (jlink "
                        + "--add-modules jdk.crypto.ec)."
                : Guide.get().network(fault).advice(known()).hint(List.of(), "");
    }

    private Evidence known() {
        return new Evidence().putAuthority(route.base());
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

    private Said other(Throwable failure) {
        if (failure instanceof IOException) {
            return new Said(
                    "the request to " + host + " failed",
                    "See the cause, then egress to " + host + ":" + port + " and the proxy settings.",
                    true);
        }
        // Neither the network's doing nor the authority's.
        return route.own()
                ? new Said(
                        "the application's own transport threw an exception that is no IOException",
                        "See the cause; the transport given to Builder.transport(…) must throw an IOException if no "
                                + "complete answer is received.",
                        true)
                : new Said(
                        "the request to " + host + " ended unexpectedly",
                        "See the cause. No code of the application takes part in it.",
                        true);
    }

    private static String name(Throwable failure) {
        String simple = failure.getClass().getSimpleName();
        return simple.isEmpty() ? failure.getClass().getName() : simple;
    }

    private static String shown(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }
}
