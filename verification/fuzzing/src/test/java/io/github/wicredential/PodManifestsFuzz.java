package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.wicredential.test.webhook.WebhookMutation;
import io.github.wicredential.test.webhook.WebhookRejectionException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the model of the webhook is given. */
class PodManifestsFuzz {

    private static final List<Class<? extends Exception>> OWN =
            List.of(WebhookRejectionException.class, IllegalArgumentException.class);
    private static final String SERVICE_ACCOUNT = """
            apiVersion: v1
            kind: ServiceAccount
            metadata:
              name: default
              annotations:
                azure.workload.identity/client-id: 11111111-1111-1111-1111-111111111111
            """;

    @FuzzTest
    void pod(byte[] input) throws Exception {
        WebhookMutation webhook = webhook(SERVICE_ACCOUNT);
        Promise.holds(input.length, () -> mutated(webhook, new String(input, StandardCharsets.UTF_8)), OWN);
    }

    private static WebhookMutation webhook(String serviceAccount) {
        return WebhookMutation.builder()
                .tenantId("22222222-2222-2222-2222-222222222222")
                .serviceAccount(serviceAccount)
                .build();
    }

    /** A manifest is no message: whatever is in it may come back. */
    private static String mutated(WebhookMutation webhook, String pod) {
        return webhook.mutate(pod).isEmpty() ? "empty" : "";
    }
}
