/**
 * Class names for configuration files: hooks of others' clients, each of which an application may leave out. Hadoop's is for the
 * class path only, as Hadoop is.
 */
module io.github.wicredential.clients {
    requires static transitive org.jspecify;
    requires static com.azure.core;
    requires static com.microsoft.sqlserver.jdbc;
    requires static io.github.wicredential.azure;
    requires static java.sql;
    requires static kafka.clients;
    requires static mysql.connector.j;
    requires static org.postgresql.jdbc;
    requires static r2dbc.spi;
    requires static reactor.core;
    requires transitive io.github.wicredential;
    requires org.slf4j;

    exports io.github.wicredential.clients;
    exports io.github.wicredential.clients.jdbc;
    exports io.github.wicredential.clients.kafka;
    exports io.github.wicredential.clients.r2dbc;
    exports io.github.wicredential.clients.internal.azure to
            io.github.wicredential.spring;

    provides io.r2dbc.spi.ConnectionFactoryProvider with
            io.github.wicredential.clients.r2dbc.AzureConnectionFactoryProvider;
}
