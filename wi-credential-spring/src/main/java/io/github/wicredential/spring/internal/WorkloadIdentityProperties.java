package io.github.wicredential.spring.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the workload identity. A blank value counts as not set, which primitive types would not allow. These
 * comments are the property descriptions that editors show and the table in {@code docs/reference/spring-properties.md}.
 *
 * @param enabled Whether to create a workload identity: 'auto' if a token file is configured here or in
 *     AZURE_FEDERATED_TOKEN_FILE, 'true' always, so that the start fails without one, 'false' never.
 * @param clientId Client id of the application or managed identity. Default is AZURE_CLIENT_ID.
 * @param tenantId Tenant id or verified domain name. Default is AZURE_TENANT_ID.
 * @param tokenFile File that contains the pod's own token. Default is AZURE_FEDERATED_TOKEN_FILE.
 * @param authorityHost URL of the authority. Default is AZURE_AUTHORITY_HOST, then https://login.microsoftonline.com.
 * @param additionallyAllowedTenants Tenants other than the identity's own that a resource or request may name; '*' for
 *     any.
 * @param timeout How long a caller waits when there is no valid token.
 * @param refreshWindow How long before its expiry a token is refreshed, at least 60 seconds. Default is what Entra asks
 *     for.
 * @param validateOnStart What to check before the application is ready: 'none' for nothing, 'config' for the settings
 *     and the token file, 'token' to also obtain a token from Entra.
 * @param validationScope Scope of the token that 'validate-on-start' obtains if it is 'token', for example
 *     https://vault.azure.net/.default.
 * @param identities Further identities by name, each with its own beans.
 * @param agents Agent identities (Microsoft Entra Agent ID) by name, each with its own beans. Their names must differ
 *     from those of identities.
 * @param downstream Your own APIs by name, each with its own interceptor beans.
 * @param localDevelopment Tokens without a pod.
 * @param jdbcHooks The hooks for JDBC drivers (io.github.wicredential.clients.jdbc).
 * @param r2dbc R2DBC connections.
 * @param redis Lettuce connections to Redis.
 * @param mongodb Connections to Azure DocumentDB and MongoDB.
 * @param oauth2Client Use of this identity by Spring Security's OAuth 2.0 client.
 * @param springCloudAzure Use of this identity by Spring Cloud Azure.
 * @param metrics Token meters.
 */
