package io.github.wicredential.clients.iceberg;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.clients.internal.ClientSettings;
import io.github.wicredential.clients.internal.azure.CredentialTokens;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.azure.AdlsTokenCredentialProvider;

/**
 * Provides Apache Iceberg's {@code ADLSFileIO} with the identity for Azure Data Lake Storage.
 *
 * <pre>{@code
 * adls.token-credential-provider=io.github.wicredential.clients.iceberg.AdlsCredentialProvider
 * adls.token-credential-provider.azure.clientId=CLIENT-ID
 * }</pre>
 *
 * <p>The second line is needed only for an identity other than the pod's. See
 * {@link io.github.wicredential.clients.ClientIdentities} for the settings below
 * {@code adls.token-credential-provider.} and how they choose the identity. Requires {@code wi-credential-azure} on the
 * class path, with both jars in the class loader of iceberg-azure.
 *
 * <p>Iceberg creates one instance per file system; all of them share the identity's tokens. The storage client sets the
 * scope and sends tokens over https only.
 *
 * @since 0.1.0
 */
public final class AdlsCredentialProvider implements AdlsTokenCredentialProvider {

    private static final String HOLDER = "The catalog (below adls.token-credential-provider)";

    private ClientSettings settings = ClientSettings.NONE;

    /** Called by Iceberg. */
    public AdlsCredentialProvider() {}

    /**
     * Reads the catalog's settings of the identity.
     *
     * @param properties the properties below {@code adls.token-credential-provider.}
     * @throws ConfigurationException if a property is unknown, or would choose something other than a workload identity
     */
    @Override
    public void initialize(Map<String, String> properties) {
        for (String name : Objects.requireNonNull(properties, "properties").keySet()) {
            if (!name.startsWith(ClientSettings.PREFIX) || name.equals(ClientSettings.SCOPES)) {
                throw new ConfigurationException(
                        HOLDER + " has the property " + name + ", which is not supported here. Supported are "
                                + String.join(", ", known()) + ". Remove the property.");
            }
        }
        settings = ClientSettings.of(HOLDER, properties);
    }

    /**
     * Returns the identity as a credential of azure-core.
     *
     * @return a credential; all credentials of one identity share its tokens
     * @throws ConfigurationException if there is no identity, or {@code wi-credential-azure} is missing
     */
    @Override
    public TokenCredential credential() {
        try {
            return CredentialTokens.credential(settings.identity());
        } catch (NoClassDefFoundError missing) {
            throw new ConfigurationException(
                    "Iceberg's storage client needs a class that is missing (" + missing.getMessage()
                            + "). Add io.github.wicredential:wi-credential-azure to the class path.",
                    missing);
        }
    }

    private static Iterable<String> known() {
        return ClientSettings.NAMES.stream()
                .filter(name -> !name.equals(ClientSettings.SCOPES))
                .sorted()
                .toList();
    }
}
