package io.github.wicredential.examples.ownapi;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A server's certificate for the name localhost. */
final class Tls {

    private static final String PASSWORD = "changeit";

    private final HeldCertificate held = new HeldCertificate.Builder()
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .build();

    X509Certificate certificate() {
        return held.certificate();
    }

    /** For a server, and for a client that trusts it. */
    SSLContext context() {
        return new HandshakeCertificates.Builder()
                .heldCertificate(held)
                .addTrustedCertificate(held.certificate())
                .build()
                .sslContext();
    }

    /** What makes it the certificate of a JVM. */
    String[] options(Path directory) throws Exception {
        Path file = directory.resolve("server.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server", held.keyPair().getPrivate(), PASSWORD.toCharArray(), new Certificate[] {held.certificate()});
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return new String[] {"-Djavax.net.ssl.keyStore=" + file, "-Djavax.net.ssl.keyStorePassword=" + PASSWORD};
    }
}
