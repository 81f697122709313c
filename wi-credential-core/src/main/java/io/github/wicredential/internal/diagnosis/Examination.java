package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.Diagnosis;
import io.github.wicredential.Diagnosis.Finding;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.binding.IdentityBinding;
import io.github.wicredential.internal.binding.IdentityBinding.TokenProxy;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.exchange.Route;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at every link of the chain, in its order. */
final class Examination {

    private static final Path NAMESPACE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");
    private static final String PLAIN_ID = "[A-Za-z0-9][A-Za-z0-9._-]*";

    private final Pod pod;
    private final Diagnosis.Options options;
    private final Findings findings = new Findings();
    private final Budget budget = new Budget(System::nanoTime);

    Examination(Pod pod, Diagnosis.Options options) {
        this.pod = pod;
        this.options = options;
    }

    List<Finding> run() {
        names();
        TokenFileCheck file = new TokenFileCheck(pod, findings);
        // Already now, so that the first commands can name the pod's namespace and service account.
        findings.values().putAll(AssertionClaims.of(file.peek()).values());
        URI authority = new VariableCheck(pod, findings).run();
        ClientAssertion token = file.run();
        AssertionClaims claims = token == null ? AssertionClaims.none() : AssertionClaims.of(token);
        TokenProxy proxy = proxy(token);
        if (claims.issuer() == null) {
            findings.skipped("claims", token == null ? "There is no token" : "The token can't be decoded");
        } else {
            new ClaimCheck(pod, findings, claims, proxy != null).run();
        }
        issuer(claims);
        route(authority, token, proxy);
        if (proxy == null) {
            authority(authority);
        } else {
            tokenProxy(proxy);
        }
        exchange(authority, claims, proxy);
        new BindingCheck(pod, findings, claims, proxy).run();
        return findings.all();
    }

    /** The token proxy, if that is what an exchange of this token would be sent to. Whoever routes it is asked. */
    private @Nullable TokenProxy proxy(@Nullable ClientAssertion token) {
        IdentityBinding binding = pod.binding();
        return binding != null && binding.throughProxy(token == null ? ClientAssertion.of("") : token)
                ? binding.proxy().orElse(null)
                : null;
    }

    private void route(@Nullable URI authority, @Nullable ClientAssertion token, @Nullable TokenProxy proxy) {
        IdentityBinding binding = pod.binding();
        if (binding == null) {
            findings.skipped("route", "The token proxy's variables are not accepted, see identity-binding");
        } else if (proxy == null && authority == null) {
            findings.skipped("route", "There is no authority to ask");
        } else {
            findings.ok(
                    "route",
                    proxy == null ? "Directly to " + authority : "Through the cluster's token proxy " + proxy.base(),
                    binding.reason(token == null ? ClientAssertion.of("") : token));
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
            new TokenProxyCheck(findings, proxy, budget).run();
        }
    }

    private void names() {
        String client = pod.clientId();
        findings.values()
                .put("client", client != null && client.matches(PLAIN_ID) ? client : null)
                .put("tenant", pod.tenant())
                .put("tokenFile", pod.tokenFile())
                .put("pod", pod.variable("HOSTNAME"))
                .put("namespace", namespace());
    }

    /** Kubernetes writes it beside the default API token, unless that is switched off. */
    private static @Nullable String namespace() {
        try {
            return Files.size(NAMESPACE) > 100
                    ? null
                    : Files.readString(NAMESPACE).strip();
        } catch (IOException e) {
            return null;
        }
    }

    private void issuer(AssertionClaims claims) {
        if (!options.issuerDocuments()) {
            findings.skipped("issuer-documents", "Read on request only");
        } else if (options.offline()) {
            findings.skipped("issuer-documents", "Offline");
        } else {
            new IssuerCheck(pod, findings, claims, budget).run();
        }
    }

    private void authority(@Nullable URI authority) {
        if (options.offline() || authority == null) {
            findings.skipped("authority", options.offline() ? "Offline" : "There is no authority to ask");
        } else {
            new AuthorityCheck(pod, findings, authority, budget).run();
        }
    }

    private void exchange(@Nullable URI authority, AssertionClaims claims, @Nullable TokenProxy proxy) {
        if (options.offline() || pod.exchange() == null) {
            findings.skipped("exchange", options.offline() ? "Offline" : "The configuration is not complete");
            return;
        }
        ExchangeCheck check =
                new ExchangeCheck(pod, findings, pod.exchange(), claims, proxy == null ? authority : null, budget);
        List<String> scopes = options.scopes();
        if (scopes.isEmpty()) {
            scopes = Optional.ofNullable(authority)
                    .flatMap(url -> Cloud.of(url).orElse(Cloud.PUBLIC).resourceManagerScope())
                    .map(List::of)
                    .orElse(List.of());
        }
        if (scopes.isEmpty()) {
            findings.skipped("exchange", "No scope is named");
        }
        scopes.forEach(check::run);
    }
}
