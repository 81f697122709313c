package io.github.wicredential.internal.network;

import io.github.wicredential.internal.files.OpenFiles;
import io.github.wicredential.internal.network.NetworkFault.Kind;
import io.github.wicredential.internal.network.NetworkFault.ProxyRefused;
import io.github.wicredential.internal.text.SafeText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A failure and its causes, and what they say of what went wrong. */
record Causes(List<Throwable> all) {

    private static final int LONGEST = 200;

    private static final Pattern TUNNEL =
            Pattern.compile("CONNECT: ([0-9]{3})|Proxy returns \"HTTP/[0-9.]+ ([0-9]{3})|(authenticate with proxy)");
    // How OkHttp reports a certificate for another name.
    private static final Pattern SHOWN =
            Pattern.compile("DN: ([^\\n]*)\\n\\s*subjectAltNames: \\[([^\\]\\n]*)]", Pattern.CASE_INSENSITIVE);
    // The first frame of HTTP/2 (SETTINGS, or GOAWAY), as it is or in hexadecimal digits (RFC 9113, section 4.1).
    private static final Pattern FRAME =
            Pattern.compile("content=0000[0-9a-f]{2}0[47]|status line: \\x00\\x00.[\\x04\\x07]", Pattern.DOTALL);

    Kind kind(int proxyStatus) {
        if (all.stream().anyMatch(OpenFiles::saysSo)) {
            return Kind.OPEN_FILES;
        }
        if (has(UnknownHostException.class)) {
            // The system resolver does not say why.
            return OpenFiles.exhausted() ? Kind.OPEN_FILES : Kind.NAME;
        }
        if (proxyStatus != 0) {
            return Kind.PROXY;
        }
        if (has(KeyStoreException.class)
                || has(UnrecoverableKeyException.class)
                || says("trustanchors parameter must be non-empty")
                || says("problem accessing trust store")) {
            return Kind.TRUST_STORE;
        }
        if (has(CertificateException.class)
                || has(CertPathValidatorException.class)
                || has(CertPathBuilderException.class)
                || has(SSLPeerUnverifiedException.class)) {
            return certificate();
        }
        if (says("no_application_protocol") || says(FRAME)) {
            return Kind.ONLY_HTTP2;
        }
        if (has(SSLException.class) && !has(EOFException.class) && !has(SocketException.class)) {
            return handshake();
        }
        if (says("unable to find acceptable protocols")) {
            return Kind.TLS_VERSION;
        }
        return has(LinkageError.class) && !setting() ? Kind.CLASSES : connection();
    }

    /** The JDK has one exception for whatever goes wrong on the way to a SOCKS proxy, with the message of the cause. */
    Kind ofSocks(String proxy, int proxyStatus) {
        if (says(NetworkFault.NO_SOCKS) || proxyStatus != 0) {
            return Kind.PROXY;
        }
        if (all.stream()
                .anyMatch(cause ->
                        proxy.startsWith(cause.getMessage() + "/") || proxy.startsWith(cause.getMessage() + ":"))) {
            return Kind.NAME;
        }
        return says("refused") || says("unreachable")
                ? Kind.CONNECT
                : says("timed out") ? Kind.TIMEOUT : kind(proxyStatus);
    }

    String offers() {
        return all.stream()
                .filter(ProxyRefused.class::isInstance)
                .map(refused -> ((ProxyRefused) refused).offers)
                .findFirst()
                .orElse("");
    }

    private Kind certificate() {
        if (has(CertificateExpiredException.class)) {
            return Kind.EXPIRED;
        }
        if (has(CertificateNotYetValidException.class)) {
            return Kind.NOT_YET_VALID;
        }
        boolean path = has(CertPathValidatorException.class) || has(CertPathBuilderException.class);
        boolean name = has(SSLPeerUnverifiedException.class)
                || says("no subject alternative")
                || says("no name matching")
                || says("no trusted certificate matching");
        return name && !path ? Kind.OTHER_NAME : Kind.UNTRUSTED;
    }

    private Kind handshake() {
        if (says("pkix path") || says("unknown_ca") || says("certificate_unknown")) {
            return Kind.UNTRUSTED;
        }
        if (says("certificate_required") || says("bad_certificate")) {
            return Kind.CLIENT_CERTIFICATE;
        }
        if (says("protocol_version") || says("selected protocol version") || says("no appropriate protocol")) {
            return Kind.TLS_VERSION;
        }
        if (says("unrecognized_name")) {
            return Kind.OTHER_NAME;
        }
        return says("plaintext connection") || says("unsupported or unrecognized ssl message") ? Kind.NO_TLS : Kind.TLS;
    }

    private Kind connection() {
        if (has(ConnectException.class)
                || has(NoRouteToHostException.class)
                || has(PortUnreachableException.class)
                || (has(SocketException.class) && says("unreachable"))) {
            return Kind.CONNECT;
        }
        if (has(InterruptedIOException.class) || has(TimeoutException.class) || named("TimeoutException")) {
            return Kind.TIMEOUT;
        }
        return has(SocketException.class)
                        || has(EOFException.class)
                        || has(ClosedChannelException.class)
                        || (has(IOException.class) && says("unexpected end of stream"))
                ? Kind.LOST
                : setting() ? Kind.SETTING : Kind.OTHER;
    }

    /** A class of the JDK that reads an invalid setting fails once with it, and from then on as one that cannot be loaded. */
    private boolean setting() {
        return has(IllegalArgumentException.class)
                || has(NoSuchAlgorithmException.class)
                || has(NoSuchProviderException.class)
                || (has(LinkageError.class) && says("exception java.lang.illegalargumentexception"));
    }

    /** The status of the refused tunnel; -1 if a SOCKS proxy refused, 0 if no proxy did. */
    int proxyStatus() {
        for (Throwable cause : all) {
            if (cause instanceof ProxyRefused refused) {
                return refused.status;
            }
            String message = cause instanceof IOException ? String.valueOf(cause.getMessage()) : "";
            Matcher tunnel = TUNNEL.matcher(message);
            if (tunnel.find()) {
                String status = tunnel.group(1) != null ? tunnel.group(1) : tunnel.group(2);
                return status == null ? 407 : Integer.parseInt(status);
            }
            if (message.contains("CONNECT") || (cause instanceof SocketException && message.startsWith("SOCKS"))) {
                return -1;
            }
        }
        return 0;
    }

    String words() {
        String deepest = all.get(all.size() - 1).getMessage();
        Matcher shown = SHOWN.matcher(deepest == null ? "" : deepest);
        String words = shown.find() ? "it is for " + shown.group(2) + ", subject " + shown.group(1) : deepest;
        return words == null ? "" : SafeText.line(words, LONGEST);
    }

    boolean has(Class<? extends Throwable> type) {
        return all.stream().anyMatch(type::isInstance);
    }

    boolean named(String part) {
        return all.stream().anyMatch(cause -> cause.getClass().getSimpleName().contains(part));
    }

    boolean says(String lower) {
        return all.stream().anyMatch(cause -> lower(cause).contains(lower));
    }

    boolean says(Pattern pattern) {
        return all.stream()
                .anyMatch(cause ->
                        pattern.matcher(String.valueOf(cause.getMessage())).find());
    }

    private static String lower(Throwable cause) {
        return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    }
}
