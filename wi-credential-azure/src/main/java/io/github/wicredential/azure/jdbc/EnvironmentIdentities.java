package io.github.wicredential.azure.jdbc;

import com.azure.core.credential.TokenCredential;
import com.azure.core.util.Configuration;
import io.github.wicredential.azure.CredentialUnavailableException;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;
import io.github.wicredential.azure.WorkloadIdentityCredentialBuilder;
import io.github.wicredential.thirdparty.caffeine.cache.Cache;
import io.github.wicredential.thirdparty.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/** The identities of the environment, each made once. Thread-safe. */
final class EnvironmentIdentities {

    // More than an application has; a bound against URLs that are made up without end.
    private static final int MOST = 64;

    private static final Cache<Key, TokenCredential> MADE =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    private EnvironmentIdentities() {}

    /** The environment of this moment with what a connection says, so that a changed environment is another identity. */
    private record Key(
            boolean managedIdentity,
            @Nullable String clientId,
            @Nullable String tenantId,
            @Nullable String authorityHost,
            @Nullable String tokenFile,
            @Nullable String word) {

        static Key of(ConnectionSettings settings, Configuration environment) {
            return new Key(
                    settings.managedIdentity(),
                    or(settings.clientId(), environment.get(Configuration.PROPERTY_AZURE_CLIENT_ID)),
                    or(settings.tenantId(), environment.get(Configuration.PROPERTY_AZURE_TENANT_ID)),
                    or(settings.authorityHost(), environment.get(Configuration.PROPERTY_AZURE_AUTHORITY_HOST)),
                    environment.get("AZURE_FEDERATED_TOKEN_FILE"),
                    environment.get("AZURE_TOKEN_CREDENTIALS"));
        }

        private static @Nullable String or(@Nullable String said, @Nullable String variable) {
            return said != null ? said : variable;
        }
    }

    static TokenCredential of(ConnectionSettings settings) {
        return MADE.get(
                Key.of(settings, Configuration.getGlobalConfiguration()),
                key -> key.managedIdentity ? managed(key) : standard(key));
    }

    private static TokenCredential standard(Key key) {
        return new DefaultAzureCredentialBuilder()
                .workloadIdentityClientId(key.clientId)
                .tenantId(key.tenantId)
                .authorityHost(key.authorityHost)
                .build();
    }

    /** In a pod the workload identity, elsewhere nothing: never a developer's sign-in. */
    private static TokenCredential managed(Key key) {
        try {
            return new WorkloadIdentityCredentialBuilder()
                    .clientId(key.clientId)
                    .tenantId(key.tenantId)
                    .authorityHost(key.authorityHost)
                    .build();
        } catch (IllegalArgumentException incomplete) {
            throw new CredentialUnavailableException(
                    ConnectionSettings.MANAGED_IDENTITY + " asks for the workload identity of a pod and nothing else. "
                            + incomplete.getMessage(),
                    incomplete);
        }
    }

    /** The authority that the environment or the connection names. */
    static @Nullable String authorityHost(ConnectionSettings settings) {
        return Key.of(settings, Configuration.getGlobalConfiguration()).authorityHost;
    }
}
