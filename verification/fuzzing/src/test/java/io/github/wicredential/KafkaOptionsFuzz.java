package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.wicredential.clients.kafka.WorkloadIdentityLoginHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;

/** A Kafka client's settings: its servers, separated by commas, its protocol and its {@code sasl.jaas.config}, one a line. */
class KafkaOptionsFuzz {

    @FuzzTest
    void options(byte[] input) throws Exception {
        String[] lines = Promise.text(input)
                .replace("password=\"%PASSWORD%\"", "password=\"" + Promise.PASSWORD + "\"")
                .split("\n", 3);
        if (lines.length < 3) {
            return;
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", List.of(lines[0].split(",", -1)));
        settings.put("security.protocol", lines[1]);
        settings.put("sasl.jaas.config", new Password(lines[2]));
        List<AppConfigurationEntry> entries;
        try {
            entries = JaasContext.loadClientContext(settings).configurationEntries();
        } catch (RuntimeException refusedByKafka) {
            return;
        }
        Promise.holds(
                input.length,
                () -> {
                    WorkloadIdentityLoginHandler handler = new WorkloadIdentityLoginHandler();
                    handler.configure(settings, "OAUTHBEARER", entries);
                    OAuthBearerTokenCallback wanted = new OAuthBearerTokenCallback();
                    handler.handle(new Callback[] {wanted});
                    return String.valueOf(wanted.errorDescription());
                },
                List.of(WorkloadIdentityException.class));
    }
}
