package io.github.wicredential.examples.localkafka;

import io.github.wicredential.examples.local.LocalProcess;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalEntra;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import kafka.Kafka;
import kafka.tools.StorageTool;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker, of one node, as a stand-in for the Kafka endpoint of a namespace of Event Hubs: over TLS under the
 * namespace's name, with access tokens that it verifies by Entra's keys, and open to one application only. A second
 * listener, on the loopback address without TLS or tokens, is for looking at what it stored. Not thread-safe.
 */
public final class LocalKafka implements AutoCloseable {

    /** The namespace's name, which means nothing outside of a test: a client has to be told that it is 127.0.0.1. */
    public static final String HOST = "shop.servicebus.windows.net";
    /** The name of a second namespace. */
    public static final String OTHER_HOST = "other.servicebus.windows.net";

    private static final Duration START = Duration.ofMinutes(2);

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .commonName("Broker")
            .addSubjectAlternativeName(HOST)
            .addSubjectAlternativeName(OTHER_HOST)
            .build();
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int LAST_PORT = 32_000;
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(20_000, LAST_PORT - 1_000));

    private final int port = freePort();
    private final int insidePort = freePort();
    private final Path directory;
    private final LocalProcess process;

    private LocalKafka(LocalEntra entra, LocalApplication allowed, String namespace) throws Exception {
        directory = Files.createTempDirectory("broker");
        Path keys = Files.writeString(
                directory.resolve("server.pem"), certificate.privateKeyPkcs8Pem() + certificate.certificatePem());
        int controllerPort = freePort();
        String name = "listener.name.outside.";
        Path settings = Files.write(
                directory.resolve("server.properties"),
                List.of(
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.bootstrap.servers=127.0.0.1:" + controllerPort,
                        "controller.listener.names=CONTROLLER",
                        "inter.broker.listener.name=INSIDE",
                        "listeners=OUTSIDE://127.0.0.1:" + port + ",INSIDE://127.0.0.1:" + insidePort
                                + ",CONTROLLER://127.0.0.1:" + controllerPort,
                        "advertised.listeners=OUTSIDE://" + namespace + ":" + port + ",INSIDE://127.0.0.1:"
                                + insidePort,
                        "listener.security.protocol.map=OUTSIDE:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        name + "ssl.keystore.type=PEM",
                        name + "ssl.keystore.location=" + keys,
                        name + "sasl.enabled.mechanisms=OAUTHBEARER",
                        name + "oauthbearer.sasl.jaas.config="
                                + "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                        name + "oauthbearer.sasl.server.callback.handler.class="
                                + "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler",
                        name + "oauthbearer.sasl.oauthbearer.jwks.endpoint.url=" + entra.jwksUri(),
                        name + "oauthbearer.sasl.oauthbearer.expected.issuer=https://sts.windows.net/"
                                + entra.tenantId() + "/",
                        name + "oauthbearer.sasl.oauthbearer.expected.audience=https://" + namespace,
                        name + "oauthbearer.sasl.oauthbearer.clock.skew.seconds=0",
                        // A connection ends with its token unless the client shows another one before.
                        "connections.max.reauth.ms=3600000",
                        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users=User:ANONYMOUS;User:" + allowed.objectId(),
                        "log.dirs=" + directory.resolve("data"),
                        "offsets.topic.replication.factor=1",
                        "num.partitions=1"));
        process = LocalProcess.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=info",
                        "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + entra.jwksUri(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Program.class.getName(),
                        settings.toString()),
                Map.of());
    }

    /**
     * Starts a broker that believes one Entra and lets in one of its applications.
     *
     * @param entra whose tokens are let in
     * @param allowed the application
     * @return a running broker for {@link #HOST}, without topics
     * @throws Exception if it does not start within two minutes
     */
    public static LocalKafka start(LocalEntra entra, LocalApplication allowed) throws Exception {
        return start(entra, allowed, HOST);
    }

    /**
     * Starts one that takes tokens for another namespace.
     *
     * @param entra whose tokens are let in
     * @param allowed the application
     * @param namespace one of the names above
     * @return a running broker without topics
     * @throws Exception if it does not start within two minutes
     */
    public static LocalKafka start(LocalEntra entra, LocalApplication allowed, String namespace) throws Exception {
        LocalKafka broker = new LocalKafka(entra, allowed, namespace);
        try {
            broker.process.awaitLine(line -> line.contains("Kafka Server started"), START);
            return broker;
        } catch (Exception e) {
            broker.close();
            throw e;
        }
    }

    /**
     * The port of the namespace.
     *
     * @return a port of 127.0.0.1
     */
    public int port() {
        return port;
    }

    /**
     * For a look at what is stored, without a token.
     *
     * @return host and port
     */
    public String insideAddress() {
        return "127.0.0.1:" + insidePort;
    }

    /**
     * What a client has to trust.
     *
     * @return the broker's own certificate
     */
    public X509Certificate certificate() {
        return certificate.certificate();
    }

    /**
     * Waits up to 10 s for a line of what it logs.
     *
     * @param text what it contains
     * @return the line
     * @throws Exception if there is none
     */
    public String awaitLog(String text) throws Exception {
        return process.awaitLine(line -> line.contains(text), Duration.ofSeconds(10));
    }

    /** Ends it, and all that is stored with it. */
    @Override
    public void close() throws IOException {
        process.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A port that nobody is given by chance before the broker binds it: below those of outgoing connections. */
    private static int freePort() {
        while (true) {
            int candidate = NEXT_PORT.getAndIncrement();
            try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getByAddress(LOOPBACK))) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                if (candidate > LAST_PORT) {
                    throw new UncheckedIOException(taken);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Formats the broker's storage and starts it. */
    static final class Program {

        private Program() {}

        /**
         * Starts the broker.
         *
         * @param args the file with its settings
         */
        public static void main(String[] args) {
            int formatted = StorageTool.execute(
                    new String[] {
                        "format", "--standalone", "-t", Uuid.randomUuid().toString(), "-c", args[0]
                    },
                    System.out);
            if (formatted != 0) {
                System.exit(formatted);
            }
            Kafka.main(args);
        }
    }
}
