package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.Diagnosis.Status;
import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.binding.IdentityBinding;
import io.github.wicredential.internal.binding.IdentityBinding.TokenProxy;
import io.github.wicredential.internal.guide.Guide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last link: the variables of identity bindings, by which the exchange goes through the cluster's token proxy. */
final class BindingCheck {

    private static final String ID = "identity-binding";
    private static final String PROXY = "AZURE_KUBERNETES_TOKEN_PROXY";
    private static final String SERVER_NAME = "AZURE_KUBERNETES_SNI_NAME";
    private static final String CA_FILE = "AZURE_KUBERNETES_CA_FILE";
    private static final String CA_DATA = "AZURE_KUBERNETES_CA_DATA";

    private final Pod pod;
    private final Findings findings;
    private final AssertionClaims claims;
    private final @Nullable TokenProxy asked;

    /** The token proxy is null if the exchange does not go through it. */
    BindingCheck(Pod pod, Findings findings, AssertionClaims claims, @Nullable TokenProxy asked) {
        this.pod = pod;
        this.findings = findings;
        this.claims = claims;
        this.asked = asked;
    }

    void run() {
        IdentityBinding binding = pod.binding();
        if (binding == null) {
            refused();
        } else if (asked != null) {
            asked(asked);
        } else if (!binding.proxySet()) {
            unset();
        } else if (binding.proxy().isPresent()) {
            findings.ok(ID, "Set, and not used: the token is for Entra itself", variables());
        } else {
            findings.add(ID, Status.WARNING, Guide.get().local("binding-unused"), variables());
        }
    }

    private void refused() {
        ConfigurationException obstacle = pod.bindingObstacle();
        String message = GuideValues.line(String.valueOf(obstacle == null ? null : obstacle.getMessage()));
        List<String> evidence = new ArrayList<>(List.of(message));
        evidence.addAll(variables());
        findings.problem(
                ID,
                Guide.get().local(message.startsWith(PROXY) ? "binding-proxy-wrong" : "binding-settings"),
                evidence);
    }

    private void unset() {
        List<String> lonely = Stream.of(SERVER_NAME, CA_FILE, CA_DATA)
                .filter(name -> pod.variable(name) != null)
                .toList();
        if (lonely.isEmpty()) {
            findings.skipped(ID, "Not used in this pod");
        } else {
            findings.warning(ID, "binding-incomplete", String.join(", ", lonely) + " without " + PROXY);
        }
    }

    private void asked(TokenProxy proxy) {
        List<String> evidence = variables();
        try {
            evidence.add("trusted: " + GuideValues.shown(proxy.trust().origin()));
        } catch (ConfigurationException | IOException e) {
            evidence.add(GuideValues.line(String.valueOf(e.getMessage())));
            findings.problem(ID, Guide.get().local("binding-ca"), evidence);
            return;
        }
        if (claims.audience() != null && !claims.audiences().contains(TokenAudience.BINDINGS.value())) {
            findings.add(ID, Status.WARNING, Guide.get().local("binding-audience"), evidence);
        } else {
            findings.ok(ID, "The token proxy's variables", evidence);
        }
    }

    private List<String> variables() {
        List<String> lines = new ArrayList<>();
        lines.add(line(PROXY));
        lines.add(
                pod.variable(SERVER_NAME) == null ? line(SERVER_NAME) + ": the URL's host is used" : line(SERVER_NAME));
        return lines;
    }

    private String line(String name) {
        String value = pod.variable(name);
        return value == null
                ? name + " is not set"
                : name + " = " + GuideValues.shown(value.replaceAll("//[^/@]*@", "//<hidden>@"));
    }
}
