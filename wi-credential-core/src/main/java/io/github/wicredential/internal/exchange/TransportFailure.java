package io.github.wicredential.internal.exchange;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.internal.artifacts.Artifacts;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.NetworkEvidence;
import io.github.wicredential.internal.http.EgressProxies;
import io.github.wicredential.internal.http.EgressProxy;
import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.internal.network.NetworkFault.Kind;
import io.github.wicredential.internal.network.NetworkFault.Reached;
import io.github.wicredential.internal.network.NetworkFault.Step;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says in terms of a cluster why no answer was received; the guide says what to do. Most of these failures are
 * temporary, so most are retryable.
 */
final class TransportFailure {

    private static final int PROXY_LOGIN = 407;

    private final Route route;
    private final ClientAssertion assertion;
    private final String host;
    private final String place;
    private final Duration timeout;
    private final String correlationId;

    TransportFailure(Route route, ClientAssertion assertion, Duration timeout, String correlationId) {
        this.route = route;
        this.assertion = assertion;
        this.host = route.peer();
        this.place = host + ":" + Route.port(route.base());
        this.timeout = timeout;
        this.correlationId = correlationId;
    }

    TokenExchangeException of(Throwable failure) {
        NetworkFault fault = NetworkFault.of(failure);
        Said said = switch (fault.kind()) {
            case CLASSES -> classes(fault);
            case OTHER -> other(failure, true);
            case SETTING -> route.own() ? other(failure, false) : new Said(what(fault), hint(fault), false);
            default -> new Said(what(fault), hint(fault), mayPass(fault));
        };
        ExchangeDetails details =
                ExchangeDetails.unanswered(correlationId, said.mayPass(), said.hint(), fault.nothingSent());
        String message = Exceptions.noToken(said.what()) + " (" + name(failure) + ").\n  " + said.hint()
                + " [correlation id " + correlationId + "]";
        return Exceptions.exchange(message, details, failure);
    }

    private record Said(String what, String hint, boolean mayPass) {}

    private static boolean mayPass(NetworkFault fault) {
        return fault.kind() != Kind.TRUST_STORE && fault.kind() != Kind.PROXY_TLS && fault.proxyStatus() != PROXY_LOGIN;
    }

    private String what(NetworkFault fault) {
        Reached reached = fault.reached();
        boolean toProxy = reached != null && reached.toProxy();
        String egress = reached != null && reached.toSocks() ? "the SOCKS proxy " : "the egress proxy ";
        String connecting =
                (toProxy ? egress : "") + (reached == null || reached.place().isEmpty() ? place : reached.place());
        return switch (fault.kind()) {
            case NAME -> "the name " + unresolved(fault) + " is not resolved";
            case CONNECT -> "no connection to " + connecting + " can be opened, " + fault.words();
            case PROXY ->
                reached != null && reached.toSocks()
                        ? connecting
                                + (fault.notSocks()
                                        ? " does not answer as a SOCKS proxy does"
                                        : " opens no connection to " + place + ", " + fault.words())
                        : "the egress proxy" + (proxy().isEmpty() ? "" : " " + proxy()) + " answers "
                                + (fault.proxyStatus() == 0 ? "no" : "HTTP " + fault.proxyStatus()) + " to CONNECT "
                                + place
                                + (fault.proxyStatus() == PROXY_LOGIN
                                                && !fault.words().isEmpty()
                                        ? "; " + fault.words()
                                        : "");
            case PROXY_TLS -> connecting + " answers CONNECT " + place + " with TLS";
            case SETTING -> "this JVM refuses one of its settings, so no request can be made: " + fault.words();
            case OPEN_FILES -> "this process has too many open files, so no connection to " + host + " can be opened";
            case TIMEOUT -> timeout(fault, reached, connecting);
            case LOST ->
                toProxy && reached != null && reached.step() == Step.CONNECT
                        ? connecting + " closed the connection instead of answering CONNECT " + place
                        : "the connection to " + place + " was " + fault.ended() + " "
                                + (reached != null && reached.step() == Step.TLS
                                        ? "during TLS"
                                        : "before the answer was complete");
            default -> (fault.words().isEmpty() ? "" : fault.words() + ": ") + tls(fault);
        };
    }

