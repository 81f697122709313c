/** The token engine as azure-core's {@code TokenCredential}, and azure-identity's names. */
module io.github.wicredential.azure {
    requires static transitive org.jspecify;
    requires static java.sql;
    requires static com.microsoft.sqlserver.jdbc;
    requires static mysql.connector.j;
    requires static org.postgresql.jdbc;
    requires transitive com.azure.core;
    requires transitive io.github.wicredential;
    requires io.github.wicredential.thirdparty;
    requires org.slf4j;

    exports io.github.wicredential.azure;
    exports io.github.wicredential.azure.jdbc;
}
