import com.openai.credential.BearerTokenCredential;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentity;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Makes a model; it is not called. */
class SpringAi {

    public static void main(String[] args) {
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment()) {
            System.out.println("made " + model(identity).getClass().getSimpleName());
        }
        System.exit(0);
    }

    // begin: model
    static OpenAiChatModel model(WorkloadIdentity identity) {
        TokenSource models = identity.source("https://cognitiveservices.azure.com/.default");
        OpenAiChatOptions.Builder options = OpenAiChatOptions.builder();
        options.baseUrl("https://NAME.openai.azure.com");
        options.deploymentName("DEPLOYMENT");
        options.microsoftFoundry(true);
        options.credential(BearerTokenCredential.create(() -> models.token().value()));
        return OpenAiChatModel.builder().options(options.build()).build();
    }
    // end
}
