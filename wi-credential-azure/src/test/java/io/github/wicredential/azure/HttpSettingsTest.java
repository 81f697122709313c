package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.HttpLoggingPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.ClientOptions;
import com.azure.core.util.Header;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

@WorkloadIdentityTest
class HttpSettingsTest {

    private final List<HttpRequest> seen = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aGivenClientIsUsed(LocalCluster cluster, LocalEntra entra) {
        HttpClient client = new OkHttpAsyncHttpClientBuilder().build();
        WorkloadIdentityCredential credential =
                builder(cluster).httpClient(recording(client)).build();

        assertThat(credential.getTokenSync(TokenRequestContexts.vault())).isNotNull();
        assertThat(seen)
                .hasSize(1)
                .allMatch(request -> request.getUrl().getPath().endsWith("/oauth2/v2.0/token"));
        assertThat(entra.granted()).isEqualTo(1);
    }

    @Test
    void withAGivenClientTheLibraryRetries(LocalCluster cluster, LocalEntra entra) {
        entra.faults().next(Fault.status(503));
        WorkloadIdentityCredential credential = builder(cluster)
                .httpClient(recording(new OkHttpAsyncHttpClientBuilder().build()))
                .build();

        assertThat(credential.getTokenSync(TokenRequestContexts.vault())).isNotNull();
        assertThat(seen).hasSize(2);
    }

    @Test
    void withAGivenPipelineOnlyThePipelineRetries(LocalCluster cluster, LocalEntra entra) {
        entra.faults().always(Fault.status(503));
        HttpPipeline three =
                pipeline(new RetryPolicy(new RetryOptions(new FixedDelayOptions(2, Duration.ofMillis(1)))));
        HttpPipeline one = pipeline();

        fails(builder(cluster).pipeline(three).build());
        assertThat(entra.tokenRequests()).isEqualTo(3);

        fails(builder(cluster)
                .clientId("22222222-2222-2222-2222-222222222222")
                .pipeline(one)
                .build());
        assertThat(entra.tokenRequests()).isEqualTo(4);
    }

    @Test
    void retryOptionsNeedNoHttpClientOfAzureCore(LocalCluster cluster, LocalEntra entra) {
        entra.faults().next(3, Fault.status(500));
        WorkloadIdentityCredential credential = builder(cluster)
                .retryOptions(new RetryOptions(new FixedDelayOptions(3, Duration.ofMillis(1))))
                .addPolicy(policy(HttpPipelinePosition.PER_RETRY))
                .build();

        assertThat(credential.getTokenSync(TokenRequestContexts.vault())).isNotNull();
        assertThat(seen).hasSize(4);
        assertThat(entra.tokenRequests()).isEqualTo(4);
    }

    @Test
    void policiesStandWhereTheySay(LocalCluster cluster, LocalEntra entra) {
        entra.faults().next(1, Fault.status(500));
        WorkloadIdentityCredential credential = builder(cluster)
                .retryPolicy(new RetryPolicy(new RetryOptions(new FixedDelayOptions(3, Duration.ofMillis(1)))))
                .addPolicy(policy(HttpPipelinePosition.PER_CALL))
                .build();

        assertThat(credential.getTokenSync(TokenRequestContexts.vault())).isNotNull();
        assertThat(seen).hasSize(1);
        assertThat(entra.tokenRequests()).isEqualTo(2);
    }

