package io.github.wicredential.examples.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.credential.BearerTokenCredential;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentity;
import java.util.Objects;

/** Asks a model in Azure OpenAI one question. */
public final class Chat {

    private Chat() {}

    /**
     * Asks the deployment {@code AZURE_OPENAI_DEPLOYMENT} of the resource at {@code AZURE_OPENAI_ENDPOINT}.
     *
     * @param args the question
     */
    public static void main(String[] args) {
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment()) {
            TokenSource tokens = identity.source("https://cognitiveservices.azure.com/.default");
            OpenAIClient client =
                    client(variable("AZURE_OPENAI_ENDPOINT"), tokens).build();

            ChatCompletion answer = client.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            // In Azure the name of the deployment, which need not be that of its model.
                            .model(variable("AZURE_OPENAI_DEPLOYMENT"))
                            .addUserMessage(String.join(" ", args))
                            .build());

            answer.choices().forEach(choice -> choice.message().content().ifPresent(System.out::println));
            client.close();
        }
    }

    static OpenAIOkHttpClient.Builder client(String endpoint, TokenSource tokens) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(endpoint)
                // A supplier and not a text: it is asked for each request, so that a renewed token is used at once.
                .credential(BearerTokenCredential.create(() -> tokens.token().value()));
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
