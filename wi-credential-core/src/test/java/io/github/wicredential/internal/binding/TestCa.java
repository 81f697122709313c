package io.github.wicredential.internal.binding;

import io.github.wicredential.thirdparty.okhttp3.tls.HeldCertificate;

/** A certificate authority for one test. */
public final class TestCa {

    private final HeldCertificate root;

    public TestCa(String name) {
        root = new HeldCertificate.Builder()
                .commonName(name)
                .certificateAuthority(0)
                .build();
    }

    public String pem() {
        return root.certificatePem();
    }

    public HeldCertificate certificateFor(String... names) {
        HeldCertificate.Builder leaf =
                new HeldCertificate.Builder().commonName("token proxy").signedBy(root);
        for (String name : names) {
            leaf.addSubjectAlternativeName(name);
        }
        return leaf.build();
    }

    HeldCertificate certificateWithoutNames(String commonName) {
        return new HeldCertificate.Builder()
                .commonName(commonName)
                .signedBy(root)
                .build();
    }

    HeldCertificate expiredCertificateFor(String name) {
        return new HeldCertificate.Builder()
                .addSubjectAlternativeName(name)
                .validityInterval(1_000, 2_000)
                .signedBy(root)
                .build();
    }
}
