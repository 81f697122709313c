package io.github.wicredential.internal.binding;

import io.github.wicredential.internal.network.Shared;
import io.github.wicredential.internal.network.TrustedRoots;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Certificates from a PEM text, and the trust in them and nothing else. Text around them is ignored, as in OpenSSL. */
final class Certificates {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final Pattern BLOCK = Pattern.compile(BEGIN + "([A-Za-z0-9+/=\\s]*+)-----END CERTIFICATE-----");
    private static final String BASE64_OF_PEM = "LS0tLS1CRUdJTi";

    /** One trust manager per text, so that identities with the same trust share their connections. */
    private static final Shared<Certificates> SHARED = new Shared<>();

    private final String pem;
    private final X509ExtendedTrustManager trust;

    private Certificates(String pem, X509ExtendedTrustManager trust) {
        this.pem = pem;
        this.trust = trust;
    }

    /** The given trust cannot be used; the message is a clause, or the end of one. */
    static final class Unusable extends IOException {

        private static final long serialVersionUID = 1L;

        Unusable(String why, @Nullable Throwable cause) {
            super(why, cause);
        }
    }

    static Certificates parse(String pem) throws Unusable {
        try {
            List<Certificate> all = certificates(pem);
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < all.size(); i++) {
                store.setCertificateEntry("ca-" + i, all.get(i));
            }
            X509ExtendedTrustManager trust = TrustedRoots.of(store);
            return SHARED.get(pem, () -> new Certificates(pem, trust));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new Unusable("contains a certificate that cannot be decoded", e);
        } catch (Unusable e) {
            throw e;
        } catch (GeneralSecurityException | IOException e) {
            throw new Unusable("cannot be used as trust", e);
        }
    }

    boolean madeFrom(String text) {
        return pem.equals(text);
    }

    X509ExtendedTrustManager trust() {
        return trust;
    }

    private static List<Certificate> certificates(String pem) throws CertificateException, Unusable {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> all = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            byte[] der = Base64.getMimeDecoder().decode(block.group(1));
            all.add(factory.generateCertificate(new ByteArrayInputStream(der)));
        }
        if (pem.split(BEGIN, -1).length - 1 != all.size()) {
            throw new Unusable("contains a certificate that is truncated or malformed", null);
        }
        if (all.isEmpty()) {
            throw new Unusable(
                    pem.stripLeading().startsWith(BASE64_OF_PEM)
                            ? "is base64 of a PEM text, not the text itself"
                            : "contains no PEM certificate",
                    null);
        }
        return all;
    }
}
