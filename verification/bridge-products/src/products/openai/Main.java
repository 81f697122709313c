import com.azure.identity.AuthenticationUtil;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.credential.BearerTokenCredential;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.InetSocketAddress;
import java.net.Proxy;

/** Chats twice. */
public class Main {
    public static void main(String[] arguments) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl("https://shop.openai.azure.com/openai/v1")
                .proxy(new Proxy(
                        Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", Integer.getInteger("https.proxyPort"))))
                .credential(BearerTokenCredential.create(AuthenticationUtil.getBearerTokenSupplier(
                        new DefaultAzureCredentialBuilder().build(), "https://cognitiveservices.azure.com/.default")))
                .build();
        for (int i = 0; i < 2; i++) {
            System.out.println(client.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model("small")
                            .addUserMessage("Which fruit?")
                            .build())
                    .choices()
                    .get(0)
                    .message()
                    .content());
        }
        System.exit(0);
    }
}