@ConfigurationProperties(WorkloadIdentityProperties.PREFIX)
public record WorkloadIdentityProperties(
        @DefaultValue("auto") Enabled enabled,
        @Nullable String clientId,
        @Nullable String tenantId,
        @Nullable String tokenFile,
        @Nullable String authorityHost,
        @DefaultValue List<String> additionallyAllowedTenants,
        @DefaultValue("30s") Duration timeout,
        @Nullable Duration refreshWindow,
        @DefaultValue("config") Validation validateOnStart,
        @Nullable String validationScope,
        @DefaultValue Map<String, Identity> identities,
        @DefaultValue Map<String, Agent> agents,
        @DefaultValue Map<String, Downstream> downstream,
        @DefaultValue LocalDevelopment localDevelopment,
        @DefaultValue JdbcHooks jdbcHooks,
        @DefaultValue R2dbc r2dbc,
        @DefaultValue Redis redis,
        @DefaultValue Mongodb mongodb,
        @DefaultValue Oauth2Client oauth2Client,
        @DefaultValue SpringCloudAzure springCloudAzure,
        @DefaultValue Metrics metrics) {

    /** What all names begin with. */
    public static final String PREFIX = "azure.workload-identity";

    /** Copies the collections. */
    public WorkloadIdentityProperties {
        additionallyAllowedTenants = List.copyOf(additionallyAllowedTenants);
        identities = Map.copyOf(identities);
        agents = Map.copyOf(agents);
        downstream = Map.copyOf(downstream);
    }

    /** Whether there is a workload identity. */
    public enum Enabled {
        /** If a token file is configured. */
        AUTO,
        /** Always. */
        TRUE,
        /** Never. */
        FALSE
    }

    /** What is checked before the application is ready. */
    public enum Validation {
        /** Nothing. */
        NONE,
        /** The settings and the token file. */
        CONFIG,
        /** That Entra issues a token. */
        TOKEN
    }

    /**
     * A further identity. Settings that it does not make are those of the main identity.
     *
     * @param clientId Client id of the application or managed identity.
     * @param tenantId Tenant id or verified domain name. Default is that of the main identity.
     * @param tokenFile File that contains the pod's own token. Default is that of the main identity.
     */
    public record Identity(
            @Nullable String clientId,
            @Nullable String tenantId,
            @Nullable String tokenFile) {}

    /**
     * An agent identity of a blueprint.
     *
     * @param id App ID of the agent identity, a GUID.
     * @param blueprint Name, under 'identities', of the blueprint. Default is the main identity.
     */
    public record Agent(@Nullable String id, @Nullable String blueprint) {}

    /**
     * An API that is called with a token of an identity.
     *
     * @param scope Scope of the token, for example api://orders/.default.
     * @param allowedHosts Hosts that may receive the token: names without scheme, port and path, or '*.suffix' for all
     *     subdomains of a name with at least two labels.
     * @param identity Name of the identity under 'identities' or 'agents'. Default is the main identity.
     */
    public record Downstream(
            @Nullable String scope,
            @DefaultValue List<String> allowedHosts,
            @Nullable String identity) {

        /** Copies the hosts. */
        public Downstream {
            allowedHosts = List.copyOf(allowedHosts);
        }
    }

    /**
     * Tokens without a pod.
     *
     * @param enabled Whether to use the tokens of the developer signed in to az, azd or Azure PowerShell if no token
     *     file is configured. Has no effect in a pod with a token file.
     */
    public record LocalDevelopment(@DefaultValue("false") Boolean enabled) {}

    /**
     * The hooks for JDBC drivers.
     *
     * @param enabled Whether the hooks for JDBC drivers (io.github.wicredential.clients.jdbc) use this identity by
     *     default.
     */
    public record JdbcHooks(@DefaultValue("true") Boolean enabled) {}

    /** R2DBC connections.
     *
     * @param enabled Whether Spring Boot's R2DBC connections to PostgreSQL or MySQL log in with a token of this
     *     identity.
     */
    public record R2dbc(@DefaultValue("false") Boolean enabled) {}

    /** Lettuce connections to Redis.
     *
     * @param enabled Whether Spring Boot's Lettuce connections to Azure's Redis log in with a token of this identity.
     * @param scope Scope of the token for Redis.
     * @param user User name. Default is the object id in the token.
     */
    public record Redis(
            @DefaultValue("false") Boolean enabled,

            @DefaultValue("https://redis.azure.com/.default")
            String scope,

            @Nullable String user) {}

    /**
     * Connections to Azure DocumentDB and MongoDB.
     *
     * @param enabled Whether Spring Boot's MongoDB clients log in with a token of this identity.
     * @param scope Scope of the token for MongoDB. Default is that of Azure DocumentDB in the identity's cloud.
     */
    public record Mongodb(
            @DefaultValue("false") Boolean enabled,
            @Nullable String scope) {}

    /**
     * Use of this identity by Spring Security's OAuth 2.0 client.
     *
     * @param enabled Whether to create beans that send the pod's token instead of a client secret and that serve
     *     registrations with the grant 'client_credentials'.
     */
    public record Oauth2Client(@DefaultValue("false") Boolean enabled) {}

    /**
     * Use of this identity by Spring Cloud Azure.
     *
     * @param defaultCredential Whether Spring Cloud Azure's clients use this identity by default.
     * @param bootstrap Whether Key Vault's property source uses this identity.
     * @param passwordless Whether passwordless connections (JDBC, Redis, JMS) use this identity. Requires
     *     'default-credential'.
     * @param kafka Whether spring-kafka's factories use this identity for Event Hubs. Requires 'default-credential'.
     */
    public record SpringCloudAzure(
            @DefaultValue("true") Boolean defaultCredential,
            @DefaultValue("true") Boolean bootstrap,
            @DefaultValue("true") Boolean passwordless,
            @DefaultValue("true") Boolean kafka) {

        /** What all names begin with. */
        public static final String PREFIX = WorkloadIdentityProperties.PREFIX + ".spring-cloud-azure";

        /** The bean that Spring Cloud Azure's clients use: ours, or one that the application puts in its place. */
        public static final String CREDENTIAL_BEAN = "springCloudAzureDefaultCredential";
    }

    /** Token meters.
     *
     * @param enabled Whether to create meters if the application has a meter registry.
     */
    public record Metrics(@DefaultValue("true") Boolean enabled) {}
}
