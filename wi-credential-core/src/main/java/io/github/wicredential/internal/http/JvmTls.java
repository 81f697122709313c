package io.github.wicredential.internal.http;

import io.github.wicredential.internal.network.NamingTrust;
import io.github.wicredential.internal.network.TrustedRoots;
import io.github.wicredential.internal.network.WantedCertificate;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The JVM's TLS, without a client certificate. */
final class JvmTls {

    /** Set during a call in whose handshake the peer requested a certificate; removed at its end. */
    static final ThreadLocal<Boolean> CERTIFICATE_WANTED = new ThreadLocal<>();

    private JvmTls() {}

    static SSLContext context(X509ExtendedTrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager none = new WantedCertificate(() -> CERTIFICATE_WANTED.set(true));
            context.init(new KeyManager[] {none}, new TrustManager[] {new NamingTrust(trust)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JVM offers no TLS", e);
        }
    }

    /** The JVM's trust. */
    static X509ExtendedTrustManager trust() {
        try {
            return TrustedRoots.of(null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JVM's trust store cannot be used", e);
        }
    }
}
