package io.github.wicredential.explanations;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.core.util.ConfigurationSource;
import com.azure.core.util.Context;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A pod that reads a secret, with everything that may be wrong with it. */
final class Pod implements AutoCloseable {

    /** Enough for an answer that comes, asked for three times. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** For what has no answer. */
    private static final Duration IMPATIENCE = Duration.ofSeconds(1);

    final Path directory;
    final LocalCluster cluster;
    final LocalEntra entra = LocalEntra.start();
    final LocalApplication application = entra.registerApplication();
    final Map<String, String> variables = new HashMap<>();

    /** How far the cluster's clock is ahead, by which tokens are issued. */
    private Duration clusterAhead = Duration.ZERO;

    private Duration podAhead = Duration.ZERO;
    /** What is asked for by name; none: what the vault asks for. */
    String[] scopes = {};

    int vaultStatus = 200;

    /** What challenges it makes is remembered by its name, for all pods. */
    String vault = "orders";

    /** Whose tokens the vault wants. */
    String vaultTenant = entra.tenantId();

    /** Which agent asks, below the application as its blueprint; null for the application itself. */
    String agent;

    private boolean defaultCredential;

    /** By which the application asks for tokens, if not as usual. */
    private TokenTransport transport;

    private Duration patience = PATIENCE;
    private final List<Closeable> closing = new ArrayList<>();

    Pod(Path directory) {
        this.directory = directory;
        cluster = LocalCluster.builder().clock(new Skewed()).start();
        cluster.annotate(application);
        application.trust(cluster);
        variables.putAll(cluster.environment());
        variables.put("HOSTNAME", "orders-7c9d8f6b5d-x2k4p");
        variables.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    }

    /** Builds client and credential, and reads a secret. */
    void readSecret(RetryOptions retries) {
        if (defaultCredential) {
            ConfigurationSource nothing = path -> Map.of();
            read(
                    new DefaultAzureCredentialBuilder()
                            .configuration(new ConfigurationBuilder(nothing, nothing, path -> variables).build())
                            .build(),
                    retries);
            return;
        }
        WorkloadIdentityBuilder builder = identity().timeout(patience);
        if (transport != null) {
            builder.transport(transport);
        }
        try (WorkloadIdentity identity = builder.build()) {
            read(WorkloadIdentityCredential.of(agent == null ? identity : identity.agent(agent)), retries);
        }
    }

    private void read(TokenCredential credential, RetryOptions retries) {
        HttpClient http = new Vault(vaultTenant, vaultStatus);
        if (scopes.length > 0) {
            new HttpPipelineBuilder()
                    .policies(new RetryPolicy(retries), new BearerTokenAuthenticationPolicy(credential, scopes))
                    .httpClient(http)
                    .build()
                    .sendSync(new HttpRequest(HttpMethod.GET, "https://orders.vault.azure.net/"), Context.NONE)
                    .close();
            return;
        }
        new SecretClientBuilder()
                .vaultUrl("https://" + vault + ".vault.azure.net")
                .credential(credential)
                .retryOptions(retries)
                .httpClient(http)
                .buildClient()
                .getSecret("password");
    }

    Diagnosis diagnose() {
        String[] asked = scopes.length > 0 ? scopes : new String[] {"https://vault.azure.net/.default"};
        DiagnosisOptions options = DiagnosisOptions.of(String.join(" ", asked)).withTimeout(Duration.ofSeconds(3));
        return identity().diagnose(agent == null ? options : options.withAgent(agent));
    }

    private WorkloadIdentityBuilder identity() {
        return WorkloadIdentity.builder()
                .environment(variables::get)
                .clock(() -> Instant.now().plus(podAhead));
    }

    void withoutWebhook() {
        variables.keySet().removeIf(name -> name.startsWith("AZURE_"));
    }

    void withoutWebhookAndDefault() {
        withoutWebhook();
        defaultCredential = true;
    }

    /** From now on it waits for what does not come. */
    void hurry() {
        patience = IMPATIENCE;
    }

