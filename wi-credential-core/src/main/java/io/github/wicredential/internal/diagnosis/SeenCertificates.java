package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.internal.network.TrustedRoots;
import io.github.wicredential.internal.network.WantedCertificate;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The JVM's own trust, which also notes what it was asked about. It trusts nobody whom the JVM does not trust. */
final class SeenCertificates extends X509ExtendedTrustManager {

    private static final int MOST_NAMES = 5;

    private final X509ExtendedTrustManager jvm;
    private volatile boolean wanted;
    private X509Certificate @Nullable [] chain;

    private SeenCertificates(X509ExtendedTrustManager jvm) {
        this.jvm = jvm;
    }

    static SeenCertificates none() throws GeneralSecurityException {
        return new SeenCertificates(TrustedRoots.of(null));
    }

    SSLContext context() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new WantedCertificate(() -> wanted = true)}, new TrustManager[] {this}, null);
        return context;
    }

    /** Whether the peer has asked for a certificate of ours; there is none. */
    boolean clientWanted() {
        return wanted;
    }

    /** Who the peer says it is, and who vouches for it; empty if it has shown nothing. */
    List<String> lines() {
        X509Certificate[] seen = chain;
        if (seen == null || seen.length == 0) {
            return List.of();
        }
        X509Certificate leaf = seen[0];
        List<String> lines = new ArrayList<>();
        lines.add(GuideValues.shown(
                "certificate of " + leaf.getSubjectX500Principal().getName() + names(leaf)));
        lines.add(GuideValues.shown("issued by " + leaf.getIssuerX500Principal().getName() + ", ends "
                + Times.shown(leaf.getNotAfter().toInstant())));
        return lines;
    }

    private static String names(X509Certificate leaf) {
        try {
            Collection<List<?>> all = leaf.getSubjectAlternativeNames();
            if (all == null) {
                return "";
            }
            List<String> names = all.stream()
                    .map(name -> String.valueOf(name.get(1)))
                    .limit(MOST_NAMES)
                    .toList();
            return " for " + String.join(", ", names) + (all.size() > MOST_NAMES ? ", …" : "");
        } catch (CertificateParsingException e) {
            return "";
        }
    }

    private void note(X509Certificate[] shown) {
        chain = Arrays.copyOf(shown, shown.length);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) throws CertificateException {
        note(shown);
        jvm.checkServerTrusted(shown, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine) throws CertificateException {
        note(shown);
        jvm.checkServerTrusted(shown, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type) throws CertificateException {
        note(shown);
        jvm.checkServerTrusted(shown, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket) throws CertificateException {
        jvm.checkClientTrusted(shown, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine) throws CertificateException {
        jvm.checkClientTrusted(shown, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type) throws CertificateException {
        jvm.checkClientTrusted(shown, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jvm.getAcceptedIssuers();
    }
}
