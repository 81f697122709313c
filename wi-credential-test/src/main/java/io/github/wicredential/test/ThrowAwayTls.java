package io.github.wicredential.test;

import io.github.wicredential.thirdparty.okhttp3.tls.HandshakeCertificates;
import io.github.wicredential.thirdparty.okhttp3.tls.HeldCertificate;
import java.net.InetAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/** A certificate authority of one server's life, and the server's certificate for its loopback address. */
final class ThrowAwayTls {

    private final HeldCertificate authority;
    private final HandshakeCertificates certificates;

    ThrowAwayTls(InetAddress address) {
        authority = new HeldCertificate.Builder()
                .commonName("Local Entra throw-away authority")
                .certificateAuthority(0)
                .build();
        HeldCertificate server = new HeldCertificate.Builder()
                .commonName("localhost")
                .addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName(address.getHostAddress())
                .signedBy(authority)
                .build();
        certificates = new HandshakeCertificates.Builder()
                .heldCertificate(server)
                .addTrustedCertificate(authority.certificate())
                .build();
    }

    String authorityPem() {
        return authority.certificatePem();
    }

    X509TrustManager trustManager() {
        return certificates.trustManager();
    }

    SSLContext context() {
        return certificates.sslContext();
    }
}