    void client(String id) {
        variables.put("AZURE_CLIENT_ID", id);
    }

    /** All that the application trusts, for the pod's subject. */
    void trust(String issuer, String audience) {
        application.untrustAll().trust(issuer, cluster.subject(), audience);
    }

    /** Sets both clocks, with a token that is issued by the cluster's. */
    void clocks(int clusterMinutes, int podMinutes) {
        clusterAhead = Duration.ofMinutes(clusterMinutes);
        podAhead = Duration.ofMinutes(podMinutes);
        cluster.rotateToken();
    }

    void file(Path path) {
        variables.put("AZURE_FEDERATED_TOKEN_FILE", path.toString());
    }

    void authority(String url) {
        variables.put("AZURE_AUTHORITY_HOST", url);
        hurry();
    }

    /** The DNS knows no such name; the words are those of Linux, which names from a file lack. */
    void unresolved(String host) {
        authority("https://" + host + "/");
        transport = request -> {
            throw new UnknownHostException(host + ": Name or service not known");
        };
    }

    /** The authority is a server that does this with each connection. */
    void server(Handler handler) {
        variables.put("AZURE_AUTHORITY_HOST", "https://localhost:" + serve(handler) + "/");
    }

    /** The authority has a certificate of an authority that nobody knows. */
    void untrusted() {
        LocalEntra unknown = LocalEntra.builder().https(true).start();
        closing(unknown::close);
        variables.put("AZURE_AUTHORITY_HOST", unknown.authorityHost().toString());
    }

    /** The way to Entra leads through a proxy that answers CONNECT so; null: by closing the connection. */
    void egressProxy(String statusAndHeaders) {
        rawProxy(statusAndHeaders == null ? "" : "HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: 0\r\n\r\n");
    }

    /** The same, which answers with these bytes. */
    void rawProxy(String answer) {
        variables.put("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/");
        variables.put(
                "HTTPS_PROXY",
                "http://127.0.0.1:"
                        + serve(socket -> {
                            byte[] request = new byte[4096];
                            if (socket.getInputStream().read(request) > 0) {
                                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                            }
                        }));
    }

    /** Writes its address in another way. */
    void proxyUrl(String begin, String other) {
        variables.put("HTTPS_PROXY", variables.get("HTTPS_PROXY").replace(begin, other));
    }

    /** The JVM's own property, until the pod ends. */
    void jvmProxy(String host) {
        System.setProperty("https.proxyHost", host);
        closing(() -> System.clearProperty("https.proxyHost"));
        authority("https://login.microsoftonline.com/");
    }

    void proxy(String url) {
        variables.put("HTTPS_PROXY", url);
        authority("https://login.microsoftonline.com/");
    }

    /** A port at which connections are not accepted, since others wait to be. */
    int blackHole() throws IOException {
        ServerSocket full = closing(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < 2; i++) {
            closing(new Socket(full.getInetAddress(), full.getLocalPort()));
        }
        return full.getLocalPort();
    }

    /** A port at which nobody listens, and nobody else can. */
    int unusedPort() throws IOException {
        Socket bound = closing(new Socket());
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return bound.getLocalPort();
    }

    interface Handler {
        void handle(Socket socket) throws IOException;
    }

    private int serve(Handler handler) {
        try {
            ServerSocket listener = closing(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread thread = new Thread(() -> accept(listener, handler));
            thread.setDaemon(true);
            thread.start();
            return listener.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void accept(ServerSocket listener, Handler handler) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread thread = new Thread(() -> {
                    try (socket) {
                        handler.handle(socket);
                    } catch (IOException gone) {
                        // The other side has seen enough.
                    }
                });
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private <T extends Closeable> T closing(T resource) {
        closing.add(resource);
        return resource;
    }

    @Override
    public void close() throws IOException {
        for (Closeable resource : closing) {
            resource.close();
        }
        cluster.close();
        entra.close();
    }

    private final class Skewed extends Clock {

        @Override
        public ZoneId getZone() {
            return systemUTC().getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return systemUTC().instant().plus(clusterAhead);
        }
    }
}
