package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.network.NamingTrust;
import io.github.wicredential.internal.network.TrustedRoots;
import io.github.wicredential.internal.network.WantedCertificate;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** What a peer shows and wants while TLS is agreed on. */
final class Handshake {

    private static final int MOST_NAMES = 5;

    private final NamingTrust trust;
    private volatile boolean wanted;

    /** With the given trust; null stands for the JVM's. */
    Handshake(@Nullable X509ExtendedTrustManager given) throws GeneralSecurityException {
        this.trust = new NamingTrust(given == null ? TrustedRoots.of(null) : given);
    }

    SSLContext context() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new WantedCertificate(() -> wanted = true)}, new TrustManager[] {trust}, null);
        return context;
    }

    /** Whether the peer has asked for a certificate of ours; there is none. */
    boolean clientWanted() {
        return wanted;
    }

    /** Who the peer says it is, and who vouches for it; empty if it has shown nothing. */
    List<String> lines() {
        X509Certificate leaf = trust.shown();
        return leaf == null
                ? List.of()
                : List.of(
                        Evidence.shown("certificate of "
                                + leaf.getSubjectX500Principal().getName() + names(leaf)),
                        Evidence.shown(
                                "issued by " + leaf.getIssuerX500Principal().getName() + ", ends "
                                        + HumanTimes.shown(leaf.getNotAfter().toInstant())));
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
}
