import com.azure.identity.DefaultAzureCredentialBuilder;
import dev.langchain4j.model.azure.AzureOpenAiChatModel;

/** Chats. */
public class Main {
    public static void main(String[] arguments) {
        AzureOpenAiChatModel model = AzureOpenAiChatModel.builder()
                .endpoint("https://shop.openai.azure.com")
                .deploymentName("small")
                .tokenCredential(new DefaultAzureCredentialBuilder().build())
                .build();
        System.out.println(model.chat("Which fruit?"));
        System.exit(0);
    }
}
