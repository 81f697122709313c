package io.github.wicredential.examples.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenSource;
import io.github.wicredential.examples.local.AcceptedToken;
import io.github.wicredential.examples.local.LocalContainer;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

/** The program asks with a token for the model's resource, and each question with a token of that moment. */
@WorkloadIdentityTest
class ChatTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String AUDIENCE = "https://cognitiveservices.azure.com";

    @Test
    void asksTheDeploymentAndPrintsItsAnswer(LocalCluster cluster, LocalEntra entra, LocalApplication application)
            throws Exception {
        try (LocalModel model = new LocalModel(TrustedIssuer.of(entra), AUDIENCE);
                LocalContainer program = ask(cluster, model)) {
            assertThat(program.awaitEnd(LONG)).contains("Three orders are open.");

            assertThat(program.output()).noneMatch(line -> line.contains("eyJ"));
            assertThat(model.callers())
                    .extracting(AcceptedToken::applicationId)
                    .containsExactly(application.clientId());
            assertThat(model.questions()).singleElement().satisfies(question -> {
                assertThat(question.at("/model").asText()).isEqualTo("orders-chat");
                assertThat(question.at("/messages/0/content").asText()).isEqualTo("How many orders are open?");
            });
        }
        assertThat(entra.requests())
                .singleElement()
                .extracting(ReceivedTokenRequest::scope)
                .isEqualTo(AUDIENCE + "/.default");
    }

    @Test
    void aModelThatWantsATokenForAnotherAudienceIsNotAsked(LocalCluster cluster, LocalEntra entra) throws Exception {
        try (LocalModel model = new LocalModel(TrustedIssuer.of(entra), "https://storage.azure.com");
                LocalContainer program = ask(cluster, model)) {
            assertThat(program.awaitStatus(LONG)).isEqualTo(1);

            assertThat(String.join("\n", program.output()))
                    .contains("UnauthorizedException", "JWT aud claim rejected")
                    .doesNotContain("eyJ");
            assertThat(model.questions()).isEmpty();
        }
    }

    @Test
    void eachRequestCarriesTheTokenOfThatMoment() {
        AtomicInteger tokens = new AtomicInteger();
        TokenSource source = () -> new AccessToken("token-" + tokens.incrementAndGet(), Instant.EPOCH, Instant.EPOCH);
        List<String> sent = new CopyOnWriteArrayList<>();
        OpenAIClient client = Chat.client("https://models.example/openai/v1", source)
                .addInterceptor(chain -> {
                    sent.add(chain.request().header("Authorization"));
                    return new Response.Builder()
                            .request(chain.request())
                            .protocol(Protocol.HTTP_1_1)
                            .code(200)
                            .message("OK")
                            .body(ResponseBody.create(
                                    "{\"object\":\"list\",\"data\":[]}", MediaType.get("application/json")))
                            .build();
                })
                .build();

        client.models().list();
        client.models().list();
        client.close();

        assertThat(sent).hasSize(2).doesNotHaveDuplicates();
    }

    private static LocalContainer ask(LocalCluster cluster, LocalModel model) {
        return LocalContainer.of(cluster, Chat.class)
                .host(LocalModel.HOST)
                .trust(model.certificate())
                .variable("AZURE_OPENAI_ENDPOINT", model.endpoint())
                .variable("AZURE_OPENAI_DEPLOYMENT", "orders-chat")
                .argument("How many orders are open?")
                .start();
    }
}
