package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.Diagnosis.Status;
import io.github.wicredential.internal.guide.Guide;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last link: the variables of identity bindings, by which the exchange goes through the cluster's token proxy. */
final class BindingCheck {

    private static final String ID = "identity-binding";
    private static final String PROXY = "AZURE_KUBERNETES_TOKEN_PROXY";
    private static final String AUDIENCE = "api://AKSIdentityBinding";
    private static final String SERVER_NAME = "AZURE_KUBERNETES_SNI_NAME";
    private static final String CA_FILE = "AZURE_KUBERNETES_CA_FILE";
    private static final String CA_DATA = "AZURE_KUBERNETES_CA_DATA";

    private final Pod pod;
    private final Findings findings;
    private final AssertionClaims claims;

    BindingCheck(Pod pod, Findings findings, AssertionClaims claims) {
        this.pod = pod;
        this.findings = findings;
        this.claims = claims;
    }

    /** Whether the exchange is made with the token proxy, unless the builder says otherwise. */
    static boolean inUse(Pod pod, AssertionClaims claims) {
        return pod.variable(PROXY) != null && claims.audiences().contains(AUDIENCE);
    }

    void run() {
        String proxy = pod.variable(PROXY);
        if (proxy == null) {
            List<String> lonely = Stream.of(SERVER_NAME, CA_FILE, CA_DATA)
                    .filter(name -> pod.variable(name) != null)
                    .toList();
            if (lonely.isEmpty()) {
                findings.skipped(ID, "Not used in this pod");
            } else {
                findings.warning(ID, "binding-incomplete", String.join(", ", lonely) + " without " + PROXY);
            }
            return;
        }
        String file = pod.variable(CA_FILE);
        String data = pod.variable(CA_DATA);
        List<String> evidence = new ArrayList<>();
        evidence.add(PROXY + " = " + GuideValues.shown(proxy.replaceAll("//[^/@]*@", "//<hidden>@")));
        evidence.add(
                pod.variable(SERVER_NAME) == null
                        ? SERVER_NAME + " is not set: the URL's host is used"
                        : SERVER_NAME + " = " + GuideValues.shown(String.valueOf(pod.variable(SERVER_NAME))));
        evidence.add(trust(file, data));
        if (!isAddress(proxy)) {
            findings.problem(ID, Guide.get().local("binding-proxy-wrong"), evidence);
        } else if (file != null && data == null && !hasContent(file)) {
            findings.problem(ID, Guide.get().local("binding-ca"), evidence);
        } else if (claims.audience() != null && !claims.audiences().contains(AUDIENCE)) {
            findings.add(ID, Status.WARNING, Guide.get().local("binding-audience"), evidence);
        } else {
            findings.ok(ID, "The token proxy's variables", evidence);
        }
    }

    /** No user, query or fragment (the Azure SDKs agree in this). */
    private static boolean isAddress(String proxy) {
        try {
            URI uri = URI.create(proxy);
            return "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String trust(@Nullable String file, @Nullable String data) {
        if (file != null && hasContent(file)) {
            return "trusted: " + CA_FILE + " = " + GuideValues.shown(file);
        }
        if (data != null) {
            return "trusted: " + CA_DATA + (file == null ? "" : ", since there is nothing in " + CA_FILE);
        }
        return file == null
                ? "trusted: the JVM's own certificate authorities"
                : CA_FILE + " = " + GuideValues.shown(file) + ", missing or empty";
    }

    private static boolean hasContent(String file) {
        try {
            return Files.size(Path.of(file)) > 0;
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }
}
