package io.github.wicredential.internal.doctor;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.binding.IdentityBinding;
import io.github.wicredential.internal.binding.IdentityBinding.TokenProxy;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last link: the variables of identity bindings, by which the exchange goes through the cluster's token proxy.
 *
 * @param chosen the token proxy; null if the exchange does not go through it
 */
record BindingCheck(
        Anatomy anatomy,
        Findings findings,
        ClientAssertion token,
        @Nullable TokenProxy chosen) {

    private static final String ID = "identity-binding";

    void run() {
        try {
            IdentityBinding binding = anatomy.binding().get();
            if (chosen != null) {
                used(chosen);
            } else if (!binding.proxySet()) {
                unset();
            } else if (binding.proxy().isPresent()) {
                findings.ok(ID, "Set but not used: the token is for Entra itself", variables());
            } else {
                findings.add(ID, Status.WARNING, Guide.get().local("binding-unused"), variables());
            }
        } catch (ConfigurationException e) {
            boolean url = IdentityBinding.isUsableUrl(anatomy.environment().variables());
            problem(url ? "binding-settings" : "binding-proxy-wrong", Findings.message(e));
        }
    }

    private void unset() {
        List<String> lonely = anatomy.set(IdentityBinding.companions());
        if (lonely.isEmpty()) {
            findings.skipped(
                    ID,
                    token.audiences().contains(TokenAudience.BINDINGS.value())
                            ? "The token is for identity bindings, but no token proxy is set"
                            : "Not used in this pod");
        } else {
            findings.warning(ID, "binding-incomplete", String.join(", ", lonely) + " without " + IdentityBinding.PROXY);
        }
    }

    private void used(TokenProxy proxy) {
        List<String> evidence = variables();
        try {
            evidence.add("trusted: " + Evidence.shown(proxy.trust().origin()));
        } catch (ConfigurationException | IOException e) {
            String file = anatomy.variable(IdentityBinding.CA_FILE);
            evidence.add(Findings.message(e));
            findings.values().put("caFile", file).fact("caMissing", file != null && !Files.exists(Path.of(file)));
            findings.add(ID, Status.PROBLEM, Guide.get().local("binding-ca"), evidence);
            return;
        }
        if (!token.audiences().isEmpty() && !token.audiences().contains(TokenAudience.BINDINGS.value())) {
            findings.add(ID, Status.WARNING, Guide.get().local("binding-audience"), evidence);
        } else {
            findings.ok(ID, "The token proxy's variables", evidence);
        }
    }

    private void problem(String entry, String message) {
        List<String> evidence = new ArrayList<>(List.of(message));
        evidence.addAll(variables());
        findings.add(ID, Status.PROBLEM, Guide.get().local(entry), evidence);
    }

    private List<String> variables() {
        List<String> lines = new ArrayList<>();
        lines.add(line(IdentityBinding.PROXY, ""));
        lines.add(line(IdentityBinding.SERVER_NAME, ": the URL's host is used"));
        return lines;
    }

    private String line(String name, String otherwise) {
        String value = anatomy.variable(name);
        return value == null ? name + " is not set" + otherwise : name + " = " + Evidence.shown(value);
    }
}
