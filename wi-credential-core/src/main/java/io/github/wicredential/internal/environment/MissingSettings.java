package io.github.wicredential.internal.environment;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Setting;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects the missing settings, so that one message names them all. */
final class MissingSettings {

    static final Source CLIENT_ID = new Source("client id", "clientId(...)", "AZURE_CLIENT_ID");
    static final Source TENANT_ID = new Source("tenant id", "tenantId(...)", "AZURE_TENANT_ID");
    static final Source TOKEN_FILE = new Source("token file", "tokenFile(...)", "AZURE_FEDERATED_TOKEN_FILE");
    static final Source AUTHORITY_HOST = new Source("authority", "authorityHost(...)", "AZURE_AUTHORITY_HOST");

    /** The webhook always injects these two; if both are missing, it did not mutate the container. */
    private static final List<Source> ALWAYS_INJECTED = List.of(TENANT_ID, TOKEN_FILE);

    private final Variables variables;
    private final List<Source> missing = new ArrayList<>();
    private @Nullable String file;

    MissingSettings(Variables variables) {
        this.variables = variables;
    }

    /** Where a setting is looked for. */
    record Source(String name, String method, String variable) {

        /** The builders of wi-credential-azure have the same methods, but another one for the token file. */
        String setter() {
            return equals(TOKEN_FILE) ? "the builder" : "Builder." + method;
        }
    }

    void require(Setting setting) {
        if (setting.value() == null) {
            missing.add(setting.source());
        } else if (setting.source().equals(TOKEN_FILE)) {
            file = setting.value();
        }
    }

    void throwIfAny() {
        if (missing.isEmpty()) {
            return;
        }
        String names = missing.stream()
                .map(source -> source.name() + " (neither " + source.setter() + " nor the variable "
                        + source.variable() + " gives it"
                        + (variables.lookup().apply(source.variable()) == null
                                ? ")"
                                : "; the variable is set, but blank)"))
                .collect(Collectors.joining(", "));
        Evidence known = tell(variables.get(), file);
        GuideEntry entry = entry(known);
        throw new ConfigurationException(
                (missing.size() > 1 && missing.contains(TOKEN_FILE) ? entry.title() + ", so t" : "T")
                        + "he workload identity is incomplete. Missing: " + names + ". "
                        + entry.advice(known).hint(List.of(), ""));
    }

    /** The pod's token says which account it runs as. */
    static Evidence tell(Evidence known, @Nullable String file) {
        try {
            String token = file == null ? null : ProjectedTokenFile.content(Path.of(file));
            return token == null ? known : ClientAssertion.of(token).tell(known);
        } catch (InvalidPathException e) {
            return known;
        }
    }

    private GuideEntry entry(Evidence known) {
        if (missing.contains(TOKEN_FILE)) {
            return Guide.get()
                    .unnamedFile(missing.containsAll(ALWAYS_INJECTED) ? "no-variables" : "token-file-unset", known);
        }
        return Guide.get().local(missing.contains(CLIENT_ID) ? "client-id-missing" : "tenant-missing");
    }
}
