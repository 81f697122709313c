package io.github.wicredential.internal.diagnosis;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Finds the guide's entry for a failure on the way to a host. */
final class Causes {

    private static final int DEEPEST = 10;

    private Causes() {}

    static String entry(Throwable failure) {
        if (has(failure, UnknownHostException.class)) {
            return "dns";
        }
        if (has(failure, CertificateException.class)
                || (has(failure, SSLException.class) && !has(failure, EOFException.class))) {
            return "tls";
        }
        if (has(failure, ConnectException.class) || has(failure, NoRouteToHostException.class)) {
            return "connect";
        }
        if (has(failure, InterruptedIOException.class) || has(failure, TimeoutException.class)) {
            return "timeout";
        }
        return has(failure, SocketException.class) || has(failure, EOFException.class) ? "connection-lost" : "connect";
    }

    /** The kind of the innermost failure and its message, which is never of a token. */
    static String shown(Throwable failure) {
        Throwable innermost = failure;
        for (int depth = 0; innermost.getCause() != null && depth < DEEPEST; depth++) {
            innermost = innermost.getCause();
        }
        String name = innermost.getClass().getSimpleName();
        return innermost.getMessage() == null ? name : GuideValues.shown(name + ": " + innermost.getMessage());
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
