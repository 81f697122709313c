package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.auth.WorkloadIdentity;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import io.github.wicredential.clients.openai.OpenAiSubjectTokenProvider;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TokenRefusedException;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The real client with a stand-in for the wire and for OpenAI behind it: its token endpoint checks Entra's token for real.
 * The endpoint's address cannot be set in the client, so nothing can be sent to another.
 */
@WorkloadIdentityTest
class OpenAiTest {

    private static final String SCOPE = "api://openai-federation/.default";

    private OpenAi openAi;
    private io.github.wicredential.WorkloadIdentity identity;

    @BeforeEach
    void start(LocalEntra entra, LocalCluster cluster) {
        openAi = new OpenAi(entra);
        identity = io.github.wicredential.WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
    }

    @AfterEach
    void stop() {
        identity.close();
    }

    @Test
    void clientsShareOneTokenOfEntra(LocalEntra entra, LocalApplication application) {
        for (int i = 0; i < 3; i++) {
            OpenAIClient client = client(identity, 3600);
            assertThat(client.models().list().data()).isEmpty();
            assertThat(client.models().list().data()).isEmpty();
        }

        assertThat(openAi.callers).hasSize(3).containsOnly(application.clientId());
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void whenOpenAisTokenExpiresEntrasIsExchangedAgain(LocalEntra entra) {
        openAi.expiresIn = 1;
        OpenAIClient client = client(identity, 1);

        client.models().list();
        client.models().list();

        assertThat(openAi.callers).hasSizeGreaterThanOrEqualTo(2);
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void whileATokenIsValidEntraMayBeDown(LocalEntra entra) {
        identity.token(SCOPE);
        entra.faults().always(Fault.status(503));

        assertThat(client(identity, 60).async().models().list().join().data()).isEmpty();

        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void twoIdentitiesInOneProcessAreTwoCallers(LocalEntra entra, LocalCluster cluster, LocalApplication application) {
        LocalApplication reports = entra.registerApplication().trust(cluster);
        try (io.github.wicredential.WorkloadIdentity other = io.github.wicredential.WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .clientId(reports.clientId())
                .build()) {
            client(identity, 60).models().list();
            client(other, 60).models().list();
        }

        assertThat(openAi.callers).containsExactly(application.clientId(), reports.clientId());
    }

    @Test
    void aRefusalOfEntraIsWhatTheCallerSees(LocalApplication application) {
        application.untrustAll();

        assertThatThrownBy(() -> client(identity, 60).models().list())
                .satisfies(failure -> assertThat(RedisTest.whole(failure))
                        .contains("AADSTS70025")
                        .contains("az identity federated-credential"));
    }

    @Test
    void noTokenIsLogged() {
        try (LoggedTokens logged = new LoggedTokens()) {
            client(identity, 60).models().list();

            logged.haveNone(openAi.tokens);
        }
    }

    private OpenAIClient client(io.github.wicredential.WorkloadIdentity identity, int refreshBuffer) {
        // begin: federation
        WorkloadIdentity federation = WorkloadIdentity.builder()
                .clientId("CLIENT")
                .identityProviderId("IDENTITY-PROVIDER")
                .serviceAccountId("SERVICE-ACCOUNT")
                .provider(OpenAiSubjectTokenProvider.of(identity, "api://openai-federation/.default"))
                .refreshBufferSeconds(refreshBuffer)
                .build();
        // end
        return new OpenAIClientImpl(ClientOptions.builder()
                .httpClient(openAi)
                .maxRetries(0)
                .workloadIdentity(federation)
                .build());
    }

    private static final class OpenAi implements HttpClient {

        final List<String> callers = new CopyOnWriteArrayList<>();
        final List<String> tokens = new CopyOnWriteArrayList<>();
        volatile int expiresIn = 7200;

        private final TokenCheck check;

        OpenAi(LocalEntra entra) {
            check = new TokenCheck(TrustedIssuer.of(entra), "api://openai-federation", InstantSource.system());
        }

        @Override
        public HttpResponse execute(HttpRequest request, RequestOptions options) {
            if (request.url().equals("https://auth.openai.com/oauth/token")) {
                return exchange(request);
            }
            boolean known = request.headers().values("Authorization").equals(List.of("Bearer of-openai"));
            return new Answer(known ? 200 : 401, known ? "{\"object\":\"list\",\"data\":[]}" : "{}");
        }

        @Override
        public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
            return CompletableFuture.completedFuture(execute(request, options));
        }

        private HttpResponse exchange(HttpRequest request) {
            try {
                ByteArrayOutputStream sent = new ByteArrayOutputStream();
                request.body().writeTo(sent);
                JsonNode form = new JsonMapper().readTree(sent.toByteArray());
                String token = form.get("subject_token").asText();
                callers.add(check.verify(token).applicationId());
                tokens.add(token);
                return new Answer(
                        200,
                        "{\"access_token\":\"of-openai\",\"issued_token_type\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":"
                                + expiresIn + "}");
            } catch (TokenRefusedException refused) {
                return new Answer(401, "{\"error\":\"invalid_grant\"}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {}
    }

    private record Answer(int status, String text) implements HttpResponse {

        @Override
        public int statusCode() {
            return status;
        }

        @Override
        public Headers headers() {
            return Headers.builder().put("Content-Type", "application/json").build();
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {}
    }
}
