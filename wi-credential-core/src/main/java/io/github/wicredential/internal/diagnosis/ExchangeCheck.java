package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.Diagnosis.Status;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The exchange itself, once for each scope. The token that is granted is looked into and thrown away. */
final class ExchangeCheck {

    private static final Duration MOST = Duration.ofSeconds(10);

    private final Pod pod;
    private final Findings findings;
    private final TokenExchange exchange;
    private final AssertionClaims claims;
    private final @Nullable URI authority;
    private final Budget budget;

    /** The authority is null if the exchange goes through the token proxy. */
    ExchangeCheck(
            Pod pod,
            Findings findings,
            TokenExchange exchange,
            AssertionClaims claims,
            @Nullable URI authority,
            Budget budget) {
        this.pod = pod;
        this.findings = findings;
        this.exchange = exchange;
        this.claims = claims;
        this.authority = authority;
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
        ExchangeDetails details = Exceptions.details(failure);
        List<String> evidence = new ArrayList<>();
        evidence.add(line(failure));
        if (details.status() < 400) {
            addHint(evidence, details);
            String entry = details.status() != 0 ? "not-a-token" : authority == null ? "token-proxy" : way(failure);
            findings.problem(id, Guide.get().local(entry), evidence);
            return;
        }
        evidence.add("correlation id " + shown(details.correlationId()) + ", trace id " + shown(details.traceId())
                + ", time " + shown(details.timestamp()));
        if (details.retryAfter() != null) {
            evidence.add("to be asked again in " + Times.shown(details.retryAfter()) + " at the earliest");
        }
        findings.values().put("entraTime", details.timestamp());
        GuideEntry entry = authority == null && details.errorCodes().isEmpty()
                ? Guide.get().local("token-proxy-refused")
                : FederationCheck.entry(details, authority);
        List<String> notes = TokenNotes.of(details, claims, pod.clock().instant());
        if (FederationCheck.isForeign(details, authority)) {
            evidence.add("sent: client '" + GuideValues.shown(String.valueOf(pod.clientId())) + "'; " + claims.sent());
        }
        if (entry.comparesTheToken()) {
            evidence.addAll(Comparison.of(claims, details.description()).lines());
        }
        if (details.hint() != null && !details.hint().contains(entry.link())) {
            // The route has an explanation of its own, which knows more than the guide.
            addHint(evidence, details);
        } else {
            for (String note : notes) {
                evidence.add(findings.values().text(Guide.get().note(note)));
            }
        }
        findings.problem(id, FederationCheck.safe(entry, notes), evidence);
    }

    /** Without its last line, which names a page: the finding has a link of its own. */
    private static void addHint(List<String> evidence, ExchangeDetails details) {
        if (details.hint() != null) {
            evidence.add(GuideValues.line(details.hint().split("\nMore: ", 2)[0]));
        }
    }

    private static String way(TokenExchangeException failure) {
        return Causes.entry(failure.getCause() == null ? failure : failure.getCause());
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
