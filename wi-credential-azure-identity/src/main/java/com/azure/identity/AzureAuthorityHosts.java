package com.azure.identity;

/**
 * The authorities of Azure's clouds.
 *
 * @since 0.1.0
 */
public final class AzureAuthorityHosts {

    /** The public cloud. */
    public static final String AZURE_PUBLIC_CLOUD = io.github.wicredential.azure.AzureAuthorityHosts.AZURE_PUBLIC_CLOUD;

    /** The cloud in China, operated by 21Vianet. */
    public static final String AZURE_CHINA = io.github.wicredential.azure.AzureAuthorityHosts.AZURE_CHINA;

    /**
     * The former cloud in Germany.
     *
     * @deprecated closed since 2021
     */
    @Deprecated
    public static final String AZURE_GERMANY = io.github.wicredential.azure.AzureAuthorityHosts.AZURE_GERMANY;

    /** The cloud of the US government. */
    public static final String AZURE_GOVERNMENT = io.github.wicredential.azure.AzureAuthorityHosts.AZURE_GOVERNMENT;

    private AzureAuthorityHosts() {}
}
