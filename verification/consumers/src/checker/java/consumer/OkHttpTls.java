package consumer;

import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Certificates for the application's tests. */
public final class OkHttpTls implements Check {
    @Override
    public void run() {
        HeldCertificate certificate =
                new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
        Check.must(certificate.certificatePem().startsWith("-----BEGIN"), "a certificate");
        Check.must(
                new HandshakeCertificates.Builder()
                                .heldCertificate(certificate)
                                .build()
                                .sslContext()
                        != null,
                "a context");
    }
}
