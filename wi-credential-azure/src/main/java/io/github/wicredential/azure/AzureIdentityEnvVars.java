package io.github.wicredential.azure;

import com.azure.core.util.ExpandableStringEnum;
import java.util.Collection;
import java.util.Objects;

/**
 * Names of environment variables, for {@link DefaultAzureCredentialBuilder#requireEnvVars}.
 *
 * @since 0.1.0
 */
public final class AzureIdentityEnvVars extends ExpandableStringEnum<AzureIdentityEnvVars> {

    /** The tenant. */
    public static final AzureIdentityEnvVars AZURE_TENANT_ID = fromString("AZURE_TENANT_ID");

    /** The application or managed identity. */
    public static final AzureIdentityEnvVars AZURE_CLIENT_ID = fromString("AZURE_CLIENT_ID");

    /** A client secret; not used by this library. */
    public static final AzureIdentityEnvVars AZURE_CLIENT_SECRET = fromString("AZURE_CLIENT_SECRET");

    /** A client certificate; not used by this library. */
    public static final AzureIdentityEnvVars AZURE_CLIENT_CERTIFICATE_PATH =
            fromString("AZURE_CLIENT_CERTIFICATE_PATH");

    /** The password of a client certificate; not used by this library. */
    public static final AzureIdentityEnvVars AZURE_CLIENT_CERTIFICATE_PASSWORD =
            fromString("AZURE_CLIENT_CERTIFICATE_PASSWORD");

    /** The authority. */
    public static final AzureIdentityEnvVars AZURE_AUTHORITY_HOST = fromString("AZURE_AUTHORITY_HOST");

    /** Which source a {@link DefaultAzureCredential} uses. */
    public static final AzureIdentityEnvVars AZURE_TOKEN_CREDENTIALS = fromString("AZURE_TOKEN_CREDENTIALS");

    /** Whether to send a certificate chain; not used by this library. */
    public static final AzureIdentityEnvVars AZURE_CLIENT_SEND_CERTIFICATE_CHAIN =
            fromString("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN");

    /** The projected token file of a pod. */
    public static final AzureIdentityEnvVars AZURE_FEDERATED_TOKEN_FILE = fromString("AZURE_FEDERATED_TOKEN_FILE");

    /**
     * Use {@link #fromString}.
     *
     * @deprecated use {@link #fromString}
     */
    @Deprecated
    public AzureIdentityEnvVars() {}

    /**
     * Returns the variable with a name.
     *
     * @param name the name
     * @return the value for this name
     */
    public static AzureIdentityEnvVars fromString(String name) {
        Objects.requireNonNull(name, "name");
        return fromString(name, AzureIdentityEnvVars.class);
    }

    /**
     * Returns all known variables.
     *
     * @return the known variables
     */
    public static Collection<AzureIdentityEnvVars> values() {
        return values(AzureIdentityEnvVars.class);
    }
}
