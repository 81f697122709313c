package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.guide.Evidence;
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

/** A given trust, or the JVM's own, that also records what it was asked about. It trusts no certificate of its own accord. */
final class RecordingTrustManager extends X509ExtendedTrustManager {

    private static final int MOST_NAMES = 5;

    private final X509ExtendedTrustManager trust;
    private volatile boolean wanted;
    private X509Certificate @Nullable [] chain;

    private RecordingTrustManager(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    /** Null stands for the JVM's trust. */
    static RecordingTrustManager of(@Nullable X509ExtendedTrustManager given) throws GeneralSecurityException {
        return new RecordingTrustManager(given == null ? TrustedRoots.of(null) : given);
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
        lines.add(Evidence.shown(
                "certificate of " + leaf.getSubjectX500Principal().getName() + names(leaf)));
        lines.add(Evidence.shown("issued by " + leaf.getIssuerX500Principal().getName() + ", ends "
                + HumanTimes.shown(leaf.getNotAfter().toInstant())));
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
            return " for " + String.join(", ", names) + (all.size() > MOST_NAMES ? ", ..." : "");
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
        trust.checkServerTrusted(shown, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine) throws CertificateException {
        note(shown);
        trust.checkServerTrusted(shown, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type) throws CertificateException {
        note(shown);
        trust.checkServerTrusted(shown, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket) throws CertificateException {
        trust.checkClientTrusted(shown, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine) throws CertificateException {
        trust.checkClientTrusted(shown, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type) throws CertificateException {
        trust.checkClientTrusted(shown, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