    @Test
    void bothWaysToRetryAreOneTooMany(LocalCluster cluster) {
        WorkloadIdentityCredentialBuilder both = builder(cluster)
                .retryPolicy(new RetryPolicy())
                .retryOptions(new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(1))));

        assertThatThrownBy(both::build).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void clientOptionsNameTheApplicationAndAddHeaders(LocalCluster cluster) {
        WorkloadIdentityCredential credential = builder(cluster)
                .clientOptions(new ClientOptions()
                        .setApplicationId("shop")
                        .setHeaders(List.of(new Header("x-team", "orders"))))
                .addPolicy(policy(HttpPipelinePosition.PER_CALL))
                .build();

        assertThat(credential.getTokenSync(TokenRequestContexts.vault())).isNotNull();
        assertThat(seen.get(0).getHeaders().getValue(HttpHeaderName.USER_AGENT)).startsWith("shop ");
        assertThat(seen.get(0).getHeaders().getValue(HttpHeaderName.fromString("x-team")))
                .isEqualTo("orders");
    }

    @Test
    void noLogLevelShowsAssertionOrToken(LocalCluster cluster) throws Exception {
        HttpLogOptions everything = new HttpLogOptions().setLogLevel(HttpLogDetailLevel.BODY_AND_HEADERS);
        HttpPipeline pipeline = pipeline(new HttpLoggingPolicy(everything));
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        List<String> secrets = new ArrayList<>(List.of(Files.readString(cluster.tokenFile())));
        try {
            secrets.add(builder(cluster)
                    .pipeline(pipeline)
                    .build()
                    .getTokenSync(TokenRequestContexts.vault())
                    .getToken());
            secrets.add(builder(cluster)
                    .httpLogOptions(everything)
                    .build()
                    .getTokenSync(TokenRequestContexts.vault())
                    .getToken());
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }

        String all = log.list.stream().map(HttpSettingsTest::text).collect(Collectors.joining("\n"));
        assertThat(all).contains("oauth2/v2.0/token");
        assertThat(secrets)
                .allSatisfy(
                        secret -> assertThat(all).doesNotContain(secret.strip().substring(0, 60)));
    }

    @Test
    void aHugeAnswerIsNotReadToItsEnd(LocalCluster cluster, LocalEntra entra) {
        entra.faults().always(Fault.oversized());
        WorkloadIdentityCredential credential =
                builder(cluster).pipeline(pipeline()).build();

        fails(credential);
    }

    @Test
    void aRedirectIsNotFollowed(LocalCluster cluster, LocalEntra entra) {
        entra.faults().always(Fault.redirect(entra.authorityHost()));

        fails(builder(cluster).pipeline(pipeline()).build());
        fails(builder(cluster).httpLogOptions(new HttpLogOptions()).build());
        assertThat(entra.tokenRequests()).isEqualTo(2);
    }

    @Test
    void aPipelineThatThrowsIsANetworkFailure(LocalCluster cluster) {
        HttpClient broken = request -> Mono.error(new IllegalStateException("no network today"));
        WorkloadIdentityCredential credential = builder(cluster)
                .pipeline(new HttpPipelineBuilder().httpClient(broken).build())
                .build();

        assertThatThrownBy(() -> credential.getTokenSync(TokenRequestContexts.vault()))
                .isInstanceOf(ClientAuthenticationException.class)
                .hasCauseInstanceOf(TokenExchangeException.class)
                .hasRootCauseMessage("no network today");
    }

    private static void fails(WorkloadIdentityCredential credential) {
        assertThatThrownBy(() -> credential.getTokenSync(TokenRequestContexts.vault()))
                .isInstanceOf(ClientAuthenticationException.class)
                .hasCauseInstanceOf(TokenExchangeException.class);
    }

    private static String text(ILoggingEvent event) {
        return event.getFormattedMessage() + event.getKeyValuePairs();
    }

    private static WorkloadIdentityCredentialBuilder builder(LocalCluster cluster) {
        return new WorkloadIdentityCredentialBuilder().configuration(Configurations.of(cluster.environment()));
    }

    private HttpPipeline pipeline(HttpPipelinePolicy... policies) {
        return new HttpPipelineBuilder()
                .httpClient(recording(new OkHttpAsyncHttpClientBuilder().build()))
                .policies(policies)
                .build();
    }

    private HttpClient recording(HttpClient client) {
        return request -> {
            seen.add(request);
            return client.send(request);
        };
    }

    private HttpPipelinePolicy policy(HttpPipelinePosition position) {
        return new HttpPipelinePolicy() {
            @Override
            public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
                seen.add(context.getHttpRequest());
                return next.process();
            }

            @Override
            public HttpPipelinePosition getPipelinePosition() {
                return position;
            }
        };
    }
}
