package io.github.wicredential.internal.network;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Delegates to a trust manager and adds to its refusals the certificate that was presented, which the JVM's own
 * messages omit. It never trusts a certificate by itself. Thread-safe.
 */
public final class NamingTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager trust;
    private volatile @Nullable X509Certificate shown;

    public NamingTrust(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    /** The certificate that the last peer presented, trusted or not. */
    public @Nullable X509Certificate shown() {
        return shown;
    }

    private X509Certificate[] noted(X509Certificate[] chain) {
        shown = chain.length == 0 ? null : chain[0];
        return chain;
    }

    private static CertificateException named(CertificateException refused, X509Certificate[] chain) {
        if (chain.length > 0) {
            refused.addSuppressed(new NetworkFault.Shown(chain[0]));
        }
        return refused;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        try {
            trust.checkServerTrusted(noted(chain), type, socket);
        } catch (CertificateException e) {
            throw named(e, chain);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        try {
            trust.checkServerTrusted(noted(chain), type, engine);
        } catch (CertificateException e) {
            throw named(e, chain);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        try {
            trust.checkServerTrusted(noted(chain), type);
        } catch (CertificateException e) {
            throw named(e, chain);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        trust.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        trust.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trust.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
