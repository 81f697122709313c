package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.assertion.TestJwt;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever happens, no token, assertion, header or body is written anywhere, also with everything logged. */
class SecretsNeverLeakTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String TOKEN = "eyJ0eXAiOiJKV1QifQ.eyJzZWNyZXQiOiJ0b2tlbiJ9.dG9rZW4tc2lnbmF0dXJl";
    private static final String BODY = "raw-body-of-the-authority";
    private static final long LONG_AFTER_US = 4_102_444_800L;
    private static final String CLAIMS =
            TestJwt.part("{\"aud\":[\"api://AzureADTokenExchange\"],\"exp\":" + LONG_AFTER_US + "}");
    private static final String ASSERTION = TestJwt.endingAt(LONG_AFTER_US);

    private final Logger library = (Logger) LoggerFactory.getLogger("io.github.wicredential");
    private final Level before = library.getLevel();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> log = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            written.add(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                written.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    };

    private final Deque<TokenTransport.Response> answers = new ArrayDeque<>();
    private final List<IdentityEvent> events = new CopyOnWriteArrayList<>();
    private final WorkloadIdentity identity = WorkloadIdentity.builder()
            .environment(name -> null)
            .clientId("11111111-2222-3333-4444-555555555555")
            .tenantId("contoso.onmicrosoft.com")
            .assertion(() -> ASSERTION)
            .transport(this::post)
            .listener(events::add)
            .build();

    private TokenTransport.Response post(TokenTransport.Request request) throws IOException {
        written.add(request.toString());
        assertThat(request.body()).contains(ASSERTION);
        TokenTransport.Response answer = answers.poll();
        if (answer == null) {
            throw new IOException("connection reset");
        }
        written.add(answer.toString());
        return answer;
    }

    @BeforeEach
    void logEverything() {
        log.setContext(library.getLoggerContext());
        log.start();
        library.addAppender(log);
        library.setAdditive(false);
        library.setLevel(Level.TRACE);
    }

    @AfterEach
    void nothingWasWritten() {
        identity.close();
        library.detachAppender(log);
        library.setAdditive(true);
        library.setLevel(before);
        events.forEach(event -> written.add(event.toString()));
        written.add(identity.toString());

        assertThat(written).hasSizeGreaterThan(3);
        assertThat(ASSERTION).contains(CLAIMS);
        String signature = TestJwt.SIGNATURE;
        String encoded = URLEncoder.encode(ASSERTION, StandardCharsets.UTF_8);
        assertThat(written)
                .noneMatch(text -> text.contains(TOKEN)
                        || text.contains("dG9rZW4tc2lnbmF0dXJl")
                        || text.contains(signature)
                        || text.contains(CLAIMS)
                        || text.contains(encoded)
                        || text.contains(BODY)
                        || text.contains("client_assertion="));
    }

    private static TokenTransport.Response granted() {
        return TokenTransport.Response.of(
                200, Map.of(), "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3600,\"x\":\"" + BODY + "\"}");
    }

    private void remember(Throwable failure) {
        assertThat(failure).isNotNull();
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack, true));
        written.add(stack.toString());
    }

    @Test
    void whenEverythingGoesWell() throws Exception {
        answers.add(granted());
        AccessToken token = identity.token(SCOPE);

        written.add(token.toString());
        written.add(String.valueOf(identity.source(SCOPE).token()));
        written.add(identity.tokenAsync(SCOPE).get(10, TimeUnit.SECONDS).toString());
        written.add(identity.source(SCOPE).toString());
        written.add(identity.source(TokenRequest.of(SCOPE).withTimeout(Duration.ofSeconds(1)))
                .toString());
        assertThat(token.value()).isEqualTo(TOKEN);
        assertThat(token.authorizationHeader()).isEqualTo("Bearer " + TOKEN);
    }

    @Test
    void whenATokenIsRejectedOrChallenged() {
        answers.add(granted());
        AccessToken token = identity.token(SCOPE);
        identity.invalidate(token);
        answers.add(granted());

        remember(catchThrowable(() -> identity.token(SCOPE)));
        answers.add(granted());
        remember(catchThrowable(() -> identity.token(TokenRequest.of(SCOPE).withClaims("{\"access_token\":{}}"))));
    }

    @Test
    void whenTheAuthorityRefusesAndRepeatsWhatWasSent() {
        answers.add(TokenTransport.Response.of(
                401,
                Map.of(),
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000222: no good: " + ASSERTION
                        + "\",\"error_codes\":[7000222],\"echo\":\"" + BODY + "\"}"));

        remember(catchThrowable(() -> identity.token(SCOPE)));
        remember(catchThrowable(() -> identity.token(SCOPE)));
        remember(catchThrowable(() -> identity.tokenAsync(SCOPE).get(10, TimeUnit.SECONDS)));
    }

    @Test
    void whenTheAnswerMakesNoSense() {
        List<TokenTransport.Response> bad = List.of(
                TokenTransport.Response.of(200, Map.of(), "{\"access_token\":\"" + TOKEN + "\",\"" + BODY),
                TokenTransport.Response.of(200, Map.of(), "<html>" + BODY + "</html>"),
                TokenTransport.Response.of(
                        200, Map.of(), "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":\"" + BODY + "\"}"),
                TokenTransport.Response.of(500, Map.of(), BODY),
                TokenTransport.Response.of(302, Map.of("Location", "https://example.com/" + BODY), BODY));
        for (int i = 0; i < bad.size(); i++) {
            answers.clear();
            answers.addAll(java.util.Collections.nCopies(3, bad.get(i)));
            String scope = "https://resource" + i + ".example/.default";
            remember(catchThrowable(() -> identity.token(TokenRequest.of(scope).withTimeout(Duration.ofMillis(300)))));
        }
    }

    @Test
    void whenTheTransportFails() throws Exception {
        TokenRequest hasty = TokenRequest.of(SCOPE).withTimeout(Duration.ofMillis(50));

        remember(catchThrowable(() -> identity.token(hasty)));
        Throwable async = catchThrowable(() -> identity.tokenAsync(hasty).get(10, TimeUnit.SECONDS));
        assertThat(async).isInstanceOf(ExecutionException.class);
        remember(async);
    }
}
