package io.github.wicredential.examples.servicebus;

import io.github.wicredential.examples.local.TokenCheck;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.SslDomain;
import org.apache.qpid.proton.reactor.Reactor;

/** A namespace with one queue, at AMQP's own port of a loopback address that is not likely to be taken. */
final class LocalServiceBus implements AutoCloseable {

    static final String NAMESPACE = "shop.servicebus.windows.net";

    private static final int AMQPS = 5671;

    private final HeldCertificate certificate =
            new HeldCertificate.Builder().addSubjectAlternativeName(NAMESPACE).build();
    private final String address;
    private final Broker broker;
    private final Thread thread;
    private volatile boolean closed;

    LocalServiceBus(TokenCheck check) throws IOException {
        SslDomain tls = Proton.sslDomain();
        tls.init(SslDomain.Mode.SERVER);
        tls.setSslContext(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext());
        tls.setPeerAuthentication(SslDomain.VerifyMode.ANONYMOUS_PEER);
        broker = new Broker(tls, check);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        address = "127." + random.nextInt(1, 255) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
        Reactor reactor = Proton.reactor();
        reactor.acceptor(address, AMQPS, broker);
        thread = new Thread(() -> run(reactor), "local-service-bus");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return address;
    }

    X509Certificate certificate() {
        return certificate.certificate();
    }

    Broker broker() {
        return broker;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Reactor reactor) {
        reactor.setTimeout(50);
        reactor.start();
        while (!closed && reactor.process()) {
            // Everything is done by the broker.
        }
        reactor.free();
    }
}
