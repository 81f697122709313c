package io.github.wicredential.internal.doctor;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.doctor.Finding;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.binding.IdentityBinding;
import io.github.wicredential.internal.binding.IdentityBinding.TokenProxy;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.Platform;
import io.github.wicredential.internal.guide.Pod;
import io.github.wicredential.internal.guide.TokenFile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Examines every link of the chain, in its order. What a room would do is asked of the room's own object. */
public final class Examination {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Anatomy anatomy;
    private final DiagnosisOptions options;
    private final Findings findings;
    private final TimeLimit limit;

    private Examination(Anatomy anatomy, DiagnosisOptions options, Progress progress) {
        this.anatomy = anatomy;
        this.options = options;
        this.findings = new Findings(progress);
        this.limit = new TimeLimit(System::nanoTime, progress, PATIENCE, options.timeout());
    }

    /** Takes as long as the options allow. Requests tokens of its own and keeps none. */
    public static Diagnosis of(Anatomy anatomy, DiagnosisOptions options, Progress progress) {
        Instant at = anatomy.clock().instant();
        return Diagnosis.of(at, new Examination(anatomy, options, progress).run());
    }

    private List<Finding> run() {
        new Platform(anatomy::variable).tell(findings.values());
        if (findings.values().get("pod") == null) {
            new Pod(anatomy.variable("HOSTNAME")).tell(findings.values());
        }
        JvmCheck.of(findings, anatomy).run();
        VariableCheck variables = new VariableCheck(anatomy, findings);
        TokenFileCheck file = new TokenFileCheck(anatomy, findings, variables.tokenFile(), limit);
        ClientAssertion token = file.token();
        new TokenFile(variables.tokenFile()).tell(findings.values());
        TokenEvidence.put(
                findings.values(),
                token,
                Comparison.of(token, null),
                anatomy.clock().instant());
        variables.run();
        file.run();
        URI authority = variables.authority();
        TokenProxy proxy = proxy(token);
        if (token.issuer() == null) {
            findings.skipped("claims", token.value().isEmpty() ? "There is no token" : "The token cannot be decoded");
        } else {
            new ClaimCheck(anatomy, findings, token, proxy != null).run();
        }
        issuer(token);
        route(authority, token, proxy);
        if (proxy == null) {
            authority(authority, token);
            findings.again("lifetime");
            boolean ofIssuer = findings.values().isFact("clocksAgree");
            findings.again("clock", ofIssuer ? Guide.get().local("control-plane-clock") : null);
        } else {
            tokenProxy(proxy);
        }
        Optional<String> wanted = resource(authority);
        exchange(authority, token, proxy, wanted);
        if (findings.has(IssuerCheck.ID) && !options.issuerDocuments() && findings.wantsTheIssuersDocuments()) {
            new IssuerCheck(anatomy, findings, token, limit).run();
        }
        new BindingCheck(anatomy, findings, token, proxy).run();
        return findings.all();
    }

    private Optional<String> resource(@Nullable URI authority) {
        return options.resource().flatMap(resource -> {
            if (options.offline()) {
                findings.skipped(ResourceCheck.ID, "Offline");
                return Optional.empty();
            }
            return new ResourceCheck(anatomy.egress(), findings, resource, limit, null).run(authority);
        });
    }

    /** The token proxy, if that is what an exchange of this token would be sent to. Whoever routes it is asked. */
    private @Nullable TokenProxy proxy(ClientAssertion token) {
        try {
            IdentityBinding binding = anatomy.binding().get();
            findings.values().fact("bindingOff", binding.proxySet());
            return binding.throughProxy(token) ? binding.proxy().orElse(null) : null;
        } catch (ConfigurationException e) {
            return null;
        }
    }

    private void route(@Nullable URI authority, ClientAssertion token, @Nullable TokenProxy proxy) {
        try {
            IdentityBinding binding = anatomy.binding().get();
            if (proxy == null && authority == null) {
                findings.skipped("route", "There is no authority to call");
            } else {
                findings.ok(
                        "route",
                        proxy == null
                                ? "Directly to " + authority
                                : "Through the cluster's token proxy " + proxy.base(),
                        binding.reason(token));
            }
        } catch (ConfigurationException e) {
            findings.skipped("route", "The token proxy's variables are not accepted, see identity-binding");
        }
    }

    private void tokenProxy(TokenProxy proxy) {
        findings.values()
                .put("tokenProxy", proxy.base())
                .put("proxyHost", proxy.base().getHost())
                .put("proxyPort", Route.port(proxy.base()))
                .put("serverName", proxy.serverName());
        findings.skipped("authority", "The exchange goes through the token proxy, see route");
        if (options.offline()) {
            findings.skipped(TokenProxyCheck.ID, "Offline");
        } else {
            new TokenProxyCheck(findings, proxy, limit).run();
        }
    }

    private void issuer(ClientAssertion token) {
        if (!options.issuerDocuments()) {
            findings.skipped("issuer-documents", "Read on request, or if Entra's response concerns them");
        } else if (options.offline()) {
            findings.skipped("issuer-documents", "Offline");
        } else {
            new IssuerCheck(anatomy, findings, token, limit).run();
        }
    }

    private void authority(@Nullable URI authority, ClientAssertion token) {
        if (options.offline() || authority == null) {
            findings.skipped("authority", options.offline() ? "Offline" : "There is no authority to call");
        } else {
            new AuthorityCheck(anatomy, findings, authority, token, limit).run();
        }
    }

    private void exchange(
            @Nullable URI authority, ClientAssertion token, @Nullable TokenProxy proxy, Optional<String> wanted) {
        // What is not a scope is said also if nothing is sent.
        List<String> named = options.scopes().stream()
                .filter(scope -> ExchangeCheck.isScope(findings, scope))
                .toList();
        if (options.offline()) {
            findings.skipped("exchange", "Offline");
            return;
        }
        if (named.isEmpty() && !options.scopes().isEmpty()) {
            return;
        }
        TokenExchange exchange;
        try {
            exchange = anatomy.exchange().get();
        } catch (ConfigurationException e) {
            findings.skipped("exchange", "The configuration is not complete");
            return;
        }
        ExchangeCheck check =
                new ExchangeCheck(anatomy, findings, exchange, token, proxy == null ? authority : null, limit);
        String agent = options.agent().orElse(null);
        if (agent != null) {
            ExchangeCheck ofAgent = check.ofAgent(agent);
            if (ofAgent == null) {
                findings.skipped("exchange", "The blueprint has no token for the agent, see " + ExchangeCheck.AGENT);
                return;
            }
            check = ofAgent;
        }
        List<String> scopes = named;
        if (scopes.isEmpty()) {
            scopes = wanted.or(() -> Optional.ofNullable(authority)
                            .flatMap(url -> Cloud.of(url).orElse(Cloud.PUBLIC).resourceManagerScope()))
                    .map(List::of)
                    .orElse(List.of());
        }
        if (scopes.isEmpty()) {
            findings.skipped("exchange", "No scope is named");
        }
        scopes.forEach(check::run);
    }
}
