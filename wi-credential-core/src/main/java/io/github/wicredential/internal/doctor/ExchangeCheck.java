package io.github.wicredential.internal.doctor;

import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.cloud.AzureService;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.Copies;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Advice;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.internal.guide.RequestedScope;
import io.github.wicredential.internal.text.SafeText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The exchange itself, once for each scope. The token that is granted is looked into and thrown away.
 *
 * @param authority null if the exchange goes through the token proxy
 */
record ExchangeCheck(
        Anatomy anatomy,
        Findings findings,
        TokenExchange exchange,
        ClientAssertion token,
        @Nullable URI authority,
        TimeLimit limit,
        @Nullable String agent) {

    /** The first of an agent's two requests. */
    static final String AGENT = "exchange for agent";

    private static final String NO_TOKEN = "There is no token to send, see token-file";
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Duration SLACK = Duration.ofMillis(400);

    /** For the identity itself. */
    ExchangeCheck(
            Anatomy anatomy,
            Findings findings,
            TokenExchange exchange,
            ClientAssertion token,
            @Nullable URI authority,
            TimeLimit limit) {
        this(anatomy, findings, exchange, token, authority, limit, null);
    }

    /** Asks for the blueprint's token, with which the agent's own requests are made; null if it was refused. */
    @Nullable
    ExchangeCheck ofAgent(String wanted) {
        if (isBlocked(AGENT)) {
            return null;
        }
        try {
            String id = WorkloadIdentityEnvironment.agentId(
                    wanted, String.valueOf(anatomy.environment().clientId()));
            findings.values().put("agent", id).fact("forAgent", true);
            String scope = TokenAudience.scope(anatomy.environment().authorityHost());
            TokenExchange.Grant grant = ask(scope, id, null);
            findings.values().fact("forAgent", false);
            findings.ok(
                    AGENT,
                    "The blueprint obtains a token for agent " + id,
                    List.of("granted for " + HumanTimes.shown(grant.expiresIn())
                            + "; the agent presents it (step 1 of 2)"));
            ClientAssertion presented = ClientAssertion.of(grant.accessToken());
            return new ExchangeCheck(anatomy, findings, anatomy.agents().apply(id), presented, authority, limit, id);
        } catch (Exception e) {
            failed(AGENT, "configuration", e);
            return null;
        }
    }

    static String id(String scope) {
        return "exchange " + Evidence.shown(scope);
    }

    /** Whether a scope has the form of one; if not, that is a finding, for which nothing has to be sent. */
    static boolean isScope(Findings findings, String scope) {
        String[] scopes = words(scope);
        try {
            TokenRequest.of(scopes);
            return true;
        } catch (ConfigurationException e) {
            new RequestedScope(scope).tell(findings.values());
            findings.refused(id(scope), scopes.length > 1 ? "two-resources" : "scope-form", Findings.message(e));
            return false;
        }
    }

    private static String[] words(String scope) {
        return scope.strip().split("\\s+", -1);
    }

    void run(String scope) {
        String id = id(scope);
        new RequestedScope(scope).tell(findings.values());
        if (token.value().isEmpty()) {
            findings.skipped(id, NO_TOKEN);
        } else if (!isBlocked(id)) {
            try {
                granted(id, ask(TokenRequest.of(words(scope)).scope(), null, agent == null ? null : token));
            } catch (Exception e) {
                failed(id, "configuration", e);
            }
        }
    }

    /** A way that is blocked is not gone a second time, unless the application's own transport may know another. */
    private boolean isBlocked(String id) {
        Optional<Found> blocked =
                authority == null || anatomy.egress().get() != null ? findings.inTheWay() : Optional.empty();
        blocked.ifPresent(by -> findings.blocked(id, by));
        return blocked.isPresent();
    }

    private void failed(String id, String configuration, Exception failure) {
        findings.tellWhatWorked();
        if (failure instanceof ConfigurationException) {
            findings.refused(id, configuration, Findings.message(failure));
        } else if (failure instanceof TokenExchangeException refused) {
            refused(id, refused);
        } else if (failure instanceof AssertionException) {
            findings.skipped(id, NO_TOKEN);
        } else if (failure instanceof TimeLimit.Over) {
            findings.skipped(id, TimeLimit.Over.WORDS);
        } else {
            findings.add(
                    id,
                    Status.PROBLEM,
                    findings.entry(failure),
                    List.of(Findings.shown(failure)),
                    ExchangeDetails.unanswered(null, true, null, false));
        }
    }

    private TokenExchange.Grant ask(String scope, @Nullable String below, @Nullable ClientAssertion presented)
            throws Exception {
        String tenant = String.valueOf(anatomy.environment().tenantId());
        Duration share = limit.share(MOST);
        // A transport of the application's own may ignore the timeout of the request, so the thread has one too.
        return limit.run(
                asked() + " for " + Evidence.shown(scope),
                share.plus(SLACK),
                () -> exchange.exchange(
                        new TokenExchange.Request(tenant, scope, null, false, share, below, presented)));
    }

    private String asked() {
        return authority == null ? "the token proxy" : String.valueOf(authority.getHost());
    }

    private void granted(String id, TokenExchange.Grant grant) {
        Instant ends = anatomy.clock().instant().plus(grant.expiresIn());
        List<String> evidence = new ArrayList<>();
        evidence.add("granted for " + HumanTimes.shown(grant.expiresIn()) + ", until " + HumanTimes.shown(ends));
        GrantedToken granted = GrantedToken.of(grant.accessToken());
        evidence.addAll(granted.lines());
        if (granted.differs(
                agent == null ? anatomy.environment().clientId() : agent,
                anatomy.environment().tenantId())) {
            findings.add(id, Status.WARNING, Guide.get().local("other-client"), evidence);
            return;
        }
        AzureService.ofResource(String.valueOf(findings.values().get("resource")))
                .map(AzureService::role)
                .ifPresent(role -> findings.values().put("role", role));
        findings.values().put("objectId", granted.claims().get("oid"));
        Advice next = Guide.get().local("not-authorised").advice(findings.values());
        evidence.add("A 403 from the resource is another problem: authentication is not authorisation. Its roles: "
                + next.commands().get(0).line() + " ("
                + next.entry().link() + ")");
        String client = granted.client();
        String object = granted.claims().get("oid");
        findings.granted(
                id,
                "A token is granted" + (client == null ? "" : " to client " + client)
                        + (object == null ? "" : ", object id " + object),
                evidence,
                next);
    }

    private void refused(String id, TokenExchangeException failure) {
        ExchangeDetails details = Exceptions.details(failure);
        List<String> evidence = new ArrayList<>();
        String said = said(failure, details.hint());
        evidence.add(said);
        if (details.status() < 400) {
            Guide guide = Guide.get();
            GuideEntry entry = details.status() != 0
                    ? guide.local("not-a-token")
                    : authority == null
                            ? guide.local("token-proxy")
                            : findings.entry(failure.getCause() == null ? failure : failure.getCause());
            findings.values().putPage(details.page());
            ownHint(details, entry).ifPresent(evidence::add);
            findings.add(id, Status.PROBLEM, entry.advice(findings.values()).meaning(said), evidence, details);
            return;
        }
        evidence.add("correlation id " + shown(details.correlationId()) + ", trace id " + shown(details.traceId())
                + ", time " + shown(details.timestamp()));
        if (details.retryAfter() != null) {
            evidence.add("retry in " + HumanTimes.shown(details.retryAfter()) + " at the earliest");
        }
        if (details.description() != null && !evidence.get(0).contains(details.description())) {
            evidence.add(details.description());
        }
        if (agent != null && AgentRefusal.is(details)) {
            findings.add(id, Status.PROBLEM, AgentRefusal.entry(), evidence, details);
            return;
        }
        Refusal refusal = Refusal.of(
                details, token, authority, findings.values(), anatomy.clock().instant());
        if (!refusal.sent().isEmpty()) {
            evidence.add("sent: " + refusal.sent());
        }
        evidence.addAll(ownHint(details, refusal.advice().entry()).map(List::of).orElseGet(refusal::remarks));
        findings.add(
                id,
                Status.PROBLEM,
                details.errorCodes().isEmpty()
                        ? refusal.advice().meaning(said + " " + refusal.advice().means())
                        : refusal.advice(),
                evidence,
                details);
    }

    /** What happened, without what the guide says of it. */
    private static String said(Exception failure, @Nullable String hint) {
        String message = Exceptions.why(Findings.message(failure));
        int told = hint == null ? -1 : message.indexOf(SafeText.line(Copies.firstLine(hint), Integer.MAX_VALUE));
        return (told > 0 ? message.substring(0, told) : message).strip().replaceFirst(":$", ".");
    }

    /** What an exception knows more than the guide, whose entry is printed anyway; without the line that names a page. */
    private static Optional<String> ownHint(ExchangeDetails details, GuideEntry entry) {
        return Optional.ofNullable(details.hint())
                .filter(hint -> !hint.contains(entry.link()))
                .map(hint -> SafeText.line(hint.split("\n *More: ", 2)[0], Integer.MAX_VALUE));
    }

    private static String shown(@Nullable String id) {
        return id == null ? "not known" : Evidence.shown(id);
    }
}
