package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.wicredential.CannedTransport;
import io.github.wicredential.OneTry;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.internal.cache.VirtualRuntime;
import io.github.wicredential.internal.http.HttpTransport;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the authority answers, callers get one kind of exception that says so, and the next good answer is taken. */
@WorkloadIdentityTest
class BadAnswersTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private static Fault ok(String body) {
        return Fault.answer(200, Map.of("Content-Type", "application/json"), body);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(Fault.refusal(400, "invalid_request", 900144, "AADSTS900144: missing."), 400, false),
                Arguments.of(Fault.refusal(401, "invalid_client", 7000222, "AADSTS7000222: expired."), 401, false),
                Arguments.of(Fault.status(403), 403, false),
                Arguments.of(Fault.throttled(Duration.ofSeconds(45)), 429, true),
                Arguments.of(Fault.status(500), 500, true),
                Arguments.of(Fault.status(503), 503, true),
                Arguments.of(Fault.html(), 200, true),
                Arguments.of(Fault.plainText("hello"), 200, true),
                Arguments.of(Fault.emptyBody(), 200, true),
                Arguments.of(Fault.truncatedJson(), 200, true),
                Arguments.of(Fault.truncatedBody(), 0, true),
                Arguments.of(Fault.reset(), 0, true),
                Arguments.of(Fault.noAnswer(), 0, true),
                Arguments.of(Fault.redirect(URI.create("https://example.com/")), 307, false),
                Arguments.of(Fault.oversized(), 200, false),
                Arguments.of(ok("{\"access_token\":\"t\"}"), 200, false),
                Arguments.of(ok("{\"access_token\":\"t\",\"expires_in\":0}"), 200, false),
                Arguments.of(ok("{\"access_token\":\"t\",\"expires_in\":-5}"), 200, false),
                Arguments.of(ok("{\"expires_in\":3600}"), 200, false),
                Arguments.of(ok("[]"), 200, true));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aBadAnswerIsAnExceptionAndIsForgottenAfterAGoodOne(
            Fault answer, int status, boolean retryable, LocalCluster cluster, LocalEntra entra) {
        VirtualRuntime runtime = new VirtualRuntime(Instant.now());
        entra.faults().always(answer);
        HttpTransport real = HttpTransport.standard(null, null, null);
        WorkloadIdentityBuilder builder = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .transport(new OneTry(real));
        try (real;
                WorkloadIdentity identity = CannedTransport.on(builder, runtime).build()) {
            TokenExchangeException failure =
                    catchThrowableOfType(TokenExchangeException.class, () -> identity.token(SCOPE));

            assertThat(failure).isNotNull().hasMessageContaining("127.0.0.1");
            assertThat(failure.status()).isEqualTo(status);
            assertThat(failure.retryable()).isEqualTo(retryable);
            assertThat(entra.tokenRequests()).isOne();

            entra.faults().clear();
            runtime.advance(Duration.ofMinutes(1));
            assertThat(identity.token(SCOPE)).isNotNull();
            assertThat(entra.tokenRequests()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void theLifeMayBeWrittenAsANumberOrAsText(String life, LocalCluster cluster, LocalEntra entra) {
        VirtualRuntime runtime = new VirtualRuntime(Instant.now());
        entra.faults().next(ok("{\"access_token\":\"t\",\"expires_in\":" + life + "}"));
        WorkloadIdentityBuilder builder = WorkloadIdentity.builder().environment(cluster.environment()::get);
        try (WorkloadIdentity identity = CannedTransport.on(builder, runtime).build()) {
            Duration left =
                    Duration.between(runtime.wallTime(), identity.token(SCOPE).expiresAt());

            assertThat(left).isEqualTo(Duration.ofSeconds(3_599));
        }
    }

    static Stream<String> numbers() {
        return Stream.of("3599", "\"3599\"");
    }
}
