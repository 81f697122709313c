package io.github.wicredential.internal.doctor;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Overrides;
import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.text.Guid;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The first link: the webhook's variables, and what the builder sets in their place. */
final class VariableCheck {

    private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9.-]+:[0-9]{1,5}");

    /** What azure-identity and others prefer to the pod's token when they are left to choose. */
    private static final List<String> OTHERS =
            List.of("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_USERNAME", "AZURE_PASSWORD");

    private static final int ENTRAS_PORT = 443;

    private final Anatomy anatomy;
    private final Findings findings;
    private final Setting<String> client;
    private final Setting<String> tenant;
    private final Setting<Path> file;
    private final Setting<URI> authority;

    /** Reads the settings already, so that the first commands can name them. */
    VariableCheck(Anatomy anatomy, Findings findings) {
        WorkloadIdentityEnvironment environment = anatomy.environment();
        this.anatomy = anatomy;
        this.findings = findings;
        this.client = Setting.of(environment::clientId);
        this.tenant = Setting.of(environment::tenantId);
        this.file = Setting.of(environment::tokenFile);
        this.authority = Setting.of(environment::authorityHost);
        findings.values()
                .putClient(client.value())
                .put("tenant", tenant.value())
                .put("tokenFile", file.value());
    }

    /** A setting as it is read: a value, what is wrong with it, or neither. */
    private record Setting<T>(@Nullable T value, @Nullable String refusal) {

        static <T> Setting<T> of(Supplier<? extends @Nullable T> read) {
            try {
                return new Setting<>(read.get(), null);
            } catch (ConfigurationException e) {
                return new Setting<>(null, Findings.message(e));
            }
        }

        boolean missing() {
            return value == null && refusal == null;
        }
    }

    /** The file of the pod's own token, if it can be one. */
    @Nullable
    Path tokenFile() {
        return file.value();
    }

    /** The authority, if it can be one. */
    @Nullable
    URI authority() {
        return authority.value();
    }

    void run() {
        boolean noFile = file.missing() && !anatomy.environment().overrides().ownAssertion();
        if (tenant.missing() && noFile) {
            unnamed("variables", "no-variables", evidence());
        } else {
            findings.ok("variables", "The webhook's variables", evidence());
            id("client-id", client);
            id("tenant", tenant);
            if (noFile) {
                unnamed("token-file", "token-file-unset");
            } else if (file.refusal() != null) {
                findings.refused("token-file", "token-file-missing", file.refusal());
            }
        }
        host();
        others();
        ConfigurationException obstacle = anatomy.obstacle();
        if (obstacle != null && !findings.hasProblem() && !ofTheBinding(obstacle)) {
            String message = Findings.message(obstacle);
            boolean proxy = message.equals(Setting.of(anatomy.egress()).refusal());
            if (proxy) {
                putProxy(anatomy.environment().variables().httpsProxy());
            }
            findings.refused("configuration", proxy ? "proxy-wrong" : "configuration", message);
        }
    }

    private void unnamed(String id, String inPod, String... evidence) {
        findings.add(id, Status.PROBLEM, Guide.get().unnamedFile(inPod, findings.values()), List.of(evidence));
    }

    /** What is after the last at sign is no login. */
    private void putProxy(@Nullable String written) {
        int end = written == null ? -1 : written.lastIndexOf('@');
        findings.values().fact("proxyUser", end >= 0);
        if (written != null
                && end >= 0
                && PLACE.matcher(written.substring(end + 1)).matches()) {
            findings.values().put("proxyAddress", written.substring(end + 1));
        }
    }

    /** Whether it is the token proxy's variables that are in the way, which have a finding of their own. */
    private boolean ofTheBinding(ConfigurationException obstacle) {
        String refusal = Setting.of(anatomy.binding()).refusal();
        return refusal != null && refusal.equals(Findings.message(obstacle));
    }

    private String[] evidence() {
        Overrides set = anatomy.environment().overrides();
        List<String> lines = new ArrayList<>();
        lines.add(line("AZURE_CLIENT_ID", set.clientId()));
        lines.add(line("AZURE_TENANT_ID", set.tenantId()));
        lines.add(
                set.ownAssertion()
                        ? "the assertion comes from the application's own source"
                        : line("AZURE_FEDERATED_TOKEN_FILE", set.tokenFile()));
        lines.add(line("AZURE_AUTHORITY_HOST", set.authorityHost()));
        if (anatomy.variable("KUBERNETES_SERVICE_HOST") == null) {
            lines.add("KUBERNETES_SERVICE_HOST is not set either, so this may not be a pod");
        }
        return lines.toArray(String[]::new);
    }

    private String line(String name, @Nullable Object override) {
        String value = anatomy.variable(name);
        String shown = value == null
                ? name
                        + (anatomy.environment().variables().lookup().apply(name) == null
                                ? " is not set"
                                : " is set, but blank")
                : name + " = " + Evidence.shown(value);
        return override == null ? shown : shown + "; the builder sets " + Evidence.shown(override.toString());
    }

    private void id(String id, Setting<String> setting) {
        boolean ofClient = id.equals("client-id");
        String value = setting.value();
        if (ofClient && value != null && findings.values().isFact("swapped")) {
            putGiven(true);
            findings.doubted(id, "client-id-wrong", "'" + value + "' is the tenant in the issuer of this cluster.");
        } else if (value != null && isOneOfEntras(value, ofClient)) {
            findings.ok(id, Evidence.shown(value));
        } else if (value != null) {
            putGiven(ofClient);
            findings.doubted(
                    id,
                    id + "-wrong",
                    "'" + Evidence.shown(value) + "' is "
                            + (ofClient
                                    ? "not a GUID, which each client id of Entra is."
                                    : "neither a GUID nor a domain name, one of which each tenant of Entra has."));
        } else if (setting.refusal() != null) {
            putGiven(ofClient);
            findings.refused(id, id + "-wrong", setting.refusal());
        } else {
            findings.problem(id, id + "-missing");
        }
    }

    /** Other authorities, such as the local one of tests, may call clients and tenants as they like. */
    private boolean isOneOfEntras(String id, boolean ofClient) {
        URI host = authority.value();
        return host == null || Cloud.of(host).isEmpty() || Guid.is(id) || (!ofClient && id.contains("."));
    }

    private void putGiven(boolean ofClient) {
        String given = anatomy.variable(ofClient ? "AZURE_CLIENT_ID" : "AZURE_TENANT_ID");
        Overrides set = anatomy.environment().overrides();
        Object override = ofClient ? set.clientId() : set.tenantId();
        if (override == null) {
            findings.values()
                    .putGiven(String.valueOf(given), ofClient ? "rightClient" : "rightTenant")
                    .fact("sharedTenant", WorkloadIdentityEnvironment.isSharedTenant(String.valueOf(given)));
        } else {
            findings.values().put("given", override);
        }
    }

    private void host() {
        URI host = authority.value();
        if (host == null) {
            findings.refused("authority-host", "authority-wrong", String.valueOf(authority.refusal()));
            return;
        }
        findings.values().putAuthority(host);
        String cloud = Cloud.of(host)
                .filter(known -> known != Cloud.GERMANY)
                .map(Cloud::words)
                .orElse(null);
        int port = Route.port(host);
        if (cloud != null && (port != ENTRAS_PORT || host.getScheme().equals("http"))) {
            findings.problem(
                    "authority-host",
                    "authority-wrong",
                    "AZURE_AUTHORITY_HOST is " + host + ", but Entra listens on https and port " + ENTRAS_PORT
                            + " only: remove " + (port == ENTRAS_PORT ? "http" : "the port " + port));
        } else if (cloud != null || host.getScheme().equals("http")) {
            findings.ok("authority-host", host + (cloud == null ? " (local)" : " (" + cloud + ")"));
        } else {
            findings.warning("authority-host", "authority-unknown");
        }
    }

    private void others() {
        List<String> set = anatomy.set(OTHERS);
        if (set.isEmpty()) {
            findings.ok("other-credentials", "No other credential is configured");
        } else {
            findings.warning(
                    "other-credentials",
                    "other-credential",
                    String.join(", ", set) + (set.size() == 1 ? " is set" : " are set"));
        }
    }
}
