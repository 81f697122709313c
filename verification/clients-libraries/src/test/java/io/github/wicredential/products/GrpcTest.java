package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.grpc.GrpcCallCredentials;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TokenRefusedException;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real gRPC server, over TLS, that checks the token of each call. */
@WorkloadIdentityTest
class GrpcTest {

    private static final String AUDIENCE = "api://orders";
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<String> CALLER = Context.key("caller");
    private static final MethodDescriptor<String, String> WHO = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("orders/who")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    private final Tls tls = new Tls();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private TokenCheck check;
    private Server server;
    private ManagedChannel channel;
    private WorkloadIdentity identity;

    @BeforeEach
    void start(LocalEntra entra, LocalCluster cluster) throws IOException {
        check = new TokenCheck(TrustedIssuer.of(entra), AUDIENCE, InstantSource.system());
        server = serve(TlsServerCredentials.create(
                pem(tls.certificate.certificatePem()), pem(tls.certificate.privateKeyPkcs8Pem())));
        channel = channel(
                server,
                TlsChannelCredentials.newBuilder()
                        .trustManager(pem(tls.certificate.certificatePem()))
                        .build());
        identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
    }

    @AfterEach
    void stop() throws InterruptedException {
        identity.close();
        channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }

    @Test
    void aCallIsMadeAsTheDocumentationSays(LocalApplication application) {
        // begin: credentials
        GrpcCallCredentials credentials = GrpcCallCredentials.of(identity, "api://orders/.default");
        CallOptions options = CallOptions.DEFAULT.withCallCredentials(credentials);
        // end

        assertThat(ClientCalls.blockingUnaryCall(channel, WHO, options, "who am I")).isEqualTo(application.clientId());
    }

    @Test
    void eachCallHasTheTokenAndAllShareOne(LocalEntra entra, LocalApplication application) {
        for (int i = 0; i < 20; i++) {
            assertThat(who(GrpcCallCredentials.of(identity, AUDIENCE + "/.default")))
                    .isEqualTo(application.clientId());
        }

        assertThat(entra.tokenRequests()).isEqualTo(1);
        assertThat(tokens).hasSize(20);
    }

    @Test
    void aChannelOutlivesTheToken(LocalEntra entra) throws Exception {
        entra.setExpiresIn(Duration.ofSeconds(3));
        GrpcCallCredentials credentials = GrpcCallCredentials.of(identity, AUDIENCE + "/.default");

        RedisTest.await(Duration.ofSeconds(30), () -> {
            assertThat(who(credentials)).isNotEmpty();
            return tokens.stream().distinct().count() >= 3;
        });
    }

    @Test
    void whileATokenIsValidEntraMayBeDown(LocalEntra entra) {
        GrpcCallCredentials credentials = GrpcCallCredentials.of(identity, AUDIENCE + "/.default");
        who(credentials);
        entra.faults().always(Fault.reset());

        assertThat(who(credentials)).isNotEmpty();
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void twoIdentitiesMayCallThroughOneChannel(LocalEntra entra, LocalCluster cluster, LocalApplication application) {
        LocalApplication reports = entra.registerApplication().trust(cluster);
        try (WorkloadIdentity other = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .clientId(reports.clientId())
                .build()) {
            assertThat(who(GrpcCallCredentials.of(identity, AUDIENCE + "/.default")))
                    .isEqualTo(application.clientId());
            assertThat(who(GrpcCallCredentials.of(other, AUDIENCE + "/.default")))
                    .isEqualTo(reports.clientId());
        }
    }

    @Test
    void aRefusalOfEntraIsWhatTheCallerSees(LocalApplication application) {
        application.untrustAll();

        assertThatThrownBy(() -> who(GrpcCallCredentials.of(identity, AUDIENCE + "/.default")))
                .isInstanceOfSatisfying(StatusRuntimeException.class, failure -> assertThat(
                                failure.getStatus().getCode())
                        .isEqualTo(Status.Code.UNAUTHENTICATED))
                .hasMessageContaining("AADSTS70025")
                .hasMessageContaining("az identity federated-credential");
    }

    @Test
    void anEntraThatIsDownMakesAServiceThatIsUnavailable(LocalEntra entra, LocalCluster cluster) {
        entra.faults().always(Fault.status(503));
        try (WorkloadIdentity hasty = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .timeout(Duration.ofSeconds(1))
                .build()) {
            assertThatThrownBy(() -> who(GrpcCallCredentials.of(hasty, AUDIENCE + "/.default")))
                    .isInstanceOfSatisfying(StatusRuntimeException.class, failure -> assertThat(
                                    failure.getStatus().getCode())
                            .isEqualTo(Status.Code.UNAVAILABLE));
        }
    }

    @Test
    void aChannelWithoutTlsGetsNoToken(LocalEntra entra) throws Exception {
        Server open = serve(InsecureServerCredentials.create());
        ManagedChannel readable = channel(open, InsecureChannelCredentials.create());
        try {
            assertThatThrownBy(() -> call(readable, GrpcCallCredentials.of(identity, AUDIENCE + "/.default")))
                    .hasMessageContaining("UNAUTHENTICATED")
                    .hasMessageContaining("has no TLS");
            assertThat(entra.tokenRequests()).isZero();
            assertThat(tokens).isEmpty();
        } finally {
            readable.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
            open.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void noTokenIsLogged() {
        try (LoggedTokens logged = new LoggedTokens()) {
            who(GrpcCallCredentials.of(identity, AUDIENCE + "/.default"));

            logged.haveNone(
                    tokens,
                    "io.grpc.netty.shaded.io.grpc.netty.NettyClientHandler ",
                    "io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler ");
        }
    }

    private String who(GrpcCallCredentials credentials) {
        return call(channel, credentials);
    }

    private static String call(ManagedChannel channel, GrpcCallCredentials credentials) {
        CallOptions options = CallOptions.DEFAULT
                .withCallCredentials(credentials)
                .withDeadlineAfter(20, TimeUnit.SECONDS);
        return ClientCalls.blockingUnaryCall(channel, WHO, options, "who am I");
    }

    private Server serve(ServerCredentials credentials) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress(Tls.loopback(), 0), credentials)
                .addService(ServerServiceDefinition.builder("orders")
                        .addMethod(WHO, ServerCalls.asyncUnaryCall((request, answer) -> {
                            answer.onNext(CALLER.get());
                            answer.onCompleted();
                        }))
                        .build())
                .intercept(new Door())
                .build()
                .start();
    }

    private static ManagedChannel channel(Server server, ChannelCredentials credentials) {
        return Grpc.newChannelBuilderForAddress("127.0.0.1", server.getPort(), credentials)
                .build();
    }

    private static InputStream pem(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private final class Door implements ServerInterceptor {

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String sent = headers.get(AUTHORIZATION);
            try {
                String token = sent == null ? "" : sent.substring("Bearer ".length());
                String caller = check.verify(token).applicationId();
                tokens.add(token);
                return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
            } catch (TokenRefusedException refused) {
                call.close(Status.UNAUTHENTICATED.withDescription(refused.getMessage()), new Metadata());
                return new ServerCall.Listener<>() {};
            }
        }
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {

        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
