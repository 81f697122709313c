package io.github.wicredential.clients.iceberg;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.clients.internal.ClientSettings;
import io.github.wicredential.clients.internal.azure.CredentialTokens;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.azure.AdlsTokenCredentialProvider;

/**
 * Gives Apache Iceberg's {@code ADLSFileIO} the identity for Azure Data Lake Storage.
 *
 * <pre>{@code
 * adls.token-credential-provider=io.github.wicredential.clients.iceberg.AdlsCredentialProvider
 * adls.token-credential-provider.azure.clientId=CLIENT-ID
 * }</pre>
 *
 * <p>The second line is needed only for another identity than the pod's. Which one is chosen, and by which names below
 * {@code adls.token-credential-provider.}: {@link io.github.wicredential.clients.ClientIdentities}. Needs
 * {@code wi-credential-azure} on the class path, and both in the class loader of iceberg-azure.
 *
 * <p>Made by Iceberg for each file system; the tokens are those of the shared identity. The scope is the storage client's,
 * which sends tokens by https only.
 *
 * @since 0.1.0
 */
public final class AdlsCredentialProvider implements AdlsTokenCredentialProvider {

    private static final String HOLDER = "The catalog (below adls.token-credential-provider)";

    private ClientSettings settings = ClientSettings.NONE;

    /** Called by Iceberg. */
    public AdlsCredentialProvider() {}

    /**
     * Takes what the catalog says about the identity.
     *
     * @param properties what stands below {@code adls.token-credential-provider.}
     * @throws ConfigurationException if a property is unknown, or would choose something else than a workload identity
     */
    @Override
    public void initialize(Map<String, String> properties) {
        for (String name : Objects.requireNonNull(properties, "properties").keySet()) {
            if (!name.startsWith(ClientSettings.PREFIX) || name.equals(ClientSettings.SCOPES)) {
                throw new ConfigurationException(
                        HOLDER + " has the property " + name + ", which has no meaning here. It " + "knows "
                                + String.join(", ", known()) + ". Remove the property.");
            }
        }
        settings = ClientSettings.of(HOLDER, properties);
    }

    /**
     * The identity as a credential of azure-core.
     *
     * @return a credential; all that are made for one identity share its tokens
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
