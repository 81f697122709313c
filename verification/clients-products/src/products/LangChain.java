import dev.langchain4j.model.azure.AzureOpenAiChatModel;
import io.github.wicredential.azure.WorkloadIdentityCredentialBuilder;

/** Makes a model; it is not called. */
class LangChain {

    public static void main(String[] args) {
        System.out.println("made " + model().getClass().getSimpleName());
        System.exit(0);
    }

    // begin: model
    static AzureOpenAiChatModel model() {
        return AzureOpenAiChatModel.builder()
                .endpoint("https://NAME.openai.azure.com")
                .deploymentName("DEPLOYMENT")
                .tokenCredential(new WorkloadIdentityCredentialBuilder().build())
                .build();
    }
    // end
}
