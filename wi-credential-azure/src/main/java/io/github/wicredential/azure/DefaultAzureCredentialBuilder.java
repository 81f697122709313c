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
 * Describes a {@link DefaultAzureCredential}. Not thread-safe. In a pod and on a laptop nothing needs to be set.
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

    /** Starts with nothing set. */
    public DefaultAzureCredentialBuilder() {}

    /**
     * The tenant; default: {@code AZURE_TENANT_ID}, without which a developer's tool uses the one it is signed in to.
     *
     * @param tenantId a tenant id or verified domain name
     * @return this
     */
    public DefaultAzureCredentialBuilder tenantId(@Nullable String tenantId) {
        this.tenantId = tenantId;
        return this;
    }

    /**
     * The authority of the workload identity; default: {@code AZURE_AUTHORITY_HOST}, else the public cloud's.
     *
     * @param authorityHost an https URL, for example one of {@link AzureAuthorityHosts}
     * @return this
     */
    public DefaultAzureCredentialBuilder authorityHost(@Nullable String authorityHost) {
        this.authorityHost = authorityHost;
        return this;
    }

    /**
     * The client id of the workload identity; default: the one given to {@link #managedIdentityClientId}, else
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
     * The client id of the managed identity that the pod's service account is federated with. The identity of the node
     * is never used.
     *
     * @param clientId the client id
     * @return this
     */
    public DefaultAzureCredentialBuilder managedIdentityClientId(@Nullable String clientId) {
        this.managedClientId = clientId;
        return this;
    }

    /**
     * Accepted for those who move from azure-identity: a resource id names no workload identity, whose client id counts.
     * {@link #build()} says so at WARN. With {@code AZURE_TOKEN_CREDENTIALS=ManagedIdentityCredential} the credential is
     * unavailable, as a {@link ManagedIdentityCredential} with a resource id is.
     *
     * @param resourceId the resource id; null and blank for none
     * @return this
     */
    public DefaultAzureCredentialBuilder managedIdentityResourceId(@Nullable String resourceId) {
        this.managedResourceId = first(resourceId, null);
        return this;
    }

    /**
     * Accepted for those who move from azure-identity, without effect: the sign-in of an IDE is never read.
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
     * The projected token; default: {@code AZURE_FEDERATED_TOKEN_FILE}. Naming one means that this is a pod.
     *
     * @param tokenFilePath the path of the file
     * @return this
     */
    public DefaultAzureCredentialBuilder tokenFilePath(@Nullable String tokenFilePath) {
        this.tokenFilePath = tokenFilePath;
        return this;
    }

    /**
     * Where the results of asynchronous calls are emitted if they were not there at once; default: threads of the
     * library. Should the executor refuse, such a thread emits them all the same.
     *
     * @param executorService stays open
     * @return this
     */
    public DefaultAzureCredentialBuilder executorService(ExecutorService executorService) {
        this.executor = Objects.requireNonNull(executorService, "executorService");
        return this;
    }

    /**
     * Tenants that a request may name beside the own one; default: those of
     * {@code AZURE_ADDITIONALLY_ALLOWED_TENANTS}, separated by semicolons.
     *
     * @param additionallyAllowedTenants ids or domain names, compared without regard to case; {@code *} for any
     * @return this
     */
    public DefaultAzureCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        Objects.requireNonNull(additionallyAllowedTenants, "additionallyAllowedTenants");
        return additionallyAllowedTenants(Arrays.asList(additionallyAllowedTenants));
    }

    /**
     * Tenants that a request may name beside the own one; default: those of
     * {@code AZURE_ADDITIONALLY_ALLOWED_TENANTS}, separated by semicolons.
     *
     * @param additionallyAllowedTenants ids or domain names, compared without regard to case; {@code *} for any
     * @return this
     */
    public DefaultAzureCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        Objects.requireNonNull(additionallyAllowedTenants, "additionallyAllowedTenants");
        this.allowedTenants = List.copyOf(additionallyAllowedTenants);
        return this;
    }

    /**
     * How long a developer tool may run; default 10 s, 28 s at most.
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
     * Accepted for those who move from azure-identity. This library never asks for instance discovery.
     *
     * @return this
     */
    public DefaultAzureCredentialBuilder disableInstanceDiscovery() {
        return this;
    }

    /**
     * Lets {@link #build()} fail if one of these variables is not set.
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
     * Makes the credential. What it needs is looked for at its first call, and a lack of configuration reported there.
     *
     * @return a credential
     * @throws IllegalStateException naming the required variables that are not set, or if a managed identity is named by
     *     both a client id and a resource id
     * @throws IllegalArgumentException if {@code AZURE_TOKEN_CREDENTIALS} has a value that means nothing
     */
    public DefaultAzureCredential build() {
        String missing = required.stream()
                .map(AzureIdentityEnvVars::toString)
                .filter(name -> first(variable(name), null) == null)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Required environment variables are not set: " + missing
                    + ". Set them, or don't name them in requireEnvVars.");
        }
        String file = first(tokenFilePath, variable("AZURE_FEDERATED_TOKEN_FILE"));
        Configuration variables = configuration();
        ManagedIdentityName managed = new ManagedIdentityName(first(managedClientId, null), managedResourceId, null);
        if (managedResourceId != null) {
            LOG.warn("managedIdentityResourceId has no effect on the workload identity of a pod, which is named by its "
                    + "client id. Set workloadIdentityClientId, or leave it to AZURE_CLIENT_ID");
        }
        // The settings of this moment count, whatever happens to the builder afterwards.
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
        boolean anyTenant = tenants().isEmpty() && tenant == null;
        return builder.configuration(looked)
                .tenantId(tenant)
                .additionallyAllowedTenants(anyTenant ? List.of("*") : tenants())
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
