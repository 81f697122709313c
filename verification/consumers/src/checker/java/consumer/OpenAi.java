package consumer;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.credential.BearerTokenCredential;
import io.github.wicredential.WorkloadIdentity;

/** A call of OpenAI's client with our token. */
public final class OpenAi implements Check {
    @Override
    public void run() throws Exception {
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment();
                Loopback server = new Loopback("{\"object\":\"list\",\"data\":[]}")) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(server.url())
                    .credential(BearerTokenCredential.create(() -> identity.token(VAULT).value()))
                    .build();
            Check.must(client.models().list().data().isEmpty(), "no models");
            Check.must(server.authorization.startsWith("Bearer "), "a token");
            client.close();
        }
    }
}
