package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@WorkloadIdentityTest
@Timeout(60)
class FaultsTest {

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(Fault.throttled(Duration.ofSeconds(60)), 429, "text/plain", "Too Many Requests"),
                arguments(Fault.throttledUntil(Instant.EPOCH), 429, "text/plain", "Too Many Requests"),
                arguments(Fault.status(503), 503, "text/html", "<!DOCTYPE html>"),
                arguments(Fault.status(418), 418, "text/html", "<!DOCTYPE html>"),
                arguments(Fault.html(), 200, "text/html", "<!DOCTYPE html>"),
                arguments(Fault.plainText("OK"), 200, "text/plain", "OK"),
                arguments(Fault.emptyBody(), 200, "application/json", ""),
                arguments(Fault.truncatedJson(), 200, "application/json", "{\"token_type\":\"Bearer\""),
                arguments(Fault.redirect(URI.create("http://127.0.0.1:1/")), 307, "text/plain", ""),
                arguments(
                        Fault.refusal(400, "x", 90033, "A transient error."),
                        400,
                        "application/json",
                        "{\"error\":\"x\""),
                arguments(
                        Fault.answer(207, Map.of("Content-Type", "text/odd"), "anything"),
                        207,
                        "text/odd",
                        "anything"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void aFaultReplacesTheAnswerOnce(
            Fault fault, int status, String contentType, String body, LocalCluster cluster, LocalEntra entra)
            throws Exception {
        entra.faults().next(fault);

        HttpResponse<String> response = TokenClient.of(cluster).raw();

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(contentType);
        assertThat(response.body()).startsWith(body);
        assertThat(TokenClient.of(cluster).post().status()).isEqualTo(200);
        assertThat(entra.tokenRequests()).isEqualTo(2);
        assertThat(entra.granted()).isEqualTo(1);
        assertThat(entra.faults().met()).isEqualTo(1);
    }

    @Test
    void retryAfterIsSecondsOrADate(LocalCluster cluster, LocalEntra entra) throws Exception {
        entra.faults()
                .next(Fault.throttled(Duration.ofSeconds(60)))
                .next(Fault.throttledUntil(Instant.parse("2026-06-07T08:09:10Z")));

        assertThat(TokenClient.of(cluster).raw().headers().firstValue("Retry-After"))
                .contains("60");
        assertThat(TokenClient.of(cluster).raw().headers().firstValue("Retry-After"))
                .contains("Sun, 07 Jun 2026 08:09:10 GMT");
    }

    @Test
    void aRedirectNamesItsTarget(LocalCluster cluster, LocalEntra entra) throws Exception {
        entra.faults().next(Fault.redirect(URI.create("http://127.0.0.1:1/x")));

        assertThat(TokenClient.of(cluster).raw().headers().firstValue("Location"))
                .contains("http://127.0.0.1:1/x");
    }

    @Test
    void anOversizedAnswerIsValidJsonOfMoreThanOneMebibyte(LocalCluster cluster, LocalEntra entra) throws Exception {
        entra.faults().next(Fault.oversized());

        TokenClient.Answer answer = TokenClient.of(cluster).post();

        assertThat(answer.response().body()).hasSizeGreaterThan(1024 * 1024);
    }

    static Stream<Fault> brokenConnections() {
        return Stream.of(Fault.reset(), Fault.noAnswer(), Fault.truncatedBody());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenConnections")
    void aBrokenConnectionIsAnIoException(Fault fault, LocalCluster cluster, LocalEntra entra) throws Exception {
        entra.faults().next(fault);
        TokenClient client = TokenClient.of(cluster);

        assertThatExceptionOfType(IOException.class).isThrownBy(client::raw);
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aTruncatedBodyOfNothingIsNoAnswer(LocalCluster cluster, LocalEntra entra) throws Exception {
        assertThat(Fault.truncatedBody()
                        .apply(new Fault.Context(
                                () -> Reply.Drop.RESET, r -> Reply.Drop.RESET, new CountDownLatch(0), Instant.EPOCH)))
                .isEqualTo(Reply.Drop.CLOSE);
    }

    @Test
    void aDelayedRequestIsAnsweredWhenItsFaultIsCleared(LocalCluster cluster, LocalEntra entra) throws Exception {
        entra.faults().always(Fault.latency(Duration.ofHours(1)));
        CompletableFuture<HttpResponse<String>> answer = TokenClient.of(cluster).later();
        awaitRequests(entra, 1);
        assertThat(answer).isNotDone();

        entra.faults().clear();

        assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void aDelayPassesByItself(LocalCluster cluster, LocalEntra entra) throws Exception {
        entra.faults().next(Fault.latency(Duration.ofMillis(1)));

        assertThat(TokenClient.of(cluster).post().status()).isEqualTo(200);
    }

    @Test
    void aHeldRequestWaitsForItsLatch(LocalCluster cluster, LocalEntra entra) throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        entra.faults().next(Fault.held(latch));
        CompletableFuture<HttpResponse<String>> held = TokenClient.of(cluster).later();
        awaitRequests(entra, 1);

        assertThat(TokenClient.of(cluster).post().status()).isEqualTo(200);
        assertThat(held).isNotDone();
        latch.countDown();

        assertThat(held.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void aHangEndsWithTheConnectionWhenCleared(LocalCluster cluster, LocalEntra entra) throws Exception {
        entra.faults().always(Fault.hang());
        CompletableFuture<HttpResponse<String>> hanging =
                TokenClient.of(cluster).later();
        awaitRequests(entra, 1);

        entra.faults().clear();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> hanging.get(30, TimeUnit.SECONDS))
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void aHangEndsWithTheConnectionWhenEntraCloses(LocalCluster cluster, LocalEntra entra) throws Exception {
        entra.faults().next(Fault.hang());
        CompletableFuture<HttpResponse<String>> hanging =
                TokenClient.of(cluster).later();
        awaitRequests(entra, 1);

        entra.close();

        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> hanging.get(30, TimeUnit.SECONDS));
    }

    @Test
    void anInterruptedFaultClosesTheConnection() {
        Thread.currentThread().interrupt();

        Reply reply = Fault.hang()
                .apply(new Fault.Context(
                        () -> Reply.Drop.RESET, r -> Reply.Drop.RESET, new CountDownLatch(1), Instant.EPOCH));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(reply).isEqualTo(Reply.Drop.CLOSE);
    }

    @Test
    void queuedFaultsComeBeforeStandingOnesAndAllEndWhenCleared(LocalCluster cluster, LocalEntra entra)
            throws Exception {
        entra.faults().always(Fault.status(500)).next(2, Fault.status(503));
        assertThat(entra.faults().pending()).isEqualTo(2);

        assertThat(TokenClient.of(cluster).raw().statusCode()).isEqualTo(503);
        assertThat(TokenClient.of(cluster).raw().statusCode()).isEqualTo(503);
        assertThat(TokenClient.of(cluster).raw().statusCode()).isEqualTo(500);
        assertThat(TokenClient.of(cluster).raw().statusCode()).isEqualTo(500);
        entra.faults().next(Fault.status(504)).clear();
        assertThat(TokenClient.of(cluster).raw().statusCode()).isEqualTo(200);
        assertThat(entra.faults().met()).isEqualTo(4);
    }

    @Test
    void aFaultMeetsAtLeastOneRequest(LocalEntra entra) {
        assertThatIllegalArgumentException().isThrownBy(() -> entra.faults().next(0, Fault.reset()));
    }

    @Test
    void aFaultShowsItsKindAndNoBody() {
        assertThat(Fault.answer(200, Map.of(), "secret")).hasToString("Fault[answer 200]");
        assertThat(Fault.throttled(Duration.ofSeconds(5))).hasToString("Fault[429 Retry-After 5]");
    }

    private static void awaitRequests(LocalEntra entra, int count) {
        while (entra.tokenRequests() < count) {
            Thread.onSpinWait();
        }
    }
}
