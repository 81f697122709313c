package io.github.wicredential.spring.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the workload identity. A blank value counts as not set, which a primitive would not allow. For users
 * these comments are the descriptions that editors show and the table in {@code docs/how-to/spring-boot.md}.
 *
 * @param enabled Whether there is a workload identity: 'auto' if a token file is configured here or in
 *     AZURE_FEDERATED_TOKEN_FILE, 'true' to fail at start without one, 'false' never.
 * @param clientId Client id of the application or managed identity. Default is AZURE_CLIENT_ID.
 * @param tenantId Tenant id or verified domain name. Default is AZURE_TENANT_ID.
 * @param tokenFile File with the pod's own token. Default is AZURE_FEDERATED_TOKEN_FILE.
 * @param authorityHost Root of the authority. Default is AZURE_AUTHORITY_HOST, then https://login.microsoftonline.com.
 * @param additionallyAllowedTenants Tenants that a resource or a request may name beside its own; '*' for any.
 * @param timeout How long a caller waits when there is no valid token.
 * @param refreshWindow How long before it expires a token is refreshed, at least 60 seconds. Default is what Entra asks for.
 * @param validateOnStart What is checked before the application is ready: 'none' for nothing, 'config' for the settings
 *     and the token file, 'token' for a token from Entra as well.
 * @param validationScope Scope of the token that is fetched at start if 'validate-on-start' is 'token', for example
 *     https://vault.azure.net/.default.
 * @param identities Further identities by name, each with its own beans.
 * @param agents Agent identities (Microsoft Entra Agent ID) by name, each with its own beans. Names are not those of identities.
 * @param downstream APIs of your own by name, each with its own interceptor beans.
 * @param localDevelopment Tokens without a pod.
 * @param jdbcHooks The hooks of JDBC drivers (io.github.wicredential.clients.jdbc).
 * @param r2dbc Connections by R2DBC.
 * @param redis Connections to Redis by Lettuce.
 * @param mongodb Connections to Azure DocumentDB and MongoDB.
 * @param oauth2Client What Spring Security's OAuth 2.0 client does with this identity.
 * @param springCloudAzure What Spring Cloud Azure does with this identity.
 * @param metrics Meters of the tokens.
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
     * A further identity. What it does not set is as for the main one.
     *
     * @param clientId Client id of the application or managed identity.
     * @param tenantId Tenant id or verified domain name. Default is that of the main identity.
     * @param tokenFile File with the pod's own token. Default is that of the main identity.
     */
    public record Identity(
            @Nullable String clientId,
            @Nullable String tenantId,
            @Nullable String tokenFile) {}

    /**
     * An agent identity below a blueprint.
     *
     * @param id App ID of the agent identity, a GUID.
     * @param blueprint Name under 'identities' of the identity that is its blueprint. Default is the main identity.
     */
    public record Agent(@Nullable String id, @Nullable String blueprint) {}

    /**
     * An API that is called with a token of an identity.
     *
     * @param scope Scope of the token, for example api://orders/.default.
     * @param allowedHosts Hosts to which the token may be sent: names without scheme, port and path, or '*.suffix' for
     *     all below a name of at least two parts.
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
     * @param enabled Whether tokens are those of the developer who is signed in to a tool (az, azd or Azure PowerShell)
     *     where no token file is configured. In a pod this changes nothing.
     */
    public record LocalDevelopment(@DefaultValue("false") Boolean enabled) {}

    /**
     * The hooks of JDBC drivers.
     *
     * @param enabled Whether the hooks of JDBC drivers (io.github.wicredential.clients.jdbc) use this identity by default.
     */
    public record JdbcHooks(@DefaultValue("true") Boolean enabled) {}

    /**
     * Connections by R2DBC.
     *
     * @param enabled Whether connections of Spring Boot's R2DBC to PostgreSQL or MySQL log in with a token of this identity.
     */
    public record R2dbc(@DefaultValue("false") Boolean enabled) {}

    /**
     * Connections to Redis by Lettuce.
     *
     * @param enabled Whether Spring Boot's Lettuce connections to Azure's Redis log in with a token of this identity.
     * @param scope Scope of the token for Redis.
     * @param user Name of the user. Default is the object id that the token names.
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
     * What Spring Security's OAuth 2.0 client does with this identity.
     *
     * @param enabled Whether there are beans that send the pod's token in place of a client secret and that answer
     *     registrations of the grant 'client_credentials'.
     */
    public record Oauth2Client(@DefaultValue("false") Boolean enabled) {}

    /**
     * What Spring Cloud Azure does with this identity.
     *
     * @param defaultCredential Whether Spring Cloud Azure's clients use this identity by default.
     * @param bootstrap Whether Key Vault's property source uses this identity.
     * @param passwordless Whether passwordless connections (JDBC, Redis, JMS) use this identity. Needs
     *     'default-credential'.
     * @param kafka Whether spring-kafka's factories use this identity for Event Hubs. Needs 'default-credential'.
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

    /**
     * Meters of the tokens.
     *
     * @param enabled Whether there are meters where the application has a registry for them.
     */
    public record Metrics(@DefaultValue("true") Boolean enabled) {}
}