    private String timeout(NetworkFault fault, @Nullable Reached reached, String connecting) {
        return reached == null
                ? host + " did not answer within " + shown(timeout)
                : switch (reached.step()) {
                    case NAME -> "the name " + unresolved(fault) + " was not resolved within " + shown(timeout);
                    case CONNECT -> connecting + " does not accept the connection within " + shown(timeout);
                    case TLS -> place + " accepts the connection, and TLS is not answered within " + shown(timeout);
                    case REQUEST -> place + " got the request and did not answer within " + shown(timeout);
                };
    }

    /** The host's name or the proxy's; what the JVM says begins with it. */
    private String unresolved(NetworkFault fault) {
        String proxy = proxy();
        String name = proxy.isEmpty() ? host : proxy.substring(0, proxy.lastIndexOf(':'));
        return fault.words().startsWith(host) ? host : name;
    }

    /** The egress proxy's host and port; empty if there is none or that is not known. */
    private String proxy() {
        String proxy = putProxy(new Evidence(), route).get("proxy");
        return proxy == null ? "" : proxy;
    }

    /** The egress proxy on a route, if it can be known. */
    static Evidence putProxy(Evidence known, Route route) {
        try {
            EgressProxy egress = EgressProxies.of(route.transport());
            if (egress != null) {
                egress.tell(known, route.base(), egress.proxyFor(route.base()));
            }
        } catch (RuntimeException | LinkageError e) {
            // The transport itself may be what is broken.
        }
        return known;
    }

    /** What TLS failed by, after the words of the JVM. */
    private String tls(NetworkFault fault) {
        String certificate = "the certificate of " + host
                + (fault.shown() == null ? "" : " (" + fault.shown().words() + ")");
        return switch (fault.kind()) {
            case TRUST_STORE -> "the trust store of this JVM cannot be used";
            case EXPIRED -> certificate + " has expired";
            case NOT_YET_VALID -> certificate + " is not valid yet";
            case OTHER_NAME -> certificate + " is for another name";
            case UNTRUSTED -> certificate + " was not trusted by this JVM";
            case CLIENT_CERTIFICATE -> host + " requires a client certificate";
            case TLS_VERSION -> host + " accepts no version of TLS that this JVM accepts";
            case ONLY_HTTP2 -> host + " speaks HTTP/2 only";
            case NO_TLS -> place + " does not speak TLS, perhaps plain HTTP";
            default -> "the TLS handshake with " + host + " failed";
        };
    }

    private String hint(NetworkFault fault) {
        Evidence known = putProxy(assertion.tell(route.explainer().here()).putAuthority(route.base()), route);
        new NetworkEvidence(fault).tell(known);
        if (fault.isOfName()) {
            String name = unresolved(fault);
            known.putName(name).fact("toProxy", !name.equals(host));
        }
        return Guide.get().network(fault, known).advice(known).next("");
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

    private Said other(Throwable failure, boolean mayPass) {
        if (failure instanceof IOException) {
            return new Said(
                    "the request to " + host + " failed",
                    "See the cause, then egress to " + place + " and the proxy settings.\n  More: "
                            + Guide.get().local("connect").link(),
                    mayPass);
        }
        // Neither the network's doing nor the authority's.
        return route.own()
                ? new Said(
                        "the application's own transport threw an exception that is not an IOException",
                        "See the cause; the transport given to Builder.transport(...) must throw an IOException if no "
                                + "complete answer is received.",
                        mayPass)
                : new Said(
                        "the request to " + host + " ended unexpectedly",
                        "See the cause. No code of the application is involved.",
                        mayPass);
    }

    private static String name(Throwable failure) {
        String simple = failure.getClass().getSimpleName();
        return simple.isEmpty() ? failure.getClass().getName() : simple;
    }

    private static String shown(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }
}
