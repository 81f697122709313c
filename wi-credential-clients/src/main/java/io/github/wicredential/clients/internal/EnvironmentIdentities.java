package io.github.wicredential.clients.internal;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.internal.azure.CredentialTokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The identities of the environment, each made once. Thread-safe. */
final class EnvironmentIdentities {

    // More than an application needs; a limit against an endless number of different settings.
    private static final int MOST = 64;

    private static final String AZURE = "io.github.wicredential:wi-credential-azure";
    private static final boolean AZURE_IS_THERE = isThere("io.github.wicredential.azure.DefaultAzureCredential");
    private static final String WORD = "AZURE_TOKEN_CREDENTIALS";
    private static final List<String> PODS = List.of("prod", "workloadidentitycredential", "managedidentitycredential");

    private static final Map<Key, TokenProvider> MADE = new ConcurrentHashMap<>();

    /** Where the variables are looked for; a test puts its own in place. */
    static volatile Function<String, @Nullable String> environment = System::getenv;

    private EnvironmentIdentities() {}

    /** The environment of this moment with what a client says, so that a changed environment is another identity. */
    record Key(
            boolean managedIdentity,
            @Nullable String clientId,
            @Nullable String tenantId,
            @Nullable String authorityHost,
            @Nullable String tokenFile,
            @Nullable String word) {

        static Key of(ClientSettings settings) {
            return new Key(
                    settings.managedIdentity(),
                    or(settings.clientId(), variable("AZURE_CLIENT_ID")),
                    or(settings.tenantId(), variable("AZURE_TENANT_ID")),
                    or(settings.authorityHost(), variable("AZURE_AUTHORITY_HOST")),
                    variable("AZURE_FEDERATED_TOKEN_FILE"),
                    variable(WORD));
        }

        private static @Nullable String or(@Nullable String said, @Nullable String variable) {
            return said != null ? said : variable;
        }
    }

    static TokenProvider of(ClientSettings settings) {
        TokenProvider made = MADE.computeIfAbsent(
                Key.of(settings), key -> key.managedIdentity ? managed(key) : standard(key, AZURE_IS_THERE));
        if (MADE.size() > MOST) {
            MADE.values().removeIf(other -> other != made);
        }
        return made;
    }

    /** The pod's own without azure: a developer's sign-in is known there only. */
    static TokenProvider standard(Key key, boolean azure) {
        if (azure && (key.tokenFile == null || key.word != null)) {
            return CredentialTokens.ofEnvironment(key.clientId, key.tenantId, key.authorityHost);
        }
        if (key.word != null && !PODS.contains(key.word.toLowerCase(Locale.ROOT))) {
            throw new ConfigurationException(WORD + " requests an identity other than the pod's. Add " + AZURE
                    + " to the class path, which supports a developer's sign-in, or remove the variable.");
        }
        try {
            return workload(key);
        } catch (ConfigurationException incomplete) {
            throw key.tokenFile != null
                    ? incomplete
                    : new ConfigurationException(
                            incomplete.getMessage() + "\nOn a laptop add " + AZURE
                                    + " to the class path: the tokens are then those of a developer's sign-in (az login).",
                            incomplete.getCause());
        }
    }

    /** In a pod the workload identity, elsewhere nothing: never a developer's sign-in. */
    private static TokenProvider managed(Key key) {
        try {
            return workload(key);
        } catch (ConfigurationException incomplete) {
            throw new ConfigurationException(
                    ClientSettings.MANAGED_IDENTITY + " requests only the workload identity of a pod. "
                            + incomplete.getMessage(),
                    incomplete.getCause());
        }
    }

    private static WorkloadIdentity workload(Key key) {
        return WorkloadIdentity.builder()
                .environment(environment)
                .clientId(key.clientId)
                .tenantId(key.tenantId)
                .authorityHost(key.authorityHost)
                .build();
    }

    /** The authority that the environment or the client names. */
    static @Nullable String authorityHost(ClientSettings settings) {
        return Key.of(settings).authorityHost;
    }

    static @Nullable String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? null : value;
    }

    static int size() {
        return MADE.size();
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, EnvironmentIdentities.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
