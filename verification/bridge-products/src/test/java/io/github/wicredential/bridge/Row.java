package io.github.wicredential.bridge;

import java.util.List;

/**
 * A released product.
 *
 * @param name the directory of its program
 * @param product what it is, with its version
 * @param called what the program calls
 * @param audience for what the token is that the service hears
 * @param requests how many token requests that costs
 * @param dependencies its jars, as group:artifact:version
 * @param beside what must be declared too when azure-identity, which brought it, is gone; empty if nothing
 */
record Row(
        String name,
        String product,
        String called,
        String audience,
        int requests,
        List<String> dependencies,
        List<String> beside) {

    private static final String VAULT = "https://vault.azure.net";
    private static final String SQL = "https://database.windows.net/";
    private static final String OPENAI = "https://cognitiveservices.azure.com";
    private static final String STORAGE = "https://storage.azure.com";
    private static final String NETTY = "com.azure:azure-core-http-netty:1.17.0";

    static final List<Row> ALL = List.of(
            new Row(
                    "postgresql",
                    "azure-identity-extensions 1.2.9",
                    "its plugin for PostgreSQL's driver, the default and a managed identity, against a real server",
                    "https://ossrdbms-aad.database.windows.net",
                    2,
                    List.of("com.azure:azure-identity-extensions:1.2.9", "org.postgresql:postgresql:42.7.14"),
                    List.of()),
            new Row(
                    "mssql-default",
                    "mssql-jdbc 13.6.2",
                    "`ActiveDirectoryDefault`, as far as the token in a login",
                    SQL,
                    1,
                    List.of("com.microsoft.sqlserver:mssql-jdbc:13.6.2.jre11", identity()),
                    List.of("com.microsoft.azure:msal4j:1.26.0")),
            new Row(
                    "mssql-managed",
                    "mssql-jdbc 13.6.2",
                    "`ActiveDirectoryManagedIdentity` with `msiClientId`, as far as the token in a login",
                    SQL,
                    1,
                    List.of("com.microsoft.sqlserver:mssql-jdbc:13.6.2.jre11", identity()),
                    List.of("com.microsoft.azure:msal4j:1.26.0")),
            new Row(
                    "camel-blob",
                    "camel-azure-storage-blob 4.18.0",
                    "`credentialType=AZURE_IDENTITY`, `listBlobContainers`",
                    STORAGE,
                    1,
                    List.of("org.apache.camel:camel-azure-storage-blob:4.18.0", "org.apache.camel:camel-core:4.18.0"),
                    List.of()),
            new Row(
                    "camel-key-vault",
                    "camel-azure-key-vault 4.18.0",
                    "`credentialType=AZURE_IDENTITY`, `getSecret`",
                    VAULT,
                    1,
                    List.of("org.apache.camel:camel-azure-key-vault:4.18.0", "org.apache.camel:camel-core:4.18.0"),
                    List.of()),
            new Row(
                    "kusto",
                    "kusto-data 7.0.6",
                    "`createWithAadManagedIdentity`, a query",
                    "https://kusto.kusto.windows.net",
                    1,
                    List.of("com.microsoft.azure.kusto:kusto-data:7.0.6"),
                    List.of(NETTY)),
            new Row(
                    "iceberg",
                    "iceberg-azure 1.11.0",
                    "`ADLSFileIO`, whether a file exists",
                    STORAGE,
                    1,
                    List.of(
                            "org.apache.iceberg:iceberg-azure:1.11.0",
                            "org.apache.iceberg:iceberg-core:1.11.0",
                            "com.azure:azure-storage-file-datalake:12.27.0",
                            "com.fasterxml.jackson.core:jackson-annotations:2.21",
                            identity()),
                    List.of()),
            new Row(
                    "redis",
                    "redis-authx-entraid 0.1.1-beta2",
                    "`AzureTokenAuthConfigBuilder`, its provider's token",
                    "https://redis.azure.com",
                    1,
                    List.of("redis.clients.authentication:redis-authx-entraid:0.1.1-beta2"),
                    List.of()),
            new Row(
                    "langchain4j",
                    "langchain4j-azure-open-ai 1.11.0",
                    "`AzureOpenAiChatModel` with a `DefaultAzureCredential`, a chat",
                    OPENAI,
                    1,
                    List.of("dev.langchain4j:langchain4j-azure-open-ai:1.11.0", identity()),
                    List.of()),
            new Row(
                    "openai",
                    "openai-java 4.101.0",
                    "`AuthenticationUtil.getBearerTokenSupplier`, two chats",
                    OPENAI,
                    1,
                    List.of("com.openai:openai-java:4.101.0", identity()),
                    List.of()),
            new Row(
                    "spring-ai",
                    "spring-ai-openai 2.0.0",
                    "`OpenAiChatModel` for Microsoft Foundry without a key, a chat",
                    OPENAI,
                    1,
                    List.of("org.springframework.ai:spring-ai-openai:2.0.0", identity()),
                    List.of()),
            new Row(
                    "spring-passwordless",
                    "Spring Cloud Azure 7.3.0 on Boot 4.0",
                    "a passwordless data source, against a real PostgreSQL server",
                    "https://ossrdbms-aad.database.windows.net",
                    1,
                    List.of(
                            "com.azure.spring:spring-cloud-azure-starter:7.3.0",
                            "com.azure:azure-identity-extensions:1.2.9",
                            "org.postgresql:postgresql:42.7.14",
                            "org.springframework.boot:spring-boot-starter-jdbc:4.0.8"),
                    List.of(NETTY)),
            new Row(
                    "spring-cloud-azure-6",
                    "Spring Cloud Azure 6.2.0 on Boot 3.5",
                    "a property of Key Vault's property source",
                    VAULT,
                    1,
                    List.of(
                            "com.azure.spring:spring-cloud-azure-autoconfigure:6.2.0",
                            "com.azure:azure-security-keyvault-secrets:4.11.1",
                            "org.springframework.boot:spring-boot-starter:3.5.16"),
                    List.of()),
            new Row(
                    "spring-cloud-azure-7",
                    "Spring Cloud Azure 7.3.0 on Boot 4.0",
                    "a property of Key Vault's property source",
                    VAULT,
                    1,
                    List.of(
                            "com.azure.spring:spring-cloud-azure-starter-keyvault-secrets:7.3.0",
                            "org.springframework.boot:spring-boot-starter:4.0.8"),
                    List.of()));

    private static String identity() {
        return "com.azure:azure-identity:" + System.getProperty("bridge.azure-identity");
    }

    @Override
    public String toString() {
        return name + ": " + product;
    }
}
