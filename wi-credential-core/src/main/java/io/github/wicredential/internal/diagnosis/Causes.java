package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.internal.network.NetworkFault;

/** Finds the guide's entry for a failure on the way to a host. */
final class Causes {

    private static final int DEEPEST = 10;

    private Causes() {}

    static String entry(Throwable failure) {
        NetworkFault.Kind kind = NetworkFault.of(failure).kind();
        return switch (kind) {
            case NAME -> "dns";
            case PROXY -> "proxy";
            case OPEN_FILES -> "open-files";
            case EXPIRED, NOT_YET_VALID -> "tls-dates";
            case OTHER_NAME -> "tls-name";
            case UNTRUSTED -> "tls";
            case CLIENT_CERTIFICATE -> "tls-client-certificate";
            case TRUST_STORE -> "trust-store";
            case ONLY_HTTP2 -> "only-http2";
            case TLS_VERSION, NO_TLS, TLS -> "tls-agreement";
            case TIMEOUT -> "timeout";
            case LOST -> "connection-lost";
            case CONNECT, CLASSES, OTHER -> "connect";
        };
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
}
