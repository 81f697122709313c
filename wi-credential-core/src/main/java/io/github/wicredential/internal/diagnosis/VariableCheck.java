package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.environment.Variables;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Overrides;
import io.github.wicredential.internal.guide.Guide;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The first link: the webhook's variables, and what the builder sets in their place. */
final class VariableCheck {

    private static final String CLIENT = "AZURE_CLIENT_ID";
    private static final String TENANT = "AZURE_TENANT_ID";
    private static final String FILE = "AZURE_FEDERATED_TOKEN_FILE";
    private static final String AUTHORITY = "AZURE_AUTHORITY_HOST";
    private static final String GOOD_ID = "11111111-1111-1111-1111-111111111111";

    /** What azure-identity and others prefer to the pod's token when they are left to choose. */
    private static final List<String> OTHERS =
            List.of("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_USERNAME", "AZURE_PASSWORD");

    private final Pod pod;
    private final Findings findings;

    VariableCheck(Pod pod, Findings findings) {
        this.pod = pod;
        this.findings = findings;
    }

    /** The authority to ask, if it can be one. */
    @Nullable
    URI run() {
        boolean ownAssertion = pod.overrides().ownAssertion();
        boolean untouched = pod.tenant() == null && pod.tokenFile() == null && !ownAssertion;
        if (untouched) {
            findings.problem("variables", Guide.get().local("no-variables"), evidence());
        } else {
            findings.ok("variables", "The webhook's variables", evidence());
            id("client-id", pod.clientId(), "client-id-missing", "client-id-wrong", CLIENT);
            id("tenant", pod.tenant(), "tenant-missing", "tenant-wrong", TENANT);
            if (pod.tokenFile() == null && !ownAssertion) {
                findings.problem("token-file", "token-file-unset");
            }
        }
        URI authority = authority();
        others();
        if (pod.obstacle() != null && pod.bindingObstacle() == null && !findings.hasProblem()) {
            findings.problem("configuration", "configuration", message(pod.obstacle()));
        }
        return authority;
    }

    private List<String> evidence() {
        List<String> lines = new ArrayList<>();
        lines.add(line(CLIENT, pod.overrides().clientId()));
        lines.add(line(TENANT, pod.overrides().tenantId()));
        Path file = pod.overrides().tokenFile();
        lines.add(
                pod.overrides().ownAssertion()
                        ? "the assertion comes from the application's own source"
                        : line(FILE, file == null ? null : file.toString()));
        lines.add(line(AUTHORITY, pod.overrides().authorityHost()));
        if (pod.variable("KUBERNETES_SERVICE_HOST") == null) {
            lines.add("KUBERNETES_SERVICE_HOST is not set either, so this may not be a pod at all");
        }
        return lines;
    }

    private String line(String name, @Nullable String override) {
        String value = pod.variable(name);
        String shown = value == null ? name + " is not set" : name + " = " + GuideValues.shown(value);
        return override == null ? shown : shown + "; the builder says " + GuideValues.shown(override);
    }

    private void id(String id, @Nullable String value, String missing, String wrong, String variable) {
        if (value == null) {
            findings.problem(id, missing);
            return;
        }
        String refused = refusal(variable);
        if (refused == null) {
            findings.ok(id, GuideValues.shown(value));
        } else {
            findings.problem(id, wrong, refused);
        }
    }

    private @Nullable URI authority() {
        try {
            URI authority = only(AUTHORITY).authorityHost();
            findings.values().putAuthority(authority);
            String cloud = Cloud.of(authority)
                    .filter(known -> known != Cloud.GERMANY)
                    .map(Cloud::words)
                    .orElse(null);
            if (cloud != null || authority.getScheme().equals("http")) {
                findings.ok("authority-host", authority + (cloud == null ? " (local)" : " (" + cloud + ")"));
            } else {
                findings.warning("authority-host", "authority-unknown");
            }
            return authority;
        } catch (ConfigurationException e) {
            findings.problem("authority-host", "authority-wrong", message(e));
            return null;
        }
    }

    private void others() {
        List<String> set =
                OTHERS.stream().filter(name -> pod.variable(name) != null).toList();
        if (set.isEmpty()) {
            findings.ok("other-credentials", "No other credential is configured");
        } else {
            findings.warning(
                    "other-credentials",
                    "other-credential",
                    String.join(", ", set) + (set.size() == 1 ? " is set" : " are set"));
        }
    }

    private @Nullable String refusal(String variable) {
        try {
            only(variable);
            return null;
        } catch (ConfigurationException e) {
            return message(e);
        }
    }

    /** Judges one setting by the rules of the credential, all others being good. */
    private WorkloadIdentityEnvironment.Settings only(String variable) {
        Overrides set = pod.overrides();
        Function<String, @Nullable String> lookup =
                name -> name.equals(variable) ? pod.variable(name) : name.startsWith("AZURE_") ? good(name) : null;
        return new WorkloadIdentityEnvironment(new Variables(lookup))
                .settings(new Overrides(
                        variable.equals(CLIENT) ? set.clientId() : null,
                        variable.equals(TENANT) ? set.tenantId() : null,
                        null,
                        variable.equals(AUTHORITY) ? set.authorityHost() : null,
                        false));
    }

    private static @Nullable String good(String name) {
        return switch (name) {
            case CLIENT, TENANT -> GOOD_ID;
            case FILE -> "token";
            default -> null;
        };
    }

    private static String message(Exception failure) {
        return GuideValues.line(String.valueOf(failure.getMessage()));
    }
}
