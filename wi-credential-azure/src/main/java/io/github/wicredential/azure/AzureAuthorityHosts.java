package io.github.wicredential.azure;

import io.github.wicredential.internal.cloud.Cloud;

/**
 * The authorities of Azure's clouds.
 *
 * @since 0.1.0
 */
public final class AzureAuthorityHosts {

    /** The public cloud. */
    public static final String AZURE_PUBLIC_CLOUD = "https://" + Cloud.Hosts.PUBLIC + "/";

    /** The cloud in China, operated by 21Vianet. */
    public static final String AZURE_CHINA = "https://" + Cloud.Hosts.CHINA + "/";

    /** The former cloud in Germany, closed in 2021; kept for compatibility. */
    public static final String AZURE_GERMANY = "https://" + Cloud.Hosts.GERMANY + "/";

    /** The cloud of the US government. */
    public static final String AZURE_GOVERNMENT = "https://" + Cloud.Hosts.US_GOVERNMENT + "/";

    private AzureAuthorityHosts() {}
}
