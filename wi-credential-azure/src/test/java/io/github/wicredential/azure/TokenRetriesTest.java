package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.Context;
import io.github.wicredential.AssertionException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.azure.internal.token.AzureTokens;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** A client of azure-core asks its credential once, and its service as often as ever. */
class TokenRetriesTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusalIsNotRepeated(boolean sync) {
        assertThat(failure(refusal(null), sync)).isInstanceOf(ClientAuthenticationException.class);

        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void norIsANetworksFaultThatTheCredentialHasTriedToOutlast(boolean sync) {
        ConnectException refused = new ConnectException("Connection refused");
        refused.initCause(new IOException("deeper"));

        Throwable failure = failure(refusal(refused), sync);

        assertThat(asked).hasValue(1);
        assertThat(failure).hasRootCauseInstanceOf(IOException.class);
        assertThat(failure.getCause()).hasCauseInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void norIsAFileThatCannotBeReadOrACertificateThatIsNotTrusted(boolean sync) {
        failure(
                AzureTokens.clientFailure(new AssertionException(
                        AssertionException.Reason.UNREADABLE,
                        Path.of("/token"),
                        "No token file.",
                        new AccessDeniedException("/token"))),
                sync);
        SSLHandshakeException handshake = new SSLHandshakeException("PKIX path building failed");
        handshake.initCause(new CertificateException("no path"));
        failure(refusal(handshake), sync);

        assertThat(asked).hasValue(2);
    }

    @Test
    void theServicesOwnFaultsAreRepeatedAsBefore() {
        assertThat(failure(new IllegalStateException("the service hung up"), true))
                .hasStackTraceContaining("the service hung up");

        assertThat(asked).hasValue(3);
    }

    @Test
    void aConditionOfTheApplicationCountsForTheService() {
        RetryOptions never = new RetryOptions(new FixedDelayOptions(2, Duration.ofMillis(1)))
                .setShouldRetryCondition(condition -> false);
        TokenRetries.leftToTheCredential(never);

        Throwable failure = catchThrowable(() -> pipeline(new IllegalStateException("hung up"), never)
                .sendSync(new HttpRequest(HttpMethod.GET, "https://vault.example/"), Context.NONE));

        assertThat(failure).hasMessage("hung up");
        assertThat(asked).hasValue(1);
    }

    @Test
    void theStandardIsAzureCores() {
        RetryOptions standard = TokenRetries.leftToTheCredential();

        assertThat(standard.getExponentialBackoffOptions()).isNotNull();
        assertThat(standard.getShouldRetryCondition()).isNotNull();
    }

    @Test
    void whatTheMessageExplainsHasItsKindAndWordsInTheTraceAndNoStackOfJava() {
        ConnectException refused = new ConnectException("Connection refused");
        refused.addSuppressed(new IOException("a mark"));

        RuntimeException failure = refusal(refused);

        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
                .contains("Caused by: java.net.ConnectException: Connection refused")
                .doesNotContain("a mark");
        assertThat(failure.getCause().getCause().getStackTrace()).hasSize(1);
        assertThat(((TokenExchangeException) failure.getCause()).error()).contains("why");
    }

    private static RuntimeException refusal(@Nullable Throwable cause) {
        return AzureTokens.clientFailure(Exceptions.exchange("No token.", ExchangeDetails.local("why"), cause));
    }

    private Throwable failure(RuntimeException failure, boolean sync) {
        HttpPipeline pipeline = pipeline(
                failure,
                TokenRetries.leftToTheCredential(new RetryOptions(new FixedDelayOptions(2, Duration.ofMillis(1)))));
        HttpRequest request = new HttpRequest(HttpMethod.GET, "https://vault.example/");
        return catchThrowable(() -> {
            if (sync) {
                pipeline.sendSync(request, Context.NONE).close();
            } else {
                pipeline.send(request).block();
            }
        });
    }

    private HttpPipeline pipeline(RuntimeException failure, RetryOptions retries) {
        TokenCredential credential = context -> Mono.error(() -> {
            asked.incrementAndGet();
            return failure;
        });
        HttpClient service = request -> Mono.error(() -> new IOException("sent " + sent.incrementAndGet()));
        return new HttpPipelineBuilder()
                .policies(
                        new RetryPolicy(retries),
                        new BearerTokenAuthenticationPolicy(credential, "https://vault.example/.default"))
                .httpClient(service)
                .build();
    }
}
