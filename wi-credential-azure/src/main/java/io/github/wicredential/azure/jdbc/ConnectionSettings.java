package io.github.wicredential.azure.jdbc;

import io.github.wicredential.ConfigurationException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a connection's own properties say about its identity. The names are those of azure-identity-extensions, as far as
 * they have a meaning here. A blank value counts as not set.
 *
 * @param credentialName the name of a registered credential
 * @param clientId in place of the environment's
 * @param tenantId in place of the environment's
 * @param authorityHost in place of the environment's
 * @param managedIdentity whether a managed identity is asked for, which in a pod is its workload identity
 * @param scopes in place of the cloud's usual one; may be empty
 */
record ConnectionSettings(
        @Nullable String credentialName,
        @Nullable String clientId,
        @Nullable String tenantId,
        @Nullable String authorityHost,
        boolean managedIdentity,
        List<String> scopes) {

    static final String CREDENTIAL_NAME = "azure.credentialName";
    static final String CLIENT_ID = "azure.clientId";
    private static final String TENANT_ID = "azure.tenantId";
    private static final String AUTHORITY_HOST = "azure.authorityHost";
    private static final String SCOPES = "azure.scopes";

    /** Nothing is said. */
    static final ConnectionSettings NONE = new ConnectionSettings(null, null, null, null, false, List.of());

    /** Choices of an identity that this library does not have: who sets one would get another identity unnoticed. */
    private static final List<String> OTHER_IDENTITIES = List.of(
            "azure.clientSecret",
            "azure.clientCertificatePath",
            "azure.clientCertificatePassword",
            "azure.username",
            "azure.password",
            "azure.tokenCredentialProviderClassName",
            "azure.tokenCredentialBeanName",
            "azure.claims");

    static final String MANAGED_IDENTITY = "azure.managedIdentityEnabled";

    static ConnectionSettings of(Properties properties) {
        for (String name : OTHER_IDENTITIES) {
            if (value(properties, name) != null) {
                throw refused(
                        name, "which would choose another identity, and this hook has only the workload identity");
            }
        }
        String managed = value(properties, MANAGED_IDENTITY);
        ConnectionSettings settings = new ConnectionSettings(
                value(properties, CREDENTIAL_NAME),
                value(properties, CLIENT_ID),
                value(properties, TENANT_ID),
                DatabaseScopes.knownAuthority(value(properties, AUTHORITY_HOST), AUTHORITY_HOST),
                "true".equalsIgnoreCase(managed),
                scopes(value(properties, SCOPES)));
        if (settings.credentialName != null && settings.namesIdentity()) {
            throw refused(
                    CREDENTIAL_NAME, "beside an id, tenant or authority of its own: the credential has them already");
        }
        return settings;
    }

    /** Whether it asks for an identity other than the environment's as it is. */
    boolean namesIdentity() {
        return clientId != null || tenantId != null || authorityHost != null;
    }

    private static ConfigurationException refused(String name, String why) {
        return new ConfigurationException(
                "The connection has the property " + name + ", " + why + ". Remove the property.");
    }

    private static List<String> scopes(@Nullable String listed) {
        return listed == null
                ? List.of()
                : Stream.of(listed.split(","))
                        .map(String::strip)
                        .filter(scope -> !scope.isEmpty())
                        .toList();
    }

    private static @Nullable String value(Properties properties, String name) {
        String value = properties.getProperty(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
