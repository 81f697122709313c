/** Class names for configuration files: hooks of others' clients, each of which an application may leave out. */
module io.github.wicredential.clients {
    requires static transitive org.jspecify;
    requires static com.azure.core;
    requires static com.microsoft.sqlserver.jdbc;
    requires static io.github.wicredential.azure;
    requires static java.sql;
    requires static mysql.connector.j;
    requires static org.postgresql.jdbc;
    requires transitive io.github.wicredential;
    requires org.slf4j;

    exports io.github.wicredential.clients;
    exports io.github.wicredential.clients.jdbc;
    exports io.github.wicredential.clients.internal.azure to
            io.github.wicredential.spring;
}
