package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.CannedTransport;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A credential that is built is complete; else {@code build()} says what is missing or wrong. */
class MissingConfigurationTest {

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        Map<String, String> blank = Map.of("AZURE_CLIENT_ID", " ", "AZURE_TENANT_ID", "");

        assertThatThrownBy(
                        () -> WorkloadIdentity.builder().environment(blank::get).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE");
    }

    static Stream<Arguments> wrong() {
        UnaryOperator<WorkloadIdentityBuilder> noTime = b -> b.timeout(Duration.ZERO);
        UnaryOperator<WorkloadIdentityBuilder> narrow = b -> b.refreshWindow(Duration.ofSeconds(59));
        UnaryOperator<WorkloadIdentityBuilder> nothingKept = b -> b.maximumTokens(0);
        UnaryOperator<WorkloadIdentityBuilder> twoWays =
                b -> b.transport(new CannedTransport()).proxy(URI.create("http://proxy:3128"));
        UnaryOperator<WorkloadIdentityBuilder> plainHttp = b -> b.authorityHost("http://login.example.com");
        return Stream.of(
                Arguments.of("timeout", noTime, "timeout must be positive"),
                Arguments.of("window", narrow, "at least 60 s"),
                Arguments.of("tokens", nothingKept, "At least one token"),
                Arguments.of("transport and proxy", twoWays, "Both a transport and a proxy"),
                Arguments.of("authority", plainHttp, "https"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aSettingThatMakesNoSenseIsNamed(String name, UnaryOperator<WorkloadIdentityBuilder> setting, String message) {
        assertThatThrownBy(() -> setting.apply(CannedTransport.credential()).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aHeldSourceAnswersNoChallenge() {
        try (WorkloadIdentity identity =
                CannedTransport.credential().transport(new CannedTransport()).build()) {
            TokenRequest challenged =
                    TokenRequest.of("https://vault.azure.net/.default").withClaims("{}");

            assertThatThrownBy(() -> identity.source(challenged))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("claims");
            assertThat(identity.prefetch("no scope")).isCompletedExceptionally();
            assertThat(identity.tokenAsync("no scope")).isCompletedExceptionally();
        }
    }
}
