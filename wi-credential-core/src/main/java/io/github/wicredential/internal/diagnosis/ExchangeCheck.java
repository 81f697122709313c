package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.Diagnosis.Status;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The exchange itself, once for each scope. The token that is granted is looked into and thrown away. */
final class ExchangeCheck {

    private static final Duration MOST = Duration.ofSeconds(10);

    private final Pod pod;
    private final Findings findings;
    private final TokenExchange exchange;
    private final AssertionClaims claims;
    private final Budget budget;

    ExchangeCheck(Pod pod, Findings findings, TokenExchange exchange, AssertionClaims claims, Budget budget) {
        this.pod = pod;
        this.findings = findings;
        this.exchange = exchange;
        this.claims = claims;
        this.budget = budget;
    }

    static String id(String scope) {
        return "exchange " + GuideValues.shown(scope);
    }

    void run(String scope) {
        String id = id(scope);
        findings.values().putAll(FederationCheck.scopeValues(scope));
        try {
            TokenRequest wanted = TokenRequest.of(scope.strip().split("\\s+", -1));
            granted(id, ask(wanted.scope()));
        } catch (ConfigurationException e) {
            boolean several = scope.strip().split("\\s+", -1).length > 1;
            findings.problem(id, several ? "two-resources" : "scope-form", line(e));
        } catch (TokenExchangeException e) {
            refused(id, e);
        } catch (AssertionException e) {
            findings.skipped(id, "There is no token to send, see token-file");
        } catch (TimeoutException e) {
            findings.problem(id, "timeout", Causes.shown(e));
        } catch (Exception e) {
            findings.problem(id, Causes.entry(e), Causes.shown(e));
        }
    }

    private TokenExchange.Grant ask(String scope) throws Exception {
        String tenant = String.valueOf(pod.tenant());
        Duration share = budget.share(MOST);
        // A transport of the application's own may ignore the timeout of the request, so the thread has one too.
        return budget.run(
                "exchange",
                share.plusSeconds(1),
                () -> exchange.exchange(new TokenExchange.Request(tenant, scope, null, false, share)));
    }

    private void granted(String id, TokenExchange.Grant grant) {
        Instant ends = pod.clock().instant().plus(grant.expiresIn());
        List<String> evidence = new ArrayList<>();
        evidence.add("granted for " + Times.shown(grant.expiresIn()) + ", until " + Times.shown(ends));
        GrantedToken token = GrantedToken.of(grant.accessToken());
        evidence.addAll(token.lines());
        if (token.differs(pod.clientId(), pod.tenant())) {
            findings.add(id, Status.WARNING, Guide.get().local("other-client"), evidence);
            return;
        }
        GuideEntry next = Guide.get().local("not-authorised");
        evidence.add("A 403 of the resource is another matter: authentication is not authorisation. Its roles: "
                + findings.values().command(next.commands().get(0)) + " (" + next.link() + ")");
        findings.ok(id, "A token is granted", evidence);
    }

    private void refused(String id, TokenExchangeException failure) {
        TokenExchangeException.Details details = failure.details();
        List<String> evidence = new ArrayList<>();
        evidence.add(line(failure));
        if (details.status() < 400) {
            if (details.hint() != null) {
                evidence.add(GuideValues.line(details.hint()));
            }
            String entry = details.status() == 0 ? way(failure) : "not-a-token";
            findings.problem(id, Guide.get().local(entry), evidence);
            return;
        }
        evidence.add("correlation id " + shown(details.correlationId()) + ", trace id " + shown(details.traceId())
                + ", time " + shown(details.timestamp()));
        if (details.retryAfter() != null) {
            evidence.add("to be asked again in " + Times.shown(details.retryAfter()) + " at the earliest");
        }
        findings.values().put("entraTime", details.timestamp());
        GuideEntry entry = Guide.get().find(details);
        if (entry.comparesTheToken()) {
            evidence.addAll(Comparison.of(claims, details.description()).lines());
        }
        for (String note : TokenNotes.of(details, claims, pod.clock().instant())) {
            evidence.add(findings.values().text(Guide.get().note(note)));
        }
        findings.problem(id, entry, evidence);
    }

    private static String way(TokenExchangeException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        // OkHttp says so of a proxy that refuses a tunnel.
        return message.contains("connect:") || message.contains("with proxy") ? "proxy" : Causes.entry(cause);
    }

    private static String shown(@Nullable String id) {
        return id == null ? "not known" : GuideValues.shown(id);
    }

    /** The first line says what happened; the rest is said here by the guide. */
    private static String line(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf('\n');
        return GuideValues.line(end < 0 ? message : message.substring(0, end));
    }
}
