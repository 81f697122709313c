package io.github.wicredential.internal.network;

import io.github.wicredential.internal.text.SafeText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The kind of a failure on the way to a host, read from the exception and its causes.
 *
 * @param kind what failed
 * @param words message of the deepest cause, on one line and truncated; empty if it has none
 * @param proxyStatus the status with which the egress proxy refused a tunnel, or 0
 * @param nothingSent whether the request certainly never left this process, and waiting may help: no name, no
 *     connection, or a connection that was closed before the request was written
 * @param reached how far the request got, if the transport says so
 * @param shown the certificate that was not trusted, if the transport says so
 * @param offers the ways to log in that the egress proxy offers, parted by commas; empty if it names none
 */
public record NetworkFault(
        Kind kind,
        String words,
        int proxyStatus,
        boolean nothingSent,
        @Nullable Reached reached,
        @Nullable Shown shown,
        String offers) {

    private static final int DEEPEST = 10;
    private static final int LONGEST_NAME = 120;
    private static final int SERVER_ERROR = 500;

    // How the JDK says that something else than a SOCKS proxy answers.
    static final Pattern NO_SOCKS =
            Pattern.compile("/<unresolved>:|[Mm]alformed reply from SOCKS|SOCKS server has bad|SOCKS V4");
    // A record of TLS, an alert or a handshake, as it is or in hexadecimal digits (RFC 8446, section 5.1).
    private static final Pattern TLS_RECORD =
            Pattern.compile("content=1[56]03|status line: [\\x15\\x16]\\x03", Pattern.DOTALL);

    // As Reached writes it.

    /** What can fail. */
    public enum Kind {
        /** The name was not resolved. */
        NAME,
        /** No connection could be opened. */
        CONNECT,
        /** The egress proxy did not open a tunnel. */
        PROXY,
        /** What was asked as an HTTP proxy, in plain text, answers with TLS. */
        PROXY_TLS,
        /** The process has no file descriptors left. */
        OPEN_FILES,
        /** The trust store of this JVM cannot be used. */
        TRUST_STORE,
        /** The peer's certificate has expired. */
        EXPIRED,
        /** The peer's certificate is not valid yet. */
        NOT_YET_VALID,
        /** The peer's certificate is for another name. */
        OTHER_NAME,
        /** The peer's certificate does not chain to a trusted root. */
        UNTRUSTED,
        /** The peer requires a client certificate. */
        CLIENT_CERTIFICATE,
        /** There is no version of TLS that both sides accept. */
        TLS_VERSION,
        /** The peer supports HTTP/2 only. */
        ONLY_HTTP2,
        /** The peer does not speak TLS. */
        NO_TLS,
        /** The TLS handshake failed for another reason. */
        TLS,
        /** No answer in time. */
        TIMEOUT,
        /** The connection was closed before the answer was complete. */
        LOST,
        /** A class is missing or incompatible. */
        CLASSES,
        /** The JVM refuses one of its settings, which no retry mends. */
        SETTING,
        /** Anything else. */
        OTHER;

        /** Whether it is about TLS. */
        public boolean tls() {
            return compareTo(TRUST_STORE) >= 0 && compareTo(TLS) <= 0;
        }
    }

    /** Marks, as a suppressed exception, a failure before the request was written. */
    public static final class NothingSent extends Exception {

        private static final long serialVersionUID = 1L;

        public NothingSent() {
            super("Nothing of the request was sent", null, false, false);
        }
    }

    /** The steps of a request, in order. */
    public enum Step {
        /** The name is resolved. */
        NAME("it resolved the name "),
        /** A connection to the host, or to the egress proxy, is opened, and a tunnel through the latter. */
        CONNECT("it was connecting to "),
        /** The TLS handshake. */
        TLS("it waited for TLS with "),
        /** The request is sent and the answer awaited. */
        REQUEST("it waited for the answer of ");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        /** What is being done, in words that follow "while". */
        public String with(String host) {
            return words.concat(host);
        }
    }

    /** Says, as a suppressed exception, how far a request got. */
    public static final class Reached extends Exception {

        private static final long serialVersionUID = 1L;

        private final Step step;
        private final @Nullable InetSocketAddress address;
        private final transient @Nullable Proxy proxy;

        /** The last address that was tried, of the host or of the proxy; null if there was none. */
        public Reached(Step step, @Nullable InetSocketAddress address, @Nullable Proxy proxy) {
            super("The request got as far as " + step, null, false, false);
            this.step = step;
            this.address = address;
            this.proxy = proxy;
        }

        public Step step() {
            return step;
        }

        /** Whether the address is this machine's own. */
        public boolean isLoopback() {
            InetSocketAddress to = asked();
            return to != null
                    && (to.getAddress() == null
                            ? Loopback.is(to.getHostString())
                            : to.getAddress().isLoopbackAddress());
        }

        /** The address that the name of who was asked resolved to. */
        public @Nullable InetAddress address() {
            InetSocketAddress to = asked();
            return to == null ? null : to.getAddress();
        }

        public boolean toProxy() {
            return proxy != null;
        }

        /** The proxy that was asked in place of the host. */
        public Optional<Proxy> proxy() {
            return Optional.ofNullable(proxy);
        }

        /** Whether the proxy is one of SOCKS, which is given the name of the host. */
        public boolean toSocks() {
            return proxy != null && proxy.type() == Proxy.Type.SOCKS;
        }

        /** The name, or address, of who was asked. */
        public @Nullable String host() {
            InetSocketAddress to = asked();
            return to == null ? null : to.getHostString();
        }

        /** The port that was asked; -1 if there was none. */
        public int port() {
            InetSocketAddress to = asked();
            return to == null ? -1 : to.getPort();
        }

        private @Nullable InetSocketAddress asked() {
            Proxy over = proxy;
            return over != null && toSocks() && over.address() instanceof InetSocketAddress socks ? socks : address;
        }

        /** Host and port, and the address that the name resolved to. */
        public String place() {
            InetSocketAddress to = asked();
            return to == null ? "" : place(to);
        }

        /** An address as it is written for people. */
        public static String place(InetSocketAddress address) {
            String host = address.getHostString();
            String ip =
                    address.getAddress() == null ? host : address.getAddress().getHostAddress();
            return host + ":" + address.getPort() + (ip.equals(host) ? "" : " (" + ip + ")");
        }
    }

    /** Says, as a suppressed exception, which certificate was not trusted. */
    public static final class Shown extends Exception {

        private static final long serialVersionUID = 1L;

        private final String subject;
        private final String issuer;

        public Shown(X509Certificate certificate) {
            super("A certificate was not trusted", null, false, false);
            this.subject = SafeText.ascii(certificate.getSubjectX500Principal().getName(), LONGEST_NAME);
            this.issuer = SafeText.ascii(certificate.getIssuerX500Principal().getName(), LONGEST_NAME);
        }

        /** Its issuer. */
        public String issuer() {
            return issuer;
        }

        /** Its subject and its issuer. */
        public String words() {
            return subject + ", issued by " + issuer;
        }
    }

    /** Marks, as a suppressed exception, that the peer requested a client certificate. */
    public static final class CertificateWanted extends Exception {

        private static final long serialVersionUID = 1L;

        public CertificateWanted() {
            super("The peer had asked for a certificate of the client", null, false, false);
        }
    }

    /** The egress proxy did not open a tunnel. None of its other addresses is tried, since a password may be wrong. */
    public static final class ProxyRefused extends ProtocolException {

        private static final long serialVersionUID = 1L;

        private static final int MOST_SCHEMES = 5;

        final int status;
        final String offers;

        /**
         * The status of the answer to CONNECT, how one may log in, if the answer says so, and what is wrong, for the person who
         * reads it.
         */
        public ProxyRefused(int status, Stream<String> schemes, String why) {
            this(
                    status,
                    why,
                    schemes.map(scheme -> scheme.replaceAll("[^A-Za-z0-9-]", "?"))
                            .distinct()
                            .limit(MOST_SCHEMES)
                            .collect(Collectors.joining(", ")));
        }

        private ProxyRefused(int status, String why, String offers) {
            super(why + (offers.isEmpty() ? "" : "; it offers " + offers));
            this.status = status;
            this.offers = offers;
        }
    }

    /** Reads a failure and its causes. */
    public static NetworkFault of(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        List<Throwable> marks = new ArrayList<>();
        for (Throwable next = failure; next != null && chain.size() < DEEPEST; next = next.getCause()) {
            chain.add(next);
            marks.addAll(List.of(next.getSuppressed()));
        }
        Causes causes = new Causes(chain);
        int status = causes.proxyStatus();
        Reached reached = first(marks, Reached.class);
        boolean connecting = reached != null && reached.step() == Step.CONNECT;
        Kind read = reached != null && reached.toSocks() && connecting
                ? causes.ofSocks(String.valueOf(reached.asked()), status)
                : reached != null && reached.toProxy() && connecting && causes.says(TLS_RECORD)
                        ? Kind.PROXY_TLS
                        : causes.kind(status);
        boolean ownName = read == Kind.NAME && reached != null && connecting && !reached.toSocks();
        boolean refused =
                (read == Kind.LOST || read == Kind.TLS) && marks.stream().anyMatch(CertificateWanted.class::isInstance);
        // To connect to 0.0.0.0 the JDK looks up this machine's own name.
        Kind kind = refused ? Kind.CLIENT_CERTIFICATE : ownName ? Kind.CONNECT : read;
        boolean marked = marks.stream().anyMatch(NothingSent.class::isInstance);
        boolean unsent = switch (kind) {
            case NAME, CONNECT, OPEN_FILES -> true;
            case PROXY -> status >= SERVER_ERROR;
            case TIMEOUT -> marked || causes.says("connect timed out") || causes.named("ConnectTimeout");
            case LOST -> marked || causes.says("remote host terminated the handshake");
            default -> false;
        };
        return new NetworkFault(
                kind, causes.words(), Math.max(0, status), unsent, reached, first(marks, Shown.class), causes.offers());
    }

    /** Whether the name was not resolved, in time or at all. */
    public boolean isOfName() {
        return kind == Kind.NAME || (kind == Kind.TIMEOUT && reached != null && reached.step() == Step.NAME);
    }

    /** Whether what was asked as a SOCKS proxy is none. */
    public boolean notSocks() {
        return kind == Kind.PROXY && NO_SOCKS.matcher(words).find();
    }

    /** How the connection was lost: reset, or closed. */
    public String ended() {
        return words.toLowerCase(Locale.ROOT).contains("reset") ? "reset" : "closed";
    }

    private static <T extends Throwable> @Nullable T first(List<Throwable> marks, Class<T> kind) {
        return marks.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }
}
