package io.github.wicredential.azure;

/** The authorities of Azure's clouds. */
public final class AzureAuthorityHosts {

    /** The public cloud. */
    public static final String AZURE_PUBLIC_CLOUD = "https://login.microsoftonline.com/";

    /** The cloud in China, operated by 21Vianet. */
    public static final String AZURE_CHINA = "https://login.chinacloudapi.cn/";

    /** The former cloud in Germany, closed since 2021; kept for those who name it. */
    public static final String AZURE_GERMANY = "https://login.microsoftonline.de/";

    /** The cloud of the US government. */
    public static final String AZURE_GOVERNMENT = "https://login.microsoftonline.us/";

    private AzureAuthorityHosts() {}
}
