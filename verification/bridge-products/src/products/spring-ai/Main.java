import java.net.InetSocketAddress;
import java.net.Proxy;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Chats without a key. */
public class Main {
    public static void main(String[] arguments) {
        OpenAiChatOptions.Builder options = OpenAiChatOptions.builder();
        options.baseUrl("https://shop.openai.azure.com");
        options.deploymentName("small");
        options.microsoftFoundry(true);
        options.proxy(new Proxy(
                Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", Integer.getInteger("https.proxyPort"))));
        OpenAiChatModel model = OpenAiChatModel.builder().options(options.build()).build();
        System.out.println(model.call(new Prompt("Which fruit?")).getResult().getOutput().getText());
        System.exit(0);
    }
}
