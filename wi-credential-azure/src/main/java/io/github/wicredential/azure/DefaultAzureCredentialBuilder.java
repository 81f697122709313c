package io.github.wicredential.azure;

import com.azure.core.util.Configuration;
import io.github.wicredential.WorkloadIdentityBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a {@link DefaultAzureCredential}. Not thread-safe. Neither a pod nor a laptop needs any setting.
 *
 * @since 0.1.0
 */
public final class DefaultAzureCredentialBuilder extends CredentialBuilderBase<DefaultAzureCredentialBuilder> {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultAzureCredential.class);

    private Duration processTimeout = Duration.ofSeconds(10);
    private @Nullable String tenantId;
    private @Nullable String authorityHost;
    private @Nullable String workloadClientId;
    private @Nullable String managedClientId;
    private @Nullable String managedResourceId;
    private @Nullable String tokenFilePath;
    private @Nullable List<String> allowedTenants;
    private @Nullable ExecutorService executor;
    private List<AzureIdentityEnvVars> required = List.of();

    /** Creates a builder without settings. */
    public DefaultAzureCredentialBuilder() {}

    /**
     * Sets the tenant; default: {@code AZURE_TENANT_ID}. Without either, a developer tool uses the tenant it is signed
     * in to.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public DefaultAzureCredentialBuilder tenantId(@Nullable String tenantId) {
        this.tenantId = tenantId;
        return this;
    }

    /**
     * Sets the authority of the workload identity; default: {@code AZURE_AUTHORITY_HOST}, otherwise that of the public
     * cloud.
     *
     * @param authorityHost an https URL, for example one of {@link AzureAuthorityHosts}
     * @return this
     */
    public DefaultAzureCredentialBuilder authorityHost(@Nullable String authorityHost) {
        this.authorityHost = authorityHost;
        return this;
    }

    /**
     * Sets the client id of the workload identity; default: that of {@link #managedIdentityClientId}, otherwise
     * {@code AZURE_CLIENT_ID}.
     *
     * @param clientId the client id
     * @return this
     */
    public DefaultAzureCredentialBuilder workloadIdentityClientId(@Nullable String clientId) {
        this.workloadClientId = clientId;
        return this;
    }

    /**
     * Sets the client id of the managed identity that the pod's service account is federated with. The identity of the
     * node is never used.
     *
     * @param clientId the client id
     * @return this
     */
    public DefaultAzureCredentialBuilder managedIdentityClientId(@Nullable String clientId) {
        this.managedClientId = clientId;
        return this;
    }

    /**
     * Accepted for compatibility with azure-identity, without effect on a workload identity, which is identified by its
     * client id; {@link #build()} logs a warning. With {@code AZURE_TOKEN_CREDENTIALS=ManagedIdentityCredential} the
     * credential is unavailable, like a {@link ManagedIdentityCredential} with a resource id.
     *
     * @param resourceId the resource id; null or blank for none
     * @return this
     */
    public DefaultAzureCredentialBuilder managedIdentityResourceId(@Nullable String resourceId) {
        this.managedResourceId = first(resourceId, null);
        return this;
    }

    /**
     * Accepted for compatibility with azure-identity, without effect: this library does not use the sign-in of an IDE.
     *
     * @param databasePath not used
     * @return this
     * @deprecated run {@code az login} instead of signing in to IntelliJ
     */
    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    public DefaultAzureCredentialBuilder intelliJKeePassDatabasePath(@Nullable String databasePath) {
        return this;
    }

    /**
     * Sets the projected token file; default: {@code AZURE_FEDERATED_TOKEN_FILE}. A token file means that this is a
     * pod.
     *
     * @param tokenFilePath the path of the file
     * @return this
     */
    public DefaultAzureCredentialBuilder tokenFilePath(@Nullable String tokenFilePath) {
        this.tokenFilePath = tokenFilePath;
        return this;
    }

    /**
     * Sets the executor that emits the results of asynchronous calls that do not complete immediately; default: threads
     * of the library. If the executor rejects a result, such a thread emits it.
     *
     * @param executorService an executor that the library never shuts down
     * @return this
     */
    public DefaultAzureCredentialBuilder executorService(ExecutorService executorService) {
        this.executor = Objects.requireNonNull(executorService, "executorService");
        return this;
    }

    /**
     * Allows requests for tenants other than the credential's own; default: {@code AZURE_ADDITIONALLY_ALLOWED_TENANTS},
     * separated by semicolons.
     *
     * @param additionallyAllowedTenants ids or domain names, case-insensitive; {@code *} for any
     * @return this
     */
    public DefaultAzureCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        Objects.requireNonNull(additionallyAllowedTenants, "additionallyAllowedTenants");
        return additionallyAllowedTenants(Arrays.asList(additionallyAllowedTenants));
    }

    /**
     * Allows requests for tenants other than the credential's own; default: {@code AZURE_ADDITIONALLY_ALLOWED_TENANTS},
     * separated by semicolons.
     *
     * @param additionallyAllowedTenants ids or domain names, case-insensitive; {@code *} for any
     * @return this
     */
    public DefaultAzureCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        Objects.requireNonNull(additionallyAllowedTenants, "additionallyAllowedTenants");
        this.allowedTenants = List.copyOf(additionallyAllowedTenants);
        return this;
    }

    /**
     * Sets how long a developer tool may run; default 10 s, at most 28 s.
     *
     * @param processTimeout a positive duration
     * @return this
     */
    public DefaultAzureCredentialBuilder credentialProcessTimeout(Duration processTimeout) {
        Objects.requireNonNull(processTimeout, "processTimeout");
        if (processTimeout.isNegative() || processTimeout.isZero()) {
            throw new IllegalArgumentException("The process timeout must be positive, but is " + processTimeout + ".");
        }
        this.processTimeout = processTimeout;
        return this;
    }

    /**
     * Accepted for compatibility with azure-identity. This library never performs instance discovery.
     *
     * @return this
     */
    public DefaultAzureCredentialBuilder disableInstanceDiscovery() {
        return this;
    }

    /**
     * Makes {@link #build()} fail if one of these variables is not set.
     *
     * @param variables the variables
     * @return this
     */
    public DefaultAzureCredentialBuilder requireEnvVars(AzureIdentityEnvVars... variables) {
        Objects.requireNonNull(variables, "variables");
        this.required = List.of(variables);
        return this;
    }

    /**
     * Builds the credential. Its first call looks for the configuration and reports what is missing.
     *
     * @return a credential
     * @throws IllegalStateException if required variables are not set, which the message names, or if a managed
     *     identity has both a client id and a resource id
     * @throws IllegalArgumentException if {@code AZURE_TOKEN_CREDENTIALS} has an unknown value
     */
    public DefaultAzureCredential build() {
        String missing = required.stream()
                .map(AzureIdentityEnvVars::toString)
                .filter(name -> first(variable(name), null) == null)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Required environment variables are not set: " + missing
                    + ". Set them, or do not name them in requireEnvVars.");
        }
        String file = first(tokenFilePath, variable("AZURE_FEDERATED_TOKEN_FILE"));
        Configuration variables = configuration();
        ManagedIdentityName managed = new ManagedIdentityName(first(managedClientId, null), managedResourceId, null);
        if (managedResourceId != null) {
            LOG.warn("managedIdentityResourceId has no effect on the workload identity of a pod, which is named by its "
                    + "client id. Set workloadIdentityClientId, or leave it to AZURE_CLIENT_ID");
        }
        // The current settings are used, whatever happens to the builder afterwards.
        WorkloadIdentityBuilder workload = workload(file).clientId(first(workloadClientId, managedClientId));
        WorkloadIdentityBuilder managedWorkload = workload(file);
        AzureCliCredentialBuilder azureCli = configure(new AzureCliCredentialBuilder());
        AzureDeveloperCliCredentialBuilder azureDeveloperCli = configure(new AzureDeveloperCliCredentialBuilder());
        AzurePowerShellCredentialBuilder azurePowerShell = configure(new AzurePowerShellCredentialBuilder());
        return new DefaultAzureCredential(new CredentialSelector(
                TokenCredentialsSetting.parse(variable(TokenCredentialsSetting.VARIABLE)),
                file,
                Host.of(this::variable),
                workload::build,
                () -> managed.credential(managedWorkload, file, variables::get),
                azureCli::build,
                azureDeveloperCli::build,
                azurePowerShell::build));
    }

    private WorkloadIdentityBuilder workload(@Nullable String file) {
        WorkloadIdentityBuilder identity = identity()
                .tenantId(tenantId)
                .tokenFile(file == null ? null : Path.of(file))
                .authorityHost(authorityHost)
                .additionallyAllowedTenants(Tenants.allowed(configuration(), tenants()));
        return executor == null ? identity : identity.callbackExecutor(executor);
    }

    private <T extends ToolCredentialBuilder<T>> T configure(T builder) {
        Configuration looked = configuration();
        String tenant = first(tenantId, variable("AZURE_TENANT_ID"));
        return builder.configuration(looked)
                .tenantId(tenant)
                .additionallyAllowedTenants(tenants())
                .timeout(processTimeout)
                .executor(executor);
    }

    private List<String> tenants() {
        return allowedTenants != null ? allowedTenants : Tenants.fromVariable(configuration());
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        String given = one == null || one.isBlank() ? other : one;
        return given == null || given.isBlank() ? null : given.strip();
    }
}
